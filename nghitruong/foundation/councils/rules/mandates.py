"""Seats of people: rows that are taken in, what a grant needs, on which day a move counts (rulebook 1.3 to 1.5)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from nghitruong.foundation.councils.rules import refusals
from nghitruong.foundation.councils.rules.refusals import naming
from nghitruong.kernel.decision import ALLOWED, Decision, Reason, refuse
from nghitruong.kernel.params import Params
from nghitruong.kernel.vietnamese import clean_line

MOST_ROWS = 500
"""Bulk work is one verb a batch of so many rows at most."""

DECIDED_ABOVE = frozenset({"district_elected_here", "district_serving_here", "transferred"})
"""Origins that needed a decision of the provincial Standing body (R1.33)."""


@dataclass(frozen=True)
class PersonRow:
    """Somebody to be added. Only the name is needed. `born_year` is for lists that give no more than that."""

    full_name: str
    born_on: date | None = None
    born_year: int | None = None
    number: str = ""
    gender: str = ""
    occupation: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class DeputyRow(PersonRow):
    """A deputy to be seated: a known person by `person_id`, else somebody new by name.

    `constituency` is the number of an electoral unit of the term; `starts_on` is by default the term's first day.
    """

    person_id: int | None = None
    constituency: int | None = None
    origin: str = "elected"
    origin_council_id: int | None = None
    seat: int | None = None
    starts_on: date | None = None
    decision: str = ""
    is_full_time: bool = False


def may_take_rows(rows: Sequence[PersonRow], today: date) -> Decision:
    """Whether a batch can be taken: some rows, not too many, each with a name and a birth in the past."""
    if not rows:
        return refuse(refusals.NOTHING_TO_ADD)
    if len(rows) > MOST_ROWS:
        return refuse(naming(refusals.TOO_MANY_ROWS, limit=MOST_ROWS))
    if not all(clean_line(row.full_name) for row in rows):
        return refuse(refusals.NO_NAME)
    if any(row.born_on and row.born_on >= today for row in rows):
        return refuse(refusals.BORN_TOO_LATE)
    return ALLOWED


@dataclass(frozen=True)
class GrantFacts:
    """What is looked at before seats are given: the term's days, what is known, which seats and people are taken."""

    term_starts: date
    term_ends: date | None
    constituencies: Collection[int]
    origins: Collection[str]
    seats: Collection[int]
    holders: Collection[int]


def may_grant(facts: GrantFacts, rows: Sequence[DeputyRow]) -> Decision:
    """Whether these people may be seated: known origins with their decision, free seats, one seat a person."""
    taken, holders = set(facts.seats), set(facts.holders)
    for row in rows:
        decision = _may_seat(facts, row, taken, holders)
        if not decision.is_allowed:
            return decision
        taken |= {row.seat} if row.seat else set()
        holders |= {row.person_id} if row.person_id else set()
    return ALLOWED


def _may_seat(facts: GrantFacts, row: DeputyRow, taken: Collection[int], holders: Collection[int]) -> Decision:
    if row.origin not in facts.origins:
        return refuse(naming(refusals.UNKNOWN_KIND, kind=row.origin))
    if row.origin in DECIDED_ABOVE and not clean_line(row.decision):
        return refuse(refusals.NO_DECISION)
    if row.constituency is not None and row.constituency not in facts.constituencies:
        return refuse(naming(refusals.NO_CONSTITUENCY, number=row.constituency))
    if row.seat is not None and row.seat in taken:
        return refuse(naming(refusals.SEAT_TAKEN, seat=row.seat))
    if row.person_id is not None and row.person_id in holders:
        return refuse(naming(refusals.ALREADY_DEPUTY, name=row.full_name))
    start = row.starts_on or facts.term_starts
    if facts.term_ends and start > facts.term_ends:
        return refuse(naming(refusals.TERM_OVER, day=facts.term_ends))
    return ALLOWED


def warn_of_constituencies(counts: Sequence[int], params: Params) -> Decision:
    """A remark when an electoral unit has more deputies than the law allows to be elected in one (R1.26)."""
    param = params.get("constituency.max_deputies")
    fullest = max(counts, default=0)
    if param is None or not param.is_known or fullest <= param.value:
        return ALLOWED
    values = {"most": fullest, "limit": param.value}
    message = "A constituency has %(most)s deputies; at most %(limit)s are elected in one."
    return Decision(None, (Reason(message, values, False, param),))


def may_end_on(starts: date, on: date, today: date, *, reason: str) -> Decision:
    """Whether something may end, or change, on a day: not before it began, not in the future, and with its reason."""
    if on < starts:
        return refuse(naming(refusals.ENDS_BEFORE_START, start=starts))
    if on > today:
        return refuse(naming(refusals.NOT_YET, day=on))
    return ALLOWED if clean_line(reason) else refuse(refusals.NO_REASON)
