"""How many deputies the law gives a council, and whether a by-election is needed (rulebook 1.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from nghitruong.kernel.days import add_months
from nghitruong.kernel.decision import ALLOWED, Decision, Reason
from nghitruong.kernel.params import Param, Params
from nghitruong.kernel.shares import is_reached

FIXED_CITIES = frozenset({"01", "79"})
"""Hà Nội and Hồ Chí Minh City have a number of their own (R1.19)."""


@dataclass(frozen=True)
class SeatFacts:
    """The unit whose seats are counted: its kind ("phuong"), its code, its population on the day of the law (R1.25).

    `is_highland`: mountain, border or island commune (R1.20). `parent_kind` tells a ward of a city from one of a
    province (R1.21, R1.22).
    """

    kind: str
    population: int
    code: str = ""
    parent_kind: str = ""
    is_highland: bool = False


def seats_key(facts: SeatFacts) -> str:
    """The row of law that gives a unit its number; empty for kinds that have none today."""
    match facts.kind:
        case "tinh":
            return "seats.tinh"
        case "thanh_pho_tw":
            return "seats.hn_hcm" if facts.code in FIXED_CITIES else "seats.thanh_pho"
        case "xa":
            return "seats.xa_mien_nui" if facts.is_highland else "seats.xa_khac"
        case "phuong":
            return "seats.phuong_tp" if facts.parent_kind == "thanh_pho_tw" else "seats.xa_khac"
        case "dac_khu":
            return "seats.dac_khu"
    return ""


def legal_seats(facts: SeatFacts, params: Params) -> tuple[int, Param] | None:
    """The number of deputies and the row it comes from; nothing where no row is in force (R1.18 to R1.24).

    A started block of people gives no seat (R1.24). Raises ValueError for a negative population.
    """
    if facts.population < 0:
        raise ValueError("a population is not negative")
    param = params.get(seats_key(facts))
    if param is None or not param.is_known:
        return None
    if isinstance(param.value, Mapping):
        return _by_formula(facts.population, param.value), param
    return int(param.value), param


def _by_formula(population: int, formula: Mapping[str, Any]) -> int:
    bands = formula.get("bands") or [[None, formula["step"]]]
    edges = [formula["upto"], *(edge for edge, _step in bands)]
    seats = int(formula["base"])
    for (start, end), (_edge, step) in zip(pairwise(edges), bands, strict=True):
        seats += max(0, min(population, population if end is None else end) - start) // step
    return min(seats, int(formula["cap"]))


@dataclass(frozen=True)
class ByElectionFacts:
    """What decides on a by-election: seats won at the start, seats by law, held today, and the term's last day.

    `is_new_unit`: the council of a unit formed during the term.
    """

    elected: int
    legal: int
    held: int
    term_ends: date
    today: date
    is_new_unit: bool = False


def by_election(facts: ByElectionFacts, params: Params) -> Decision:
    """Whether a by-election may be held (R1.28). Never refuses: the comparisons stand in its reasons.

    It is needed when the first reason (time left) and one of the others hold.
    """
    left = _more_than_months_left(facts, params["by_election.min_months_left"])
    return Decision(None, (left, *_shortages(facts, params)))


def is_by_election_needed(decision: Decision) -> bool:
    """The reading of `by_election`'s reasons."""
    left, *shortages = decision.reasons
    return left.outcome and any(reason.outcome for reason in shortages)


def warn_of_seats(held: int, legal: int, *, is_inherited: bool, params: Params) -> Decision:
    """A remark when more deputies sit than the law gives; an inherited council is not bound by it (R1.30)."""
    param = params.get("seats.cap_applies_to_inherited")
    if not legal or (is_inherited and param is not None and param.value is False):
        return ALLOWED
    values = {"held": held, "legal": legal}
    reason = Reason("Deputies: %(held)s; the law gives this council %(legal)s.", values, held <= legal)
    return Decision(None, (reason,))


def _more_than_months_left(facts: ByElectionFacts, param: Param) -> Reason:
    values = {"term_ends": facts.term_ends, "months": param.value}
    outcome = add_months(facts.today, int(param.value)) < facts.term_ends
    return Reason("The term ends on %(term_ends)s; more than %(months)s months must be left.", values, outcome, param)


def _shortages(facts: ByElectionFacts, params: Params) -> tuple[Reason, ...]:
    missing = params["by_election.missing_share"]
    lacking = max(0, facts.elected - facts.held)
    values = {"missing": lacking, "elected": facts.elected, "share": str(missing.share)}
    reasons = [
        Reason(
            "Missing: %(missing)s of the %(elected)s deputies elected; it takes more than %(share)s.",
            values,
            is_reached(lacking, facts.elected, missing.share, missing.op) if facts.elected else False,
            missing,
        )
    ]
    if facts.is_new_unit and facts.legal:
        fewer = params["by_election.new_unit_share"]
        held = min(facts.held, facts.legal)
        reasons.append(
            Reason(
                "Deputies: %(held)s of the %(legal)s that the law gives; it takes fewer than %(share)s.",
                {"held": facts.held, "legal": facts.legal, "share": str(fewer.share)},
                is_reached(held, facts.legal, fewer.share, fewer.op),
                fewer,
            )
        )
    return tuple(reasons)
