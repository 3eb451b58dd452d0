"""One line of the programme: its words, its steps, its papers, its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from nghitruong.domain.meetings import actions
from nghitruong.domain.meetings.forms import ItemForm, ParticipantForm
from nghitruong.domain.meetings.policies import may, may_see_roll
from nghitruong.domain.meetings.queries import (
    item_for,
    meeting_for,
    paper_for,
    participants_of,
    people_without_place,
)
from nghitruong.domain.meetings.views.meetings import actor_of
from nghitruong.foundation.documents.queries import document_for
from nghitruong.kernel.decision import RefusedError, ensure
from nghitruong.kernel.policy import NO_SUCH_RECORD

if TYPE_CHECKING:
    from nghitruong.foundation.documents.models import Document
    from nghitruong.kernel.actor import Actor


def change(request: HttpRequest, item_id: int) -> HttpResponse:
    """The item's form and its papers on one page."""
    actor = actor_of(request)
    item = item_for(actor, item_id)
    ensure(may(actor, "meetings.change_item", council_id=item.council_id))
    form = ItemForm(request.POST or None, initial={name: getattr(item, name) for name in ItemForm().fields})
    if request.method == "POST" and form.is_valid():
        actions.change_item(actor, item, **form.cleaned_data)
        return redirect("meetings:detail", item.meeting_id)
    papers = item.papers.select_related("document").order_by("position")
    back = {"back_url": reverse("meetings:detail", args=[item.meeting_id]), "back_label": item.meeting.title}
    return render(request, "meetings/item.html", {"form": form, "item": item, "papers": papers, **back})


@require_POST
def move(request: HttpRequest, item_id: int, position: int) -> HttpResponse:
    """Put the item at another place."""
    actor = actor_of(request)
    item = actions.move_item(actor, item_for(actor, item_id), position=position)
    return redirect("meetings:detail", item.meeting_id)


@require_POST
def withdraw(request: HttpRequest, item_id: int) -> HttpResponse:
    """Take the item off, with the reason."""
    actor = actor_of(request)
    item = actions.withdraw_item(actor, item_for(actor, item_id), reason=request.POST.get("reason", ""))
    return redirect("meetings:detail", item.meeting_id)


@require_POST
def add_papers(request: HttpRequest, item_id: int) -> HttpResponse:
    """Put documents that were just brought under the item: one act each."""
    actor = actor_of(request)
    item = item_for(actor, item_id)
    ensure(may(actor, "meetings.add_paper", council_id=item.council_id))
    for number in request.POST.getlist("document"):
        actions.add_paper(actor, item, document=_document(actor, number))
    return redirect("meetings:item", item.pk)


@require_POST
def remove_paper(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Take a paper off the item."""
    actor = actor_of(request)
    paper = paper_for(actor, paper_id)
    item_id = paper.item_id
    actions.remove_paper(actor, paper)
    return redirect("meetings:item", item_id)


def participants(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Who takes part, and a form for those without a seat."""
    actor = actor_of(request)
    meeting = meeting_for(actor, meeting_id)
    ensure(may_see_roll(actor))
    people = people_without_place(meeting)
    form = ParticipantForm(request.POST or None, people=[(row.pk, row.full_name) for row in people])
    if request.method == "POST" and form.is_valid():
        chosen = next(row for row in people if row.pk == form.cleaned_data["person"])
        actions.add_participant(actor, meeting, person=chosen, seat=form.cleaned_data["seat"])
        return redirect("meetings:participants", meeting.pk)
    back = {"back_url": reverse("meetings:detail", args=[meeting.pk]), "back_label": meeting.title}
    context = {"form": form, "meeting": meeting, "people": participants_of(meeting.pk), **back}
    return render(request, "meetings/participants.html", context)


def _document(actor: Actor, number: str) -> Document:
    document = document_for(actor, int(number)) if number.isascii() and number.isdigit() else None
    if document is None:
        raise RefusedError(NO_SUCH_RECORD, f"document-{number}")
    return document
