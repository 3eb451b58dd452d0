"""Mergers, and one term after another (rulebook 1.4, Art. 29(5))."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from nghitruong.foundation.councils.rules import refusals
from nghitruong.foundation.councils.rules.refusals import naming
from nghitruong.kernel.decision import ALLOWED, Decision, refuse
from nghitruong.kernel.params import Params
from nghitruong.kernel.vietnamese import clean_line, same_spelling

RESTART_KEY = "khoa.restart_on_new_name_or_type"


@dataclass(frozen=True)
class Part:
    """One predecessor of a merger: in whole or in part (R1.35).

    Of a whole one all deputies come; of a part the mandates named. `closes`: whether the old council ends that day.
    """

    council_id: int
    is_whole: bool = True
    mandate_ids: Sequence[int] = ()
    closes: bool = True


@dataclass(frozen=True)
class OldCouncil:
    """A predecessor as it is found: its unit's name and kind, and the number of its running term, if one runs."""

    council_id: int
    name: str
    unit_name: str
    unit_kind: str
    level: str
    ordinal: int | None
    opened_on: date
    is_open: bool
    mandate_ids: Collection[int] = field(default_factory=frozenset)


@dataclass(frozen=True)
class SuccessionFacts:
    """What is looked at before a merger: the new council, its unit, and every predecessor.

    `has_term`: a term of the new council runs, or its dates were given.
    """

    council_id: int
    unit_name: str
    unit_kind: str
    level: str
    opened_on: date
    has_term: bool
    old: Sequence[OldCouncil]


def may_succeed(facts: SuccessionFacts, parts: Sequence[Part], on: date, decision: str) -> Decision:
    """Whether the merger can be carried out: a decision, known open predecessors of the same level, each once."""
    if not parts:
        return refuse(refusals.NO_PARTS)
    if not clean_line(decision):
        return refuse(refusals.NO_DECISION)
    if max(Counter(part.council_id for part in parts).values()) > 1:
        return refuse(refusals.PART_TWICE)
    if on < facts.opened_on:
        return refuse(naming(refusals.OPENS_OTHERWISE, day=facts.opened_on))
    if not facts.has_term and not any(old.ordinal for old in facts.old):
        return refuse(refusals.NO_LIVING_TERM)
    by_id = {old.council_id: old for old in facts.old}
    answers = (_may_take(facts, part, by_id.get(part.council_id), on) for part in parts)
    return next((answer for answer in answers if not answer.is_allowed), ALLOWED)


def _may_take(facts: SuccessionFacts, part: Part, old: OldCouncil | None, on: date) -> Decision:
    if part.council_id == facts.council_id:
        return refuse(refusals.SUCCEEDS_ITSELF)
    if old is None:
        return refuse(refusals.NOT_HERE)
    if not old.is_open:
        return refuse(naming(refusals.PREDECESSOR_CLOSED, name=old.name))
    if on <= old.opened_on:
        return refuse(naming(refusals.ENDS_BEFORE_START, start=old.opened_on))
    if old.level != facts.level:
        return refuse(naming(refusals.OTHER_LEVEL, name=old.name))
    if part.is_whole and not part.closes:
        return refuse(naming(refusals.WHOLE_MUST_CLOSE, name=old.name))
    if not set(part.mandate_ids) <= set(old.mandate_ids):
        return refuse(refusals.NOT_ITS_DEPUTY)
    return ALLOWED


def inherited_ordinal(facts: SuccessionFacts, params: Params) -> int:
    """The number of the new council's first term (R1.34).

    Name and kind of one of the old units: its number goes on. A new name or kind: khóa I again.
    """
    param = params.get(RESTART_KEY)
    same = [old.ordinal for old in facts.old if old.ordinal and _is_same_unit(facts, old)]
    if same:
        return max(same)
    if param is None or param.value is not False:
        return 1
    return max((old.ordinal or 1 for old in facts.old), default=1)


def _is_same_unit(facts: SuccessionFacts, old: OldCouncil) -> bool:
    return old.unit_kind == facts.unit_kind and same_spelling(old.unit_name, facts.unit_name)


def may_carry_out(proposed_by: int | None, carried_out_by: int | None) -> Decision:
    """A second person confirms: never the account that proposed (matrix row 28, T2)."""
    is_same = proposed_by is not None and proposed_by == carried_out_by
    return refuse(refusals.SAME_PERSON) if is_same else ALLOWED


def may_roll_over(term_starts: date, next_starts: date, today: date) -> Decision:
    """Whether the next term may begin on a day: after the old one began, and not in the future."""
    if next_starts <= term_starts:
        return refuse(refusals.NOT_AFTER_TERM)
    return refuse(naming(refusals.NOT_YET, day=next_starts)) if next_starts > today else ALLOWED


def is_at_work(closed_on: date | None) -> Decision:
    """Whether a council's records may still be changed: a closed council's are read only."""
    return ALLOWED if closed_on is None else refuse(naming(refusals.COUNCIL_CLOSED, day=closed_on))
