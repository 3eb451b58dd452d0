"""The first guided tour: a deputy votes, the chair closes and announces, the wall and the public page follow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nghitruong.domain.room.queries.room import view_room
from nghitruong.domain.voting.lifecycle import PollState
from nghitruong.outer.demo import queries, world
from nghitruong.outer.demo.acts import Goal
from nghitruong.outer.demo.world import SEN_HONG

if TYPE_CHECKING:
    from nghitruong.domain.meetings.models import Meeting

KEY = "buoc"
"""The key of an address that says at which step of the tour its page is looked at."""


@dataclass(frozen=True)
class TourStep:
    """One step: as whom (a user name, empty for nobody in particular), where, and what there is to do and to see.

    `needs`: the states of a vote without which there is nothing to do here; none: there always is.
    """

    who: str
    page: Callable[[Meeting], str]
    title: Promise
    text: Promise
    needs: frozenset[PollState] = frozenset()


@dataclass(frozen=True)
class Way:
    """One button of the strip: a link, or a press that posts `values`."""

    label: Promise
    url: str
    values: Mapping[str, object] | None = None
    is_main: bool = False
    needs_token: bool = False

    @property
    def is_post(self) -> bool:
        return self.values is not None


@dataclass(frozen=True)
class Guide:
    """What the strip at the foot of a page says, and the ways on."""

    number: int
    total: int
    title: Promise
    text: Promise
    ways: tuple[Way, ...]


LACKS_VOTE = _(
    "No vote is open at this moment. Let the robots hold the session up to the next one: this page follows by itself."
)
LACKS_SESSION = _(
    "The session is over. Let the robots begin another one; when its vote is open, take the tour from the beginning."
)


def _wall(meeting: Meeting) -> str:
    room = view_room(meeting).room
    return reverse("room:wall", args=[room.pairing_code]) if room else reverse("demo:welcome")


def _site(meeting: Meeting) -> str:
    return reverse("portal:meeting", args=[SEN_HONG.code, meeting.pk])


STEPS = (
    TourStep(
        world.HOA.account,
        lambda meeting: reverse("room:deputy", args=[meeting.pk]),
        _("You are Ms Hoa, a deputy: vote in two taps"),
        _(
            "Touch a choice, look at it once more, send it. The receipt is yours; until the chair closes the vote you "
            "may change your mind, and the last ballot counts."
        ),
        needs=frozenset({PollState.OPENED}),
    ),
    TourStep(
        world.LAN.account,
        lambda meeting: reverse("room:chair", args=[meeting.pk]),
        _("Now you are Ms Lan, the chairperson: close the vote"),
        _(
            "Press “Close the vote”. You see who has not sent a ballot, but nobody sees how anybody votes, and nobody "
            "sees a count before the vote is closed."
        ),
        needs=frozenset({PollState.OPENED}),
    ),
    TourStep(
        world.LAN.account,
        lambda meeting: reverse("room:chair", args=[meeting.pk]),
        _("Announce the result"),
        _(
            "Press “Announce the result”. It names the number needed, the total it is counted from, and the rule of "
            "law that says so. In this moment the hall and the public learn it."
        ),
        needs=frozenset({PollState.OPENED, PollState.CLOSED}),
    ),
    TourStep(
        "",
        _wall,
        _("This is the wall of the hall"),
        _("Nobody operates it: it follows the session by itself, and so did all tablets, within a tenth of a second."),
    ),
    TourStep(
        "",
        _site,
        _("This is what every citizen sees at home"),
        _("The same result on the public page, with its law; everybody can count the ballots again by their receipts."),
    ),
    TourStep(
        world.MINH.account,
        lambda meeting: reverse("room:secretary", args=[meeting.pk]),
        _("The minutes have written themselves"),
        _(
            "Mr Minh, the secretary, finds every event in its place. “See the print” gives the minutes in the official "
            "form. That was the tour: look round, you cannot break anything."
        ),
    ),
)


def address_of(number: int, meeting: Meeting) -> str:
    """The page of a step, told that it is one."""
    return f"{STEPS[number - 1].page(meeting)}?{KEY}={number}"


def guide_for(number: int) -> Guide | None:
    """The strip for a step; None for a number that is none, or while there is no session to walk through."""
    council = queries.demo_council(SEN_HONG.code)
    meeting = queries.session_of(council.pk) if council else None
    if meeting is None or not 1 <= number <= len(STEPS):
        return None
    step = STEPS[number - 1]
    poll = queries.open_vote_of(meeting.pk)
    lacks_vote = bool(step.needs) and (poll is None or poll.state not in step.needs)
    onward = _onward(number, meeting, is_main=not lacks_vote)
    if not lacks_vote:
        return Guide(number, len(STEPS), step.title, step.text, (onward,))
    text = LACKS_VOTE if meeting.closed_at is None else LACKS_SESSION
    return Guide(number, len(STEPS), step.title, text, (_to_next_vote(number, meeting), onward))


def _to_next_vote(number: int, meeting: Meeting) -> Way:
    """The robots' press; the page of a session that is over would wait in vain, so there it leads to the welcome."""
    back = address_of(number, meeting) if meeting.closed_at is None else f"{reverse('demo:welcome')}#robots"
    values = {"goal": Goal.VOTE, "next": back}
    return Way(_("Let the robots go on"), reverse("demo:play"), values, is_main=True, needs_token=True)


def _onward(number: int, meeting: Meeting, *, is_main: bool) -> Way:
    """To the next step, signing in where it is another person's; from the last one back to the welcome."""
    if number == len(STEPS):
        return Way(_("End of the tour"), reverse("demo:welcome"), is_main=is_main)
    if STEPS[number].who:
        return Way(_("Next step"), reverse("demo:enter"), {"step": number + 1}, is_main=is_main)
    return Way(_("Next step"), address_of(number + 1, meeting), is_main=is_main)
