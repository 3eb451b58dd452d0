"""The verbs of an open vote: prepare, open, cast, close, announce, cancel."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, cast

from django.db import IntegrityError, connection
from django.db.models import Max, QuerySet

from nghitruong.domain.meetings.actions import decide_item
from nghitruong.domain.meetings.lifecycle import ItemState, MeetingState
from nghitruong.domain.meetings.models import AgendaItem
from nghitruong.domain.meetings.queries import present_deputies
from nghitruong.domain.voting import rules
from nghitruong.domain.voting.lifecycle import POLL, PollState
from nghitruong.domain.voting.models import Ballot, Entitlement, Poll
from nghitruong.domain.voting.policies import may
from nghitruong.domain.voting.queries import (
    BallotSituation,
    Opening,
    Receipt,
    ballot_situations,
    opening_of,
    tally_of,
)
from nghitruong.foundation.audit.actions import seal_ledger
from nghitruong.foundation.councils.models import Mandate
from nghitruong.foundation.councils.queries import active_mandates_on, law_on, total_deputies
from nghitruong.foundation.law.queries import catalogue, vote_kind
from nghitruong.foundation.verbs.beats import (
    announce,
    asked_beforehand,
    lawful,
    permit,
    record,
    refuse_now,
    unchanged,
    verb,
    write_with_others,
)
from nghitruong.foundation.verbs.groups import Call, group_verb
from nghitruong.foundation.verbs.locks import Space, share_and_take, take
from nghitruong.foundation.verbs.moves import move
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import Refusal, RefusalKind
from nghitruong.kernel.params import Params
from nghitruong.kernel.policy import NO_SUCH_RECORD
from nghitruong.kernel.vietnamese.text import clean_line

RECEIPT_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""No I, O, L, 0, 1: a receipt is read aloud and typed (ux 5.3)."""

NO_REASON = Refusal(
    "voting.no_reason", "Write why this round is cancelled; the minutes keep the reason.", kind=RefusalKind.INVALID
)


class _NewBallot(NamedTuple):
    """What is written of one ballot."""

    council_id: int
    poll_id: int
    mandate_id: int
    n: int
    key: str
    choice: str
    receipt: str
    stored_at: datetime


def _hold_and_ask(calls: Sequence[Call]) -> list[BallotSituation | None]:
    """Keep the poll open and each voter's ballots still, then read what every one of these ballots is judged by."""
    poll = cast(Poll, calls[0].thing)
    voters = [call.actor.mandate_id or 0 for call in calls]
    share_and_take((Space.POLL, poll.pk), *((Space.VOTER, voter) for voter in voters))
    keys = {voter: str(call.wish["key"]) for voter, call in zip(voters, calls, strict=True)}
    situations = ballot_situations(poll, keys)
    return [situations.get(voter) for voter in voters]


@verb("voting.prepare_poll")
def prepare_poll(
    secretary: Actor, item: AgendaItem, *, question: str, kind: str = "resolution", seconds: int = 60
) -> Poll:
    """Prepare one round of voting on an agenda item. Raises RefusedError without a question or a known majority."""
    permit(may(secretary, "voting.prepare_poll", council_id=item.council_id))
    question = clean_line(question)
    day = clock.today()
    if kind not in {item.code for item in catalogue("vote_kinds", on=day)}:
        refuse_now(rules.UNKNOWN_KIND)
    threshold = _threshold(kind, day, law_on(item.council_id, day))
    lawful(rules.may_prepare(question, threshold, vote_kind(kind).forms))
    poll = Poll.objects.create(
        council_id=item.council_id,
        meeting_id=item.meeting_id,
        item=item,
        number=_next_number(item.meeting_id),
        round=1 + item.polls.filter(state=PollState.VOID).count(),
        kind=kind,
        question=question,
        seconds=seconds,
        base=threshold.base,
    )
    record(poll, question=question, kind=kind, number=poll.number)
    announce(f"meeting-{item.meeting_id}")
    return poll


