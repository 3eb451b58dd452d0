"""Reads: doors to one poll, what each audience may see of it, the counts."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import BigIntegerField, Count, Exists, OuterRef, QuerySet, Subquery

from nghitruong.domain.meetings.models import AgendaItem
from nghitruong.domain.meetings.queries import counted_deputies, public_meetings
from nghitruong.domain.voting.lifecycle import Choice, PollState
from nghitruong.domain.voting.models import Ballot, Poll
from nghitruong.domain.voting.policies import reads_votes
from nghitruong.domain.voting.rules import BASE_TOTAL, DECIDING_KINDS, RECORD_FORMAT, BallotFacts, Tally
from nghitruong.foundation.search.registry import Audience, Indexed
from nghitruong.foundation.verbs.kept import kept
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.policy import NO_SUCH_RECORD


def poll_for(actor: Actor, poll_id: int) -> Poll:
    """One poll of the actor's council; another council's does not exist for the actor."""
    if reads_votes(actor):
        poll = next(iter(_polls(poll_id, actor.council_id or 0)), None)
    else:
        poll = public_polls(actor.council_id or 0).filter(pk=poll_id).first()
    if poll is None:
        raise RefusedError(NO_SUCH_RECORD, f"poll-{poll_id}")
    return poll


@kept
def _polls(poll_id: int, council_id: int) -> QuerySet[Poll, Poll]:
    return Poll.objects.select_related("meeting", "item").filter(pk=poll_id, council_id=council_id)


def public_polls(*council_ids: int) -> QuerySet[Poll]:
    """The opened rounds on public items of public meetings; a cancelled round stays visible (C.4)."""
    items = AgendaItem.objects.filter(is_public=True, meeting__in=public_meetings(*council_ids).values("id"))
    opened = Poll.objects.exclude(state=PollState.PREPARED).exclude(opened_at=None)
    return opened.filter(item__in=items.values("id")).select_related("item", "meeting")


def poll_to_vote_in(actor: Actor, poll_id: int) -> Poll:
    """The poll a ballot names, not read yet: its situation says in the same statement whether the council has it."""
    if poll_id > BigIntegerField.MAX_BIGINT:
        raise RefusedError(NO_SUCH_RECORD, f"poll-{poll_id}")
    return Poll.from_db(DEFAULT_DB_ALIAS, ["id", "council_id"], [poll_id, actor.council_id or 0])


def open_poll_of(meeting_id: int) -> Poll | None:
    """The vote that is running in the meeting, if one is."""
    return next(iter(_open_polls(meeting_id)), None)


@kept
def _open_polls(meeting_id: int) -> QuerySet[Poll, Poll]:
    return Poll.objects.select_related("item").filter(meeting_id=meeting_id, state=PollState.OPENED)


def current_poll_of(meeting_id: int) -> Poll | None:
    """The latest round that was opened: what the room looks at during a vote and until the next item."""
    polls = Poll.objects.select_related("item").filter(meeting_id=meeting_id).exclude(opened_at=None)
    return polls.order_by("-opened_at").first()


def item_being_voted(meeting_id: int) -> int | None:
    """The item whose vote is open, or closed and not announced."""
    polls = Poll.objects.filter(meeting_id=meeting_id, state__in=(PollState.OPENED, PollState.CLOSED))
    return polls.values_list("item_id", flat=True).first()


def decided_polls(meeting_id: int) -> QuerySet[Poll]:
    """The announced votes on the whole of an item, in order."""
    polls = Poll.objects.filter(meeting_id=meeting_id, state=PollState.ANNOUNCED, kind__in=DECIDING_KINDS)
    return polls.order_by("number")


def polls_of(meeting_id: int) -> QuerySet[Poll]:
    """All rounds of a meeting in order, the cancelled ones too: a void round stays visible (C.4)."""
    return Poll.objects.select_related("item").filter(meeting_id=meeting_id).order_by("number")


def sent_count(poll_id: int) -> int:
    """How many deputies have sent a ballot; never how."""
    return next(iter(_sent(poll_id)), 0)


@kept
def _sent(poll_id: int) -> QuerySet[Ballot, int]:
    ballots = Ballot.objects.filter(poll_id=poll_id).order_by().values("poll_id")
    return ballots.annotate(sent=Count("mandate_id", distinct=True)).values_list("sent", flat=True)


class Opening(NamedTuple):
    """How things stand in the hall when a vote is to open, read in one statement. Numbers count deputies."""

    presider_id: int | None
    meeting_state: str
    item_state: str
    present: int | None
    is_another_open: bool


def opening_of(poll_id: int) -> Opening:
    """What the meeting of a poll that is there is like now."""
    return Opening(*_openings(poll_id)[0])


@kept
def _openings(poll_id: int) -> QuerySet[Poll, Any]:
    others = Poll.objects.filter(meeting_id=OuterRef("meeting_id"), state=PollState.OPENED).exclude(pk=OuterRef("pk"))
    polls = Poll.objects.filter(pk=poll_id).annotate(
        present_now=Subquery(counted_deputies(OuterRef("meeting_id"))), is_another_open=Exists(others)
    )
    return polls.values_list("meeting__presider_id", "meeting__state", "item__state", "present_now", "is_another_open")


def last_ballot(poll_id: int, mandate_id: int | None) -> Ballot | None:
    """The ballot of one deputy that counts so far: her own page shows it."""
    return Ballot.objects.filter(poll_id=poll_id, mandate_id=mandate_id or 0).order_by("-n").first()


class Receipt(NamedTuple):
    """What a deputy keeps of a ballot, and the moment it was stored."""

    receipt: str
    stored_at: datetime


@dataclass(frozen=True)
class BallotSituation:
    """Everything that one ballot is judged by and written with, read in one statement."""

    facts: BallotFacts
    salt: str
    last_n: int
    earlier: Receipt | None


_SITUATIONS = """
WITH voter (mandate_id) AS (VALUES {voters})
SELECT v.mandate_id, p.state, p.salt,
       EXISTS (SELECT 1 FROM voting_entitlement e WHERE e.poll_id = p.id AND e.mandate_id = v.mandate_id),
       EXISTS (SELECT 1 FROM meetings_attendance a JOIN meetings_sitting s ON s.id = a.sitting_id
               WHERE a.mandate_id = v.mandate_id AND a.left_at IS NULL AND s.meeting_id = p.meeting_id),
       (SELECT COALESCE(MAX(n), 0) FROM voting_ballot b WHERE b.poll_id = p.id AND b.mandate_id = v.mandate_id)
