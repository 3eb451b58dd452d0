"""What may be done with a row of law: how a council's own value and a confirmation change it, and what is refused.

Pure: facts and rows in, parameters and decisions out.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from nghitruong.foundation.law.pack import Definition, OverridePolicy, Row, covers
from nghitruong.foundation.law.wording import plain_value
from nghitruong.kernel.decision import ALLOWED, Decision, Reason, Refusal, RefusalKind, judge, refuse
from nghitruong.kernel.params import Param

ALWAYS_HARD = frozenset({"vote.proxy_allowed", "secret.levels"})
"""Whatever the table says: nobody votes for somebody else, and secrets do not enter (architecture 8)."""

DAY_UNITS = ("calendar_day", "working_day")
MORE_IS_STRICTER = frozenset({"min_before", "min", "gt", "min_after", "duration"})
LESS_IS_STRICTER = frozenset({"max_after", "max", "lt", "avg"})
YES_WORDS = frozenset({"có", "true", "1", "yes"})
NO_WORDS = frozenset({"không", "false", "0", "no"})


ALREADY_CONFIRMED = Refusal("law.already_confirmed", "This row is confirmed already.")
NEEDS_REASON = Refusal(
    "law.needs_reason",
    "This differs from what the law is thought to say. Write down why your council decided so.",
    kind=RefusalKind.INVALID,
)


@dataclass(frozen=True)
class OwnValue:
    """A council's own value of a key between two days, by its own decision. `id` pins it in later records."""

    id: str
    key: str
    value: Any
    unit: str
    document: str
    valid_from: date
    valid_to: date | None = None

    def covers(self, on: date) -> bool:
        return covers(self.valid_from, self.valid_to, on)


@dataclass(frozen=True)
class Proposal:
    """What a person wants to put in the place of a row: value, unit, the deciding document and its span."""

    value: Any
    unit: str
    document: str
    decided_on: date
    valid_from: date
    valid_to: date | None = None
    note: str = ""


def own_value_on(values: list[OwnValue], on: date) -> OwnValue | None:
    """Which of a council's values of one key holds on the day: the one that began last."""
    living = [value for value in values if value.covers(on)]
    return max(living, key=lambda value: value.valid_from, default=None)


def param_of(row: Row, article: str, own: OwnValue | None = None, confirmed_by: str = "") -> Param:
    """The row as rules see it, for one council: its own value in the row's place, or the row confirmed by a document.

    An own value needs no confirmation: the council's decision behind it is one. Of a confirmed row the article is
    cited where it is sure enough, else the document that confirmed it.
    """
    document = own.document if own else "" if row.confidence.is_citable else confirmed_by
    return Param(
        key=row.key,
        value=own.value if own else row.value,
        unit=own.unit if own else row.unit,
        article=article,
        confidence=row.confidence,
        severity=row.severity,
        is_confirmed=bool(own or confirmed_by),
        deciding_document=document,
        id=own.id if own else row.id,
        op=row.op,
    )


def may_confirm(row: Row, document: str, *, is_confirmed: bool) -> Decision:
    """Whether the row may be confirmed from the council's own rules."""
    if is_confirmed:
        return refuse(ALREADY_CONFIRMED)
    if row.value is None:
        return refuse(Refusal("law.nothing_to_confirm", "The value is not known: enter the value of your own rules."))
    return _names_document(document)


def may_correct_day(reason: str) -> Decision:
    """A corrected day needs a reason that everybody can read: the swap of the year, a local holiday."""
    if reason.strip():
        return ALLOWED
    return refuse(Refusal("law.day_needs_reason", "Write down why this day differs.", kind=RefusalKind.INVALID))


def may_override(definition: Definition, national: Param, proposal: Proposal, kind: str) -> Decision:
    """Whether a council may put its own value in the place of the row (rulebook 0.4, override policy).

    What the law fixes is refused while the row is sure; of a doubtful row, and of a looser value where only stricter
    ones are foreseen, a warning remains, and the person gives a reason (R7.29).
    """
    decision = _in_order(proposal) & _fits(national, proposal, kind)
    if decision.is_allowed:
        decision &= _keeps_policy(definition, national, proposal)
    if decision.is_allowed and decision.warnings and not proposal.note.strip():
        decision &= refuse(NEEDS_REASON)
    return decision


def is_looser(op: str, national: Any, unit: str, proposed: Any, proposed_unit: str) -> bool:
    """Whether the proposed value asks less of people than the national one; equal values are not looser.

    Working days are compared with calendar days as weeks of five. Values without an order are looser when they differ.
    """
    one, other = _measure(national, unit, proposed_unit), _measure(proposed, proposed_unit, unit)
    if one is None or other is None or op not in MORE_IS_STRICTER | LESS_IS_STRICTER:
        return bool(national != proposed)
    return other < one if op in MORE_IS_STRICTER else other > one