@verb("voting.open_poll", serious=True)
def open_poll(chair: Actor, poll: Poll) -> Poll:
    """Open the vote: freeze the denominator and the list of mandates (R3.04), store the row of law that will decide.

    Raises RefusedError when the meeting is not in progress, another vote is open, or there is no quorum (R2.20).
    """
    opening = opening_of(poll.pk)
    permit(may(chair, "voting.open_poll", is_own=_presides(chair, opening.presider_id), council_id=poll.council_id))
    moment = clock.now()
    day = clock.local_date(moment)
    params = law_on(poll.council_id, day)
    facts = _opening_facts(opening, total_deputies(poll.council_id, day, params))
    lawful(rules.may_open(facts, params))
    threshold = _threshold(poll.kind, day, params)
    count = facts.total if threshold.base == rules.BASE_TOTAL else facts.present
    _move_to_open(
        poll,
        opened_at=moment,
        ends_at=moment + timedelta(seconds=poll.seconds),
        total=facts.total,
        present_at_opening=facts.present,
        needed=threshold.needed_of(count),
        share=threshold.share,
        comparator=threshold.param.op,
        base=threshold.base,
        basis=threshold.param.basis,
        param_key=threshold.param.key,
        param_row=threshold.param.id,
        salt=secrets.token_hex(32),
    )
    mandates = _entitle(poll, active_mandates_on(poll.council_id, day))
    record(poll, total=facts.total, present=facts.present, needed=poll.needed, mandates=_digest(mandates))
    announce(*_topics(poll))
    return poll


@group_verb("voting.cast_vote", ask=_hold_and_ask, serious=True)
def cast_vote(deputy: Actor, poll: Poll, *, choice: str, key: str) -> Receipt:
    """Cast the deputy's own ballot; the last one before closing counts (R3.01). Answers its receipt.

    A key seen before answers its first receipt and changes nothing. Announces nothing: counts are read from the table.
    Raises RefusedError: not open, closed, cancelled, not on the list, not checked in, unknown choice.
    """
    permit(may(deputy, "voting.cast_vote", is_own=deputy.mandate_id is not None, council_id=poll.council_id))
    situation: BallotSituation | None = asked_beforehand()
    if situation is None:
        refuse_now(NO_SUCH_RECORD)
    if situation.earlier:
        return unchanged(situation.earlier)
    lawful(rules.may_cast(situation.facts, choice, key))
    ballot = _NewBallot(
        council_id=poll.council_id,
        poll_id=poll.pk,
        mandate_id=deputy.mandate_id or 0,
        n=situation.last_n + 1,
        key=key,
        choice=choice,
        receipt="".join(secrets.choice(RECEIPT_LETTERS) for _ in range(8)),
        stored_at=clock.now(),
    )
    write_with_others(_store, ballot)
    sealed = _sealed_choice(situation.salt, ballot)
    record(poll, mandate=ballot.mandate_id, n=ballot.n, receipt=ballot.receipt, sealed_choice=sealed)
    return Receipt(ballot.receipt, ballot.stored_at)


@verb("voting.close_poll", serious=True)
def close_poll(chair: Actor, poll: Poll) -> Poll:
    """Close the vote and count it. Waits for the ballots in progress; none is taken afterwards."""
    permit(may(chair, "voting.close_poll", is_own=_holds_gavel(chair, poll), council_id=poll.council_id))
    take((Space.POLL, poll.pk))
    lawful(rules.may_close(PollState(poll.state)))
    tally = tally_of(poll.pk)
    present = present_deputies(poll.meeting_id)
    base = (poll.total if poll.base == rules.BASE_TOTAL else poll.present_at_opening) or 0
    outcome = rules.carries(tally, base, poll.share, poll.comparator)
    move(
        poll,
        POLL,
        "close_poll",
        closed_at=clock.now(),
        present=present,
        yes=tally.yes,
        no=tally.no,
        abstain=tally.abstain,
        is_carried=outcome.outcome,
    )
    record(poll, sent=tally.sent, present=present)
    announce(*_topics(poll))
    seal_ledger(poll.council_id)
    return poll


@verb("voting.announce_result", serious=True)
def announce_result(chair: Actor, poll: Poll) -> Poll:
    """Announce the result: from here on everybody may see it, and the ballots' seals can be checked."""
    permit(may(chair, "voting.announce_result", is_own=_holds_gavel(chair, poll), council_id=poll.council_id))
    move(poll, POLL, "announce_result", announced_at=clock.now())
    record(
        poll,
        yes=poll.yes,
        no=poll.no,
        abstain=poll.abstain,
        total=poll.total,
        needed=poll.needed,
        carried=poll.is_carried,
        row=poll.param_row,
        salt=poll.salt,
    )
    announce(*_topics(poll))
    if poll.kind in rules.DECIDING_KINDS:
        decide_item(poll.item)
    return poll


