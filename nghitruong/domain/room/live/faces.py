"""The room's facts in the shapes that the page components read: what is the same on several faces is said once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from nghitruong.domain.meetings.forms import STEP_LABELS
from nghitruong.domain.meetings.lifecycle import ItemState, Step
from nghitruong.domain.meetings.rules import next_step
from nghitruong.domain.room.queries.room import RoomView
from nghitruong.domain.voting import rules as voting_rules
from nghitruong.domain.voting.lifecycle import PollState
from nghitruong.kernel.shares import percentage_text
from nghitruong.kernel.vietnamese.dates import short_time
from nghitruong.web import parts
from nghitruong.web.choices import ABSTAIN, NO, YES, choice_of

if TYPE_CHECKING:
    from nghitruong.domain.meetings.models import AgendaItem, Participant, SpeakerRequest
    from nghitruong.domain.voting.models import Ballot, Poll

STEP_NAMES = {**STEP_LABELS, Step.DONE: gettext_lazy("Finished")}
NEXT_LABELS = {
    Step.PRESENTATION: gettext_lazy("Begin the item"),
    Step.VERIFICATION: gettext_lazy("Call the verification"),
    Step.DISCUSSION: gettext_lazy("Open the discussion"),
    Step.EXPLANATION: gettext_lazy("Call for the explanation"),
    Step.VOTE: gettext_lazy("Go to the vote"),
    Step.DONE: gettext_lazy("Finish the item"),
}
OF_TOTAL = gettext_lazy(
    "%(verdict)s: %(yes)s votes for of %(count)s deputies in total; %(share)s is %(needed)s; basis: %(basis)s."
)
OF_PRESENT = gettext_lazy(
    "%(verdict)s: %(yes)s votes for of %(count)s deputies present; %(share)s is %(needed)s; basis: %(basis)s."
)
NEED_OF_TOTAL = gettext_lazy("At least %(needed)s votes for are needed of %(count)s deputies in total")
NEED_OF_PRESENT = gettext_lazy("At least %(needed)s votes for are needed of %(count)s deputies present")
SHARES = {
    ("1/2", "gt"): gettext_lazy("more than half"),
    ("2/3", "min"): gettext_lazy("at least two thirds"),
    ("1/3", "min"): gettext_lazy("at least one third"),
}


def agenda_lines(view: RoomView, around: int = 0, *, in_words: bool = False) -> list[parts.AgendaLine]:
    """The programme with where it stands and how it was voted on, in figures or in words.

    `around` keeps only so many lines about the current one (ux S6).
    """
    ends = {poll.item_id: _vote_end(poll, in_words=in_words) for poll in view.decided}
    lines = [_agenda_line(item, view.item, ends.get(item.pk, "")) for item in view.items]
    if not around or len(lines) <= around:
        return lines
    place = next((n for n, line in enumerate(lines) if line.state == "now"), view.finished)
    first = max(0, min(place - around // 2, len(lines) - around))
    return lines[first : first + around]


def steps_of(item: AgendaItem) -> list[parts.Step]:
    """The item's own steps as a bar."""
    place = item.steps.index(item.step) if item.step in item.steps else (len(item.steps) if item.finished_at else -1)
    return [
        parts.Step(STEP_NAMES[Step(step)], "done" if n < place else "now" if n == place else "to_come")
        for n, step in enumerate(item.steps)
    ]


def speaker_of(request: SpeakerRequest | None, *, is_steering: bool = False) -> parts.Speaker | None:
    """Who has the floor, until when; whoever steers may give a minute more, or end it."""
    if request is None or request.started_at is None:
        return None
    ends_at = request.started_at + timedelta(seconds=request.allowed_seconds)
    more = parts.Action(_("+1 minute"), reverse("room:extend_speech", args=[request.pk]), is_post=True)
    end = parts.Action(_("Finished"), reverse("room:end_speech", args=[request.pk]), is_post=True, tone="primary")
    return parts.Speaker(
        request.participant.person.full_name,
        _kind_of(request),
        ends_at,
        minutes=request.allowed_seconds // 60,
        actions=[more, end] if is_steering else [],
    )


def queue_of(requests: Sequence[SpeakerRequest], *, is_steering: bool = False) -> list[parts.Speaker]:
    """Who waits, in order; whoever steers gets a button to call each."""
    return [
        parts.Speaker(
            request.participant.person.full_name,
            _kind_of(request),
            actions=[_call(request)] if is_steering else [],
        )
        for request in requests
    ]


def result_of(poll: Poll, own: Ballot | None = None) -> parts.Result | None:
    """The announced result with its law, or None before."""
    if poll.state not in (PollState.CLOSED, PollState.ANNOUNCED) or poll.yes is None:
        return None
    base = base_of(poll)
    counts = ((YES, poll.yes), (NO, poll.no or 0), (ABSTAIN, poll.abstain or 0))
    return parts.Result(
        title=poll.question,
        is_carried=bool(poll.is_carried),
        verdict=_("Carried") if poll.is_carried else _("Not carried"),
        law=law_sentence(poll),
        lines=[parts.ResultLine(choice, count, percentage_text(count, base)) for choice, count in counts],
        base=base,
        facts=[
            parts.Fact(_("Total"), poll.total),
            parts.Fact(_("Present"), poll.present),
            parts.Fact(_("Ballots sent"), poll.yes + (poll.no or 0) + (poll.abstain or 0)),
        ],
        own_choice=choice_of(own.choice) if own else None,
    )