def read_value(kind: str, text: str) -> Any:
    """A value of one kind from what a person typed. Raises ValueError when it is not one."""
    clean = text.strip()
    if kind == "int":
        return _whole_number(clean)
    if kind == "share":
        return _share_text(clean)
    if kind == "bool":
        return _yes_or_no(clean)
    if kind in ("list", "range"):
        return [_number_or_word(part) for part in clean.replace(";", ",").split(",") if part.strip()]
    if kind == "number":
        return _number_text(clean)
    if kind == "mapping" or not clean:
        raise ValueError(text)
    return clean


def _in_order(proposal: Proposal) -> Decision:
    if proposal.valid_from < proposal.decided_on:
        return refuse(
            Refusal("law.before_decision", "It cannot apply before the day it was decided.", kind=RefusalKind.INVALID)
        )
    if proposal.valid_to and proposal.valid_to < proposal.valid_from:
        return refuse(Refusal("law.ends_first", "It ends before it begins.", kind=RefusalKind.INVALID))
    return _names_document(proposal.document)


def _names_document(document: str) -> Decision:
    if document.strip():
        return ALLOWED
    return refuse(
        Refusal("law.needs_document", "Name the document that decides this: number and date.", kind=RefusalKind.INVALID)
    )


def _fits(national: Param, proposal: Proposal, kind: str) -> Decision:
    is_same_unit = proposal.unit == national.unit or {proposal.unit, national.unit} <= set(DAY_UNITS)
    if is_same_unit and _is_of_kind(kind, proposal.value):
        return ALLOWED
    return refuse(
        Refusal(
            "law.not_such_value",
            "“%(value)s” is not a value of this rule.",
            {"value": proposal.value},
            kind=RefusalKind.INVALID,
        )
    )


def _keeps_policy(definition: Definition, national: Param, proposal: Proposal) -> Decision:
    is_same = proposal.value == national.value and proposal.unit == national.unit
    if definition.override is OverridePolicy.FREE or not national.is_known or is_same:
        return ALLOWED
    values = {
        "national": plain_value(national.value, national.unit),
        "own": plain_value(proposal.value, proposal.unit),
        "rule": definition.label_vi,
    }
    if definition.override is OverridePolicy.NONE:
        reason = Reason("The law fixes this value at %(national)s; the council says %(own)s.", values, False, national)
        is_sure = definition.key in ALWAYS_HARD or national.confidence.is_citable
        return refuse(_fixed(national, values), reason) if is_sure else Decision(reasons=(reason,))
    looser = is_looser(national.op, national.value, national.unit, proposal.value, proposal.unit)
    sentence = "The council says %(own)s; the law says %(national)s, and only a stricter value is foreseen."
    return judge(Reason(sentence, values, not looser, national), Refusal("law.looser_than_law", sentence, values))


def _fixed(national: Param, values: dict[str, Any]) -> Refusal:
    sentence = "The law fixes this value at %(national)s; a council cannot set another. You may confirm the row."
    return Refusal("law.fixed_by_law", sentence, values, article=national.basis)


def _measure(value: Any, unit: str, other_unit: str) -> Fraction | None:
    try:
        number = Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        return None
    is_mixed = {unit, other_unit} == set(DAY_UNITS)
    return number * Fraction(7, 5) if is_mixed and unit == "working_day" else number


def _is_of_kind(kind: str, value: Any) -> bool:
    if kind == "int":
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if kind == "bool":
        return isinstance(value, bool)
    if kind in ("list", "range"):
        return isinstance(value, list) and bool(value)
    if kind == "mapping":
        return False
    return isinstance(value, str) and bool(value)


def _whole_number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise ValueError(text)
    return int(text)


def _share_text(text: str) -> str:
    top, slash, bottom = (part.strip() for part in text.partition("/"))
    if not slash or _whole_number(top) > _whole_number(bottom) or int(top) == 0:
        raise ValueError(text)
    return f"{int(top)}/{int(bottom)}"


def _number_text(text: str) -> str:
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not number.is_finite() or number < 0:
        raise ValueError(text)
    return str(number)


def _yes_or_no(text: str) -> bool:
    if text.lower() not in YES_WORDS | NO_WORDS:
        raise ValueError(text)
    return text.lower() in YES_WORDS


def _number_or_word(text: str) -> int | str:
    clean = text.strip()
    return int(clean) if clean.isascii() and clean.isdigit() else clean
