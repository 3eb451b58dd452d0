"""The list of meetings, and one meeting from planning to closing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nghitruong.domain.meetings import actions
from nghitruong.domain.meetings.forms import ChangeMeetingForm, InviteForm, ItemForm, MeetingForm, ReasonForm, TaskForm
from nghitruong.domain.meetings.policies import may, may_read_minutes, may_see_roll
from nghitruong.domain.meetings.queries import (
    has_sat,
    items_for,
    meeting_for,
    meetings_of,
    participants_of,
    present_deputies,
    state_counts,
)
from nghitruong.domain.meetings.views import shapes
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import RefusedError, ensure
from nghitruong.web.asking import Question, asked
from nghitruong.web.paging import page_of
from nghitruong.web.refusals import STATUS
from nghitruong.web.words import refusal_sentence


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@require_GET
def meeting_list(request: HttpRequest) -> HttpResponse:
    """All meetings of the council, newest first, by state."""
    actor = actor_of(request)
    chosen = request.GET.get("loc", "")
    counts = state_counts(actor)
    rows = shapes.in_group(meetings_of(actor), chosen)
    page, pager = page_of(request, rows, total=shapes.total_of(counts, chosen))
    return render(request, "meetings/list.html", {**shapes.list_context(actor, page, counts, chosen), "pager": pager})


def new_meeting(request: HttpRequest) -> HttpResponse:
    """A form for a meeting, from a template or empty."""
    actor = actor_of(request)
    ensure(may(actor, "meetings.create_meeting", council_id=actor.council_id))
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        meeting = actions.create_meeting(actor, actor.council_id or 0, **form.cleaned_data)
        return redirect("meetings:detail", meeting.pk)
    back = {"back_url": reverse("meetings:list"), "back_label": _("Meetings")}
    return render(request, "meetings/form.html", {"form": form, "title": _("New meeting"), **back})


@require_GET
def detail(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """One meeting: what is ready, what is missing, its programme."""
    actor = actor_of(request)
    meeting = meeting_for(actor, meeting_id)
    context: dict[str, Any] = {
        **shapes.detail_context(actor, meeting, list(items_for(actor, meeting))),
        **shapes.tasks_context(actor, meeting),
        "sees_roll": may_see_roll(actor).is_allowed,
        "sees_minutes": may_read_minutes(actor).is_allowed and has_sat(meeting),
        "people_count": participants_of(meeting.pk).count(),
        "present": present_deputies(meeting.pk),
        "item_form": ItemForm(),
        "invite_form": InviteForm(),
        "reason_form": ReasonForm(),
    }
    return render(request, "meetings/detail.html", context)


def change(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Correct a meeting's own facts."""
    actor = actor_of(request)
    meeting = meeting_for(actor, meeting_id)
    ensure(may(actor, "meetings.change_meeting", council_id=meeting.council_id))
    initial = {name: getattr(meeting, name) for name in ChangeMeetingForm().fields}
    form = ChangeMeetingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.change_meeting(actor, meeting, **form.cleaned_data)
        return redirect("meetings:detail", meeting.pk)
    back = {"back_url": reverse("meetings:detail", args=[meeting.pk]), "back_label": meeting.title}
    return render(request, "meetings/form.html", {"form": form, "title": _("Change the meeting"), **back})


@require_POST
def invite(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Convene: the programme goes out and everybody is invited."""
    actor = actor_of(request)
    meeting = meeting_for(actor, meeting_id)
    form = InviteForm(request.POST)
    form.is_valid()
    actions.invite_participants(actor, meeting, **form.cleaned_data)
    return redirect("meetings:detail", meeting.pk)


@require_POST
def stop(request: HttpRequest, meeting_id: int, verb: str) -> HttpResponse:
    """Postpone or cancel, with the reason."""
    actor = actor_of(request)
    meeting = meeting_for(actor, meeting_id)
    act = {"hoan": actions.postpone_meeting, "huy": actions.cancel_meeting}[verb]
    act(actor, meeting, reason=request.POST.get("reason", ""))
    return redirect("meetings:detail", meeting.pk)


@require_POST
def complete(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Say that the file of a closed meeting is complete."""
    actor = actor_of(request)
    meeting = actions.complete_meeting(actor, meeting_for(actor, meeting_id))
    return redirect("meetings:detail", meeting.pk)


def assign_task(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Write down what the meeting concluded for an agency to do."""
    actor = actor_of(request)
    meeting = meeting_for(actor, meeting_id)
    ensure(may(actor, "meetings.assign_task", council_id=meeting.council_id))
    form = TaskForm(actor, request.POST or None)
    back = reverse("meetings:detail", args=[meeting.pk])
    intro = _("It is followed until it is done, with reminders and the statement of each month.")
    question = Question(_("New task"), _("Assign it"), back, meeting.title, intro, said=_("The task was assigned."))
    return asked(request, form, question, lambda data: actions.assign_task(actor, meeting, **data))


@require_POST
def add_item(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """A new line at the end of the programme; what does not fit is said at its field."""
    actor = actor_of(request)
    meeting = meeting_for(actor, meeting_id)
    ensure(may(actor, "meetings.add_item", council_id=meeting.council_id))
    form, status = ItemForm(request.POST), 200
    if form.is_valid():
        try:
            actions.add_item(actor, meeting, **form.cleaned_data)
            return redirect("meetings:detail", meeting.pk)
        except RefusedError as error:
            form.add_error(None, refusal_sentence(error.refusal))
            status = STATUS[error.refusal.kind]
    back = {"back_url": reverse("meetings:detail", args=[meeting.pk]), "back_label": meeting.title}
    return render(request, "meetings/form.html", {"form": form, "title": _("New item"), **back}, status=status)
