"""A council's meetings as the public finds them, brought to any point of their way by the verbs."""

from datetime import timedelta

from nghitruong.domain.meetings.actions import (
    add_item,
    check_in,
    close_meeting,
    create_meeting,
    invite_participants,
    open_meeting,
    run_step,
)
from nghitruong.domain.meetings.models import AgendaItem, Meeting
from nghitruong.domain.voting.actions import announce_result, cast_vote, close_poll, open_poll, prepare_poll
from nghitruong.domain.voting.models import Poll
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from tests.cast import Cast

VOTED = ["presentation", "vote"]


def planned(cast: Cast, title: str = "Kỳ họp thứ 3", *items: str, days: int = 0) -> Meeting:
    """A meeting with these items, each of which ends in a vote."""
    starts_at = clock.now() + timedelta(days=days, minutes=1)
    meeting = create_meeting(cast.minh, cast.council.pk, title=title, starts_at=starts_at, place="Hội trường tầng 3")
    for item in items or ("Nghị quyết 1",):
        add_item(cast.minh, meeting, title=item, kind="draft_resolution", steps=VOTED, presenter="UBND phường")
    return meeting


def convened(cast: Cast, title: str = "Kỳ họp thứ 3", *items: str, days: int = 0) -> Meeting:
    return invite_participants(cast.minh, planned(cast, title, *items, days=days), decision="12/QĐ", reason="gấp")


def opened(cast: Cast, people: list[Actor], title: str = "Kỳ họp thứ 3", *items: str) -> Meeting:
    meeting = convened(cast, title, *items)
    for person in people:
        check_in(person, meeting)
    return open_meeting(cast.lan, meeting)


def hide(item: AgendaItem) -> AgendaItem:
    """Dealt with behind closed doors: no verb says so yet."""
    AgendaItem.objects.filter(pk=item.pk).update(is_public=False)
    item.refresh_from_db()
    return item


def item_of(meeting: Meeting, position: int = 1) -> AgendaItem:
    return AgendaItem.objects.get(meeting=meeting, position=position)


def voting(cast: Cast, meeting: Meeting, position: int = 1) -> Poll:
    """The vote on an item is open."""
    item = item_of(meeting, position)
    while item.step != "vote":
        run_step(cast.lan, item)
    return open_poll(cast.lan, prepare_poll(cast.minh, item, question=f"Thông qua {item.title}"))


def voted(cast: Cast, people: list[Actor], meeting: Meeting, position: int = 1, yes: int = 2) -> Poll:
    """The vote on an item is closed, not announced."""
    poll = voting(cast, meeting, position)
    for place, person in enumerate(people):
        cast_vote(person, poll, choice="yes" if place < yes else "no", key=f"k{place}")
    return close_poll(cast.lan, poll)


def announced(cast: Cast, people: list[Actor], meeting: Meeting, position: int = 1, yes: int = 2) -> Poll:
    return announce_result(cast.lan, voted(cast, people, meeting, position, yes))


def closed(cast: Cast, meeting: Meeting) -> Meeting:
    meeting.refresh_from_db()
    return close_meeting(cast.lan, meeting)