FROM voter v CROSS JOIN voting_poll p WHERE p.id = %s AND p.council_id = %s
"""


def ballot_situations(poll: Poll, keys: Mapping[int, str]) -> dict[int, BallotSituation]:
    """What ballots of these mandates would be judged by, each with the first receipt for its key if there is one.

    Empty where the council has no such poll.
    """
    voters = ", ".join(["(CAST(%s AS bigint))"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(_SITUATIONS.format(voters=voters), [*keys, poll.pk, poll.council_id])
        rows = cursor.fetchall()
    found = {}
    for mandate_id, state, salt, is_entitled, is_present, last_n in rows:
        earlier = _receipt_of_key(poll.pk, mandate_id, keys[mandate_id]) if last_n else None
        facts = BallotFacts(PollState(state), bool(is_entitled), bool(is_present))
        found[mandate_id] = BallotSituation(facts, salt, last_n, earlier)
    return found


def tally_of(poll_id: int) -> Tally:
    """Ballots by option, the highest `n` of each mandate; called at closing and by who recounts."""
    rows = counted_ballots(poll_id).values_list("choice").annotate(votes=Count("id")).order_by()
    counts: dict[str, int] = dict(rows)
    return Tally(counts.get(Choice.YES, 0), counts.get(Choice.NO, 0), counts.get(Choice.ABSTAIN, 0))


def counted_ballots(poll_id: int) -> QuerySet[Ballot]:
    """The ballots that count: of each mandate the last one."""
    latest = Ballot.objects.filter(poll_id=poll_id, mandate_id=OuterRef("mandate_id")).order_by("-n").values("n")[:1]
    return Ballot.objects.filter(poll_id=poll_id, n=Subquery(latest))


def may_see_counts(poll: Poll, actor: Actor) -> bool:
    """Counts by option: after closing the gavel and the secretary, after the announcement everybody."""
    if poll.state == PollState.ANNOUNCED:
        return True
    if poll.state != PollState.CLOSED:
        return False
    return actor.has(Role.SECRETARY) or (actor.person_id is not None and poll.meeting.presider_id == actor.person_id)


def visible_poll(poll: Poll, actor: Actor) -> dict[str, Any]:
    """The poll as this actor may know it at this moment."""
    known: dict[str, Any] = {
        "id": poll.pk,
        "meeting_id": poll.meeting_id,
        "item_id": poll.item_id,
        "number": poll.number,
        "round": poll.round,
        "kind": poll.kind,
        "question": poll.question,
        "state": poll.state,
        "total": poll.total,
        "needed": poll.needed,
        "sent": sent_count(poll.pk),
        "opened_at": poll.opened_at,
        "ends_at": poll.ends_at,
        "closed_at": poll.closed_at,
    }
    if may_see_counts(poll, actor):
        known["counts"] = {"yes": poll.yes, "no": poll.no, "abstain": poll.abstain}
        known["present"] = poll.present
    if poll.state == PollState.ANNOUNCED:
        known["result"] = result_json(poll)
    return known


def result_json(poll: Poll) -> dict[str, Any]:
    """The announced result with its law: share, base and basis, as they were pinned when the vote opened."""
    return {
        "carried": poll.is_carried,
        "yes": poll.yes,
        "base": poll.base,
        "share": poll.share,
        "comparator": poll.comparator,
        "needed": poll.needed,
        "basis": poll.basis,
        "row": poll.param_row,
        "announced_at": poll.announced_at,
    }


def base_count(poll: Poll) -> int:
    """The denominator that decided, frozen when the vote opened: all deputies, or those present then."""
    return (poll.total if poll.base == BASE_TOTAL else poll.present_at_opening) or 0


def published_record(poll: Poll) -> dict[str, Any]:
    """What is published of an announced vote, enough for anybody to count it again (`nghitruong recount`).

    Receipts stand without names: whoever holds one finds the own ballot, nobody finds another's.
    """
    ballots = counted_ballots(poll.pk).order_by("receipt").values("receipt", "choice")
    return {
        "format": RECORD_FORMAT,
        "poll": poll.pk,
        "number": poll.number,
        "question": poll.question,
        "opened_at": poll.opened_at.isoformat() if poll.opened_at else None,
        "closed_at": poll.closed_at.isoformat() if poll.closed_at else None,
        "announced_at": poll.announced_at.isoformat() if poll.announced_at else None,
        "total": poll.total,
        "present": poll.present,
        "threshold": {
            "share": poll.share,
            "comparator": poll.comparator,
            "base": poll.base,
            "count": base_count(poll),
            "needed": poll.needed,
        },
        "basis": poll.basis,
        "counts": {"yes": poll.yes, "no": poll.no, "abstain": poll.abstain},
        "carried": poll.is_carried,
        "ballots": list(ballots),
    }


def indexed_results(ids: Sequence[int]) -> dict[int, Indexed]:
    """What a search keeps of votes, once they are announced: the question, its item and meeting."""
    rows = list(_announced(ids).select_related("item", "meeting"))
    polls = public_polls(*{row.council_id for row in rows}).filter(pk__in=ids)
    public = set(polls.values_list("pk", flat=True))
    return {
        row.pk: Indexed(
            row.council_id,
            row.question,
            clock.local_date(row.announced_at or row.meeting.starts_at),
            Audience.PUBLIC if row.pk in public else Audience.OFFICE,
            " · ".join((row.item.title, row.meeting.title)),
            (row.meeting_id,),
        )
        for row in rows
    }


def poll_ids() -> Iterable[int]:
    return Poll.objects.values_list("pk", flat=True)


def polls_in_meeting(meeting_id: int) -> Iterable[int]:
    return Poll.objects.filter(meeting_id=meeting_id).values_list("pk", flat=True)


def polls_on_item(item_id: int) -> Iterable[int]:
    return Poll.objects.filter(item_id=item_id).values_list("pk", flat=True)


def readable_results(actor: Actor, ids: Sequence[int]) -> Collection[int]:
    """Of these results the ones that the actor may know of."""
    known = _announced(ids).filter(council_id=actor.council_id or 0)
    if not reads_votes(actor):
        known = public_polls(actor.council_id or 0).filter(pk__in=ids, state=PollState.ANNOUNCED)
    return known.values_list("pk", flat=True)


def results_in_public(council_ids: Sequence[int], ids: Sequence[int]) -> Collection[int]:
    announced = public_polls(*council_ids).filter(pk__in=ids, state=PollState.ANNOUNCED)
    return announced.values_list("pk", flat=True)


def public_page_of_results(ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """The numbers in the public address of each: its meeting's and its own."""
    return {poll: (meeting, poll) for poll, meeting in _announced(ids).values_list("pk", "meeting_id")}


def _announced(ids: Sequence[int]) -> QuerySet[Poll]:
    return Poll.objects.filter(pk__in=ids, state=PollState.ANNOUNCED)


def _receipt_of_key(poll_id: int, mandate_id: int | None, key: str) -> Receipt | None:
    ballots = Ballot.objects.filter(poll_id=poll_id, mandate_id=mandate_id or 0, key=key)
    found = ballots.values_list("receipt", "stored_at").first()
    return Receipt(*found) if found else None