@verb("voting.cancel_poll", serious=True)
def cancel_poll(chair: Actor, poll: Poll, *, reason: str) -> Poll:
    """Cancel a round before its result is announced, with the reason for the minutes; ballots stay sealed (R3.12)."""
    permit(may(chair, "voting.cancel_poll", is_own=_holds_gavel(chair, poll), council_id=poll.council_id))
    reason = clean_line(reason)
    if not reason:
        refuse_now(NO_REASON)
    take((Space.POLL, poll.pk))
    move(poll, POLL, "cancel_poll", cancel_reason=reason, closed_at=clock.now())
    record(poll, reason=reason)
    announce(*_topics(poll))
    return poll


def _topics(poll: Poll) -> tuple[str, str, str]:
    """The vote's own numbers, the ballot in front of every deputy, the room."""
    return f"poll-{poll.pk}", f"ballot-{poll.meeting_id}", f"meeting-{poll.meeting_id}"


def _holds_gavel(actor: Actor, poll: Poll) -> bool:
    return _presides(actor, poll.meeting.presider_id)


def _presides(actor: Actor, presider_id: int | None) -> bool:
    return actor.person_id is not None and presider_id == actor.person_id


def _threshold(kind: str, day: date, params: Params) -> rules.Threshold:
    row = vote_kind(kind, on=day)
    return rules.Threshold(params[row.param_key], row.base)


def _opening_facts(opening: Opening, total: int) -> rules.OpeningFacts:
    return rules.OpeningFacts(
        total=total,
        present=opening.present or 0,
        is_meeting_open=opening.meeting_state == MeetingState.OPEN,
        is_item_ready=opening.item_state == ItemState.READY_TO_VOTE,
        is_another_open=opening.is_another_open,
    )


def _move_to_open(poll: Poll, **fields: object) -> None:
    """Two chairs' presses at once meet at the constraint: the second is told that another vote is open.

    The refusal ends the verb's transaction, which PostgreSQL takes no further statement in.
    """
    try:
        move(poll, POLL, "open_poll", **fields)
    except IntegrityError:
        refuse_now(rules.ANOTHER_POLL_OPEN)


def _entitle(poll: Poll, holders: QuerySet[Mandate]) -> list[int]:
    """Write the frozen list and answer its mandates. The database copies them itself: no row travels there and back."""
    chosen, values = holders.values("id").query.sql_with_params()
    columns = f"{Entitlement._meta.db_table} (council_id, poll_id, mandate_id)"
    copy = f"INSERT INTO {columns} SELECT %s, %s, holder.id FROM ({chosen}) AS holder RETURNING mandate_id"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(copy, [poll.council_id, poll.pk, *values])
        return [mandate for (mandate,) in cursor.fetchall()]


def _store(ballots: Sequence[_NewBallot]) -> None:
    """Write them in one statement: five hundred come at once, and the words of the ORM cost more than the writing."""
    rows = ", ".join([f"({', '.join(['%s'] * len(_NewBallot._fields))}, '')"] * len(ballots))
    columns = f"{Ballot._meta.db_table} ({', '.join(_NewBallot._fields)}, recorded_by)"
    values = [value for ballot in ballots for value in ballot._replace(stored_at=_stored_moment(ballot.stored_at))]
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {columns} VALUES {rows}", values)  # noqa: S608 - our own names


def _stored_moment(moment: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)


def _next_number(meeting_id: int) -> int:
    last: int | None = Poll.objects.filter(meeting_id=meeting_id).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _sealed_choice(salt: str, ballot: _NewBallot) -> str:
    """The choice as the ledger keeps it until the announcement publishes the salt."""
    text = f"{salt}:{ballot.poll_id}:{ballot.mandate_id}:{ballot.n}:{ballot.choice}"
    return hashlib.sha256(text.encode()).hexdigest()


def _digest(mandates: list[int]) -> str:
    return hashlib.sha256(",".join(map(str, sorted(mandates))).encode()).hexdigest()
