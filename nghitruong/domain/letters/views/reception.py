"""The schedule of receptions, one day with its appointments, and the register at the desk."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from nghitruong.domain.letters import actions, forms, queries
from nghitruong.domain.letters.policies import may, reads_all
from nghitruong.domain.letters.views import shapes
from nghitruong.domain.letters.views.lists import actor_of
from nghitruong.foundation.accounts.guards import office
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role
from nghitruong.kernel.decision import RefusedError, ensure
from nghitruong.kernel.policy import NO_SUCH_RECORD
from nghitruong.web.asking import Question, asked
from nghitruong.web.fields import whole_number
from nghitruong.web.paging import page_of

DAY_ACTS: dict[str, tuple[Any, Any, type[forms.OwnForm]]] = {
    "doi-nguoi": (actions.swap_receiver, gettext_lazy("Another deputy receives"), forms.SwapForm),
    "hoan": (actions.postpone_day, gettext_lazy("Postpone the day"), forms.PostponeForm),
    "thu-duong-truyen": (actions.note_test, gettext_lazy("The line was tested"), forms.StepForm),
    "ket-noi": (actions.note_connection, gettext_lazy("The line is connected"), forms.StepForm),
    "ghi-hinh": (actions.note_recording, gettext_lazy("Note the recording"), forms.RecordingForm),
    "da-tiep": (actions.close_day, gettext_lazy("The day was held"), forms.EmptyForm),
}
SLOT_ACTS: dict[str, tuple[Any, Any, type[forms.OwnForm]]] = {
    "xac-nhan": (actions.confirm_slot, gettext_lazy("Give the appointment"), forms.SlotForm),
    "doi-hen": (actions.move_slot, gettext_lazy("Move the appointment"), forms.MoveSlotForm),
    "tu-choi": (actions.decline_slot, gettext_lazy("Decline the appointment"), forms.SlotReasonForm),
}


@office
@require_GET
def schedule(request: HttpRequest) -> HttpResponse:
    """Who receives citizens when, what is not posted yet, and who asked for an appointment."""
    actor = actor_of(request)
    page, pager = page_of(request, queries.days_of(actor))
    return render(
        request, "letters/schedule.html", {**shapes.schedule_of(actor, list(page.object_list)), "pager": pager}
    )


@office
def plan(request: HttpRequest) -> HttpResponse:
    """Plan a day."""
    actor = actor_of(request)
    ensure(may(actor, "letters.plan_day"))
    form = forms.PlanForm(actor, request.POST or None)
    question = _question(_("Plan a reception day"), reverse("letters:schedule"))
    return asked(request, form, question, lambda data: _plan(actor, data))


@office
@require_POST
def post(request: HttpRequest) -> HttpResponse:
    """Post the chosen days; one that comes too late is posted with a warning and its article."""
    actor = actor_of(request)
    chosen = [number for each in request.POST.getlist("day") if (number := whole_number(each))]
    days = actions.post_schedule(actor, actor.council_id or 0, day_ids=chosen)
    late = sum(day.is_posted_late for day in days)
    said = ngettext("%(count)s day was posted.", "%(count)s days were posted.", len(days)) % {"count": len(days)}
    messages.success(request, said)
    if late:
        messages.warning(request, shapes.late_words(actor, late))
    return redirect("letters:schedule")


@office
@require_GET
def day(request: HttpRequest, day_id: int) -> HttpResponse:
    """One reception day with its appointments and what was entered on it."""
    actor = actor_of(request)
    return render(request, "letters/day.html", shapes.day_of(actor, queries.day_for(actor, day_id)))


@office
def act(request: HttpRequest, day_id: int, verb: str) -> HttpResponse:
    """Swap, postpone or close a day."""
    if verb not in DAY_ACTS:
        raise Http404
    act_on, title, form_class = DAY_ACTS[verb]
    actor = actor_of(request)
    held = queries.day_for(actor, day_id)
    own = actor.mandate_id is not None and actor.mandate_id == held.receiver_id
    ensure(may(actor, f"letters.{act_on.__name__}", is_own=own, council_id=held.council_id))
    question = _question(str(title), reverse("letters:day", args=[day_id]))
    form = form_class(actor, request.POST or None, initial=shapes.step_values(held, verb))
    return asked(request, form, question, lambda data: act_on(actor, held, **data))


@office
def answer_slot(request: HttpRequest, slot_id: int, verb: str) -> HttpResponse:
    """Give an appointment, or not."""
    if verb not in SLOT_ACTS:
        raise Http404
    act_on, title, form_class = SLOT_ACTS[verb]
    actor = actor_of(request)
    slot = queries.slot_for(actor, slot_id)
    ensure(may(actor, f"letters.{act_on.__name__}", is_own=actor.has(Role.CLERK), council_id=slot.council_id))
    form = form_class(actor, request.POST or None, initial={"at": queries.next_free(slot), "new_day": slot.day_id})
    question = _question(str(title), reverse("letters:day", args=[slot.day_id]), shapes.asked_words(slot))
    return asked(request, form, question, lambda data: act_on(actor, slot, **data))


@office
@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """The register at the desk."""
    actor = actor_of(request)
    if not reads_all(actor):
        raise RefusedError(NO_SUCH_RECORD, "register of receptions")
    page, pager = page_of(request, queries.visits_of(actor))
    return render(request, "letters/visits.html", {**shapes.visits_of(actor, list(page.object_list)), "pager": pager})


@office
def visit(request: HttpRequest) -> HttpResponse:
    """Enter a reception."""
    return _enter(request, "register_visit", _("Enter a reception"), forms.VisitForm)


@office
def refuse(request: HttpRequest) -> HttpResponse:
    """Enter a refusal, with its ground."""
    return _enter(request, "refuse_visit", _("Refuse a reception"), forms.RefusalForm)


@office
def notice(request: HttpRequest, code: str) -> HttpResponse:
    """The notice of a refusal has left."""
    actor = actor_of(request)
    entry = queries.visit_for(actor, code)
    ensure(may(actor, "letters.send_refusal", is_own=actor.has(Role.CLERK), council_id=entry.council_id))
    question = _question(_("The notice of refusal was sent"), reverse("letters:visits"))
    form = forms.NoticeForm(actor, request.POST or None)
    return asked(request, form, question, lambda data: actions.send_refusal(actor, entry, **data))


@office
def conclude(request: HttpRequest, code: str) -> HttpResponse:
    """What was concluded goes out as a notice."""
    actor = actor_of(request)
    entry = queries.visit_for(actor, code)
    ensure(may(actor, "letters.conclude_visit", is_own=actor.has(Role.CLERK), council_id=entry.council_id))
    question = _question(_("Conclusion of the reception"), reverse("letters:visits"), entry.content)
    form = forms.ConclusionForm(actor, request.POST or None)
    return asked(request, form, question, lambda data: actions.conclude_visit(actor, entry, **data))


def _enter(request: HttpRequest, verb: str, title: str, form_class: type[forms.OwnForm]) -> HttpResponse:
    actor = actor_of(request)
    ensure(may(actor, f"letters.{verb}", is_own=actor.has(Role.CLERK)))
    form = form_class(actor, request.POST or None, initial={"on": clock.today(), "receiver_name": actor.name})
    intro = _("Write no denunciation here: it gets a card, without the name of who brings it.")
    question = _question(title, reverse("letters:visits"), intro)
    return asked(request, form, question, lambda data: _keep(actor, verb, data))


def _keep(actor: Actor, verb: str, data: dict[str, Any]) -> None:
    caller = actions.Person(data.pop("name"), data.pop("phone"), data.pop("address"))
    ground = {"ground": data.pop("ground")} if "ground" in data else {}
    receiver = data.pop("receiver_name")
    entry = actions.Entry(**data, receiver=receiver, callers=(caller,))
    getattr(actions, verb)(actor, actor.council_id or 0, entry=entry, **ground)


def _plan(actor: Actor, data: dict[str, Any]) -> None:
    actions.plan_day(actor, actor.council_id or 0, planned=actions.PlannedDay(**data))


def _question(title: str, page: str, intro: str = "") -> Question:
    return Question(title, title, page, _("Back"), intro, said=_("Kept in the record."))