def base_of(poll: Poll) -> int:
    """The denominator that the rule used, frozen when the vote opened."""
    return (poll.total if poll.base == voting_rules.BASE_TOTAL else poll.present_at_opening) or 1


def law_sentence(poll: Poll) -> str:
    """The whole result in one sentence that names its law (R3.04, architecture 8)."""
    values = {
        "verdict": _("Carried") if poll.is_carried else _("Not carried"),
        "yes": poll.yes,
        "count": base_of(poll),
        "share": SHARES.get((poll.share, poll.comparator), poll.share),
        "needed": poll.needed,
        "basis": poll.basis or _("the council's own rules of procedure"),
    }
    return str(OF_TOTAL if poll.base == voting_rules.BASE_TOTAL else OF_PRESENT) % values


def need_of(poll: Poll) -> str:
    """What the question needed, short enough to be read from 20 metres (ux S6)."""
    values = {"needed": poll.needed, "count": base_of(poll)}
    return str(NEED_OF_TOTAL if poll.base == voting_rules.BASE_TOTAL else NEED_OF_PRESENT) % values


def base_words(poll: Poll) -> str:
    """Of what the percentages are shares."""
    if poll.base == voting_rules.BASE_TOTAL:
        return _("Shares of all deputies")
    return _("Shares of the deputies present")


def round_label(poll: Poll) -> str:
    return pgettext("voting round", "Vote %(number)s") % {"number": poll.number}


def seat_of(place: Participant | None) -> str:
    """`Seat 14`, empty where nobody has numbered the seats."""
    return _("Seat %(number)s") % {"number": place.seat} if place and place.seat else ""


def ballot_of(poll: Poll, *, present: int, sent: int, own: Ballot | None = None) -> parts.Ballot:
    """The vote in front of a deputy; without an own ballot it is what everybody gets when the vote opens."""
    return parts.Ballot(
        poll_id=poll.pk,
        state="received" if own else "choose",
        question=poll.question,
        cast_url=reverse("room:ballot", args=[poll.pk]),
        round_label=round_label(poll),
        method=_("open, electronic"),
        item_label=_("Item %(number)s") % {"number": poll.item.position},
        ends_at=poll.ends_at,
        choice=choice_of(own.choice) if own else None,
        receipt=own.receipt if own else "",
        stored_at=own.stored_at if own else None,
        sent=sent,
        present=present,
    )


def next_press(view: RoomView, prepared: Poll | None) -> dict[str, object] | None:
    """The chair's one next step: its words, the press it makes, and what comes after (ux 5.2)."""
    poll = view.poll
    if poll and poll.state == PollState.OPENED:
        return _press(view, "close_poll", _("Close the vote"), _("Voting is in progress"), poll=poll.pk)
    if poll and poll.state == PollState.CLOSED:
        return _press(view, "announce_result", _("Announce the result"), _("The vote is closed"), poll=poll.pk)
    if view.item is None:
        return _next_item(view)
    if view.item.state == ItemState.READY_TO_VOTE:
        if prepared is None:
            return None
        return _press(view, "open_poll", _("Open the vote"), prepared.question, poll=prepared.pk)
    step = next_step(view.item.steps, view.item.step)
    after = _after(view.item, step)
    return _press(view, "run_step", str(NEXT_LABELS[step]), view.item.title, after, item=view.item.pk, step=step)


def _next_item(view: RoomView) -> dict[str, object] | None:
    waiting = next((item for item in view.items if item.state == ItemState.ON_AGENDA and not item.started_at), None)
    if waiting is None:
        return None
    label = _("Begin item %(number)s") % {"number": waiting.position}
    return _press(view, "run_step", label, waiting.title, item=waiting.pk)


def _press(view: RoomView, press: str, label: str, title: str, after: str = "", **values: object) -> dict[str, object]:
    """No single key opens or closes a vote (ux S4); closing asks first, with who has not sent at that moment."""
    return {
        "label": label,
        "title": title,
        "after": after,
        "url": reverse("room:press", args=[view.meeting.pk, press]),
        "values": values,
        "is_key": press == "run_step",
        "asks": press == "close_poll",
    }


def _after(item: AgendaItem, step: Step) -> str:
    return _("Now: %(now)s. Then: %(then)s.") % {
        "now": STEP_NAMES[Step(item.step)] if item.step else _("not begun"),
        "then": STEP_NAMES[step],
    }


def _vote_end(poll: Poll, *, in_words: bool) -> str:
    if in_words:
        return _("Carried") if poll.is_carried else _("Not carried")
    return f"{poll.yes}/{base_of(poll)}"


def _agenda_line(item: AgendaItem, running: AgendaItem | None, end: str) -> parts.AgendaLine:
    state = "now" if running and item.pk == running.pk else "done" if item.finished_at else "to_come"
    tags = {
        ItemState.WITHDRAWN: parts.Tag(_("Withdrawn")),
        ItemState.CARRIED_OVER: parts.Tag(_("Carried over"), "amber"),
    }
    return parts.AgendaLine(
        item.position,
        item.short_title or item.title,
        state,
        end=end or _end_of(item),
        tag=tags.get(ItemState(item.state)),
    )


def _end_of(item: AgendaItem) -> str:
    moment: datetime | None = item.finished_at or item.planned_at
    return short_time(moment) if moment else ""


def _kind_of(request: SpeakerRequest) -> str:
    words = [_("Debate") if request.kind == "debate" else "", seat_of(request.participant)]
    return " · ".join(word for word in words if word)


def _call(request: SpeakerRequest) -> parts.Action:
    url = reverse("room:call", args=[request.pk])
    return parts.Action(_("Call"), url, is_post=True)
