"""Anybody can count a published vote again, and every figure that was tampered with is named."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from nghitruong.domain.voting.lifecycle import Choice
from nghitruong.domain.voting.rules import Tally, choice_under, recount
from nghitruong.kernel.decision import RefusedError

Record = dict[str, Any]


def published(yes: int = 102, no: int = 40, abstain: int = 9, total: int = 202) -> Record:
    choices = ["yes"] * yes + ["no"] * no + ["abstain"] * abstain
    return {
        "format": "nghitruong/open-vote/1",
        "question": "Thông qua Nghị quyết về phân loại rác",
        "total": total,
        "present": yes + no + abstain,
        "threshold": {"share": "1/2", "comparator": "gt", "base": "total", "count": total, "needed": total // 2 + 1},
        "counts": {"yes": yes, "no": no, "abstain": abstain},
        "carried": yes > total // 2,
        "ballots": [{"receipt": f"R{place:07}", "choice": choice} for place, choice in enumerate(choices)],
    }


@pytest.mark.parametrize(("yes", "carried"), [(101, False), (102, True)])
def test_an_honest_record_follows_from_its_ballots(yes: int, carried: bool) -> None:
    counted = recount(published(yes))
    assert (counted.tally, counted.needed, counted.is_carried) == (Tally(yes, 40, 9), 102, carried)
    assert counted.differences == ()


def test_a_share_of_those_present_is_taken_of_them() -> None:
    record = published(30, 10, 0)
    record["threshold"] = {"share": "2/3", "comparator": "min", "base": "present", "count": 45, "needed": 30}
    record["carried"] = True
    assert recount(record).differences == ()


def flip(record: Record) -> None:
    record["ballots"][0]["choice"] = "no"


def drop(record: Record) -> None:
    record["ballots"].pop()


def raise_yes(record: Record) -> None:
    record["counts"]["yes"] += 1


def turn_verdict(record: Record) -> None:
    record["carried"] = not record["carried"]


def write_verdict_as_number(record: Record) -> None:
    record["carried"] = 1


def lower_hurdle(record: Record) -> None:
    record["threshold"]["needed"] = 90


def shrink_base(record: Record) -> None:
    record["threshold"]["count"] = 150


def stuff(record: Record) -> None:
    record["ballots"] += [{"receipt": f"S{place:07}", "choice": "yes"} for place in range(60)]
    record["counts"]["yes"] += 60


def copy_receipt(record: Record) -> None:
    record["ballots"][1]["receipt"] = record["ballots"][0]["receipt"]


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (flip, ["Ballots in favour", "Ballots against", "Carried is published"]),
        (drop, ["Ballots not voting"]),
        (raise_yes, ["Ballots in favour"]),
        (turn_verdict, ["Carried is published"]),
        (write_verdict_as_number, ["Carried is published"]),
        (lower_hurdle, ["Votes needed"]),
        (shrink_base, ["Votes needed", "The share is taken"]),
        (stuff, ["There are"]),
        (copy_receipt, ["The receipt"]),
    ],
)
def test_what_was_tampered_with_is_named(tamper: Callable[[Record], None], said: list[str]) -> None:
    record = published()
    tamper(record)
    differences = recount(record).differences
    assert [reason.message.startswith(start) for reason, start in zip(differences, said, strict=True)] == [True] * len(
        said
    )


@pytest.mark.parametrize("field", ["format", "total", "threshold", "counts", "ballots"])
def test_a_record_without_a_field_is_refused_by_its_name(field: str) -> None:
    record = published()
    del record[field]
    with pytest.raises(RefusedError) as refused:
        recount(record)
    assert (refused.value.refusal.code, refused.value.refusal.values) == ("voting.no_record", {"field": field})


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        (("format",), "nghitruong/open-vote/2", "format"),
        (("total",), True, "total"),
        (("total",), "202", "total"),
        (("counts", "yes"), 102.0, "yes"),
        (("threshold", "share"), "1/0", "threshold"),
        (("threshold", "share"), "half", "threshold"),
        (("threshold", "share"), "3/2", "threshold"),
        (("threshold", "comparator"), "about", "threshold"),
        (("threshold", "count"), 0, "threshold"),
        (("ballots", 0, "choice"), "maybe", "ballots"),
        (("ballots", 0), "yes", "ballots"),
        (("ballots", 0), {"receipt": "A"}, "ballots"),
    ],
)
def test_what_cannot_be_read_is_refused(path: tuple[str | int, ...], value: object, field: str) -> None:
    record = copy.deepcopy(published())
    place: Any = record
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(RefusedError) as refused:
        recount(record)
    assert refused.value.refusal.values == {"field": field}


def test_whoever_holds_a_receipt_finds_the_own_ballot() -> None:
    record = published()
    assert choice_under(record, "r000 – 0150") is Choice.ABSTAIN
    assert choice_under(record, "R9999999") is None
