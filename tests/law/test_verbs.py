"""The verbs on the table of rules: what they change, who may not, what is recorded, what is announced."""

from datetime import date
from typing import Any

import pytest

from nghitruong.foundation.audit.queries import history_of
from nghitruong.foundation.events.models import Event
from nghitruong.foundation.law.actions import (
    confirm_rule,
    correct_day,
    override_rule,
    withdraw_confirmation,
    withdraw_day,
    withdraw_override,
)
from nghitruong.foundation.law.models import Confirmation, DayCorrection, Override
from nghitruong.foundation.law.queries import calendar_for, explain, param_on, params_for, rule_rows
from nghitruong.foundation.law.rules import Proposal
from nghitruong.foundation.law.units import UnitOf
from nghitruong.foundation.verbs.beats import ref_of
from nghitruong.kernel.decision import RefusalKind, RefusedError
from tests.cast import Cast

pytestmark = pytest.mark.django_db

DAY = date(2026, 5, 4)
PAPER = {"document_number": "05/NQ-HĐND", "document_date": date(2026, 4, 20)}


def propose(value: Any, **changes: Any) -> Proposal:
    facts = {"unit": "calendar_day", "document": "05/NQ-HĐND", "decided_on": date(2026, 4, 20), "valid_from": DAY}
    return Proposal(value, **(facts | changes))


def refusal(error: pytest.ExceptionInfo[RefusedError]) -> str:
    return error.value.refusal.code


def test_a_confirmed_row_blocks_in_this_council_only(cast: Cast) -> None:
    assert not params_for(cast.council.pk, DAY)["vote.resolution"].blocks
    confirmation = confirm_rule(cast.minh, "vote.resolution.2025", **PAPER)
    param = params_for(cast.council.pk, DAY)["vote.resolution"]
    assert (param.blocks, param.basis) == (True, "05/NQ-HĐND ngày 20/04/2026")
    assert not params_for(cast.other_council.pk, DAY)["vote.resolution"].blocks
    line = history_of(ref_of(confirmation)).get()
    assert (line.verb, line.actor_name) == ("law.confirm_rule", cast.minh.name)
    assert line.facts == {
        "row": "vote.resolution.2025",
        "value": "1/2",
        "document": "05/NQ-HĐND",
        "document_date": "2026-04-20",
    }
    assert list(Event.objects.values_list("topic", flat=True)) == [f"law-{cast.council.pk}"]


def test_a_row_is_confirmed_once_and_only_if_it_says_something(cast: Cast) -> None:
    confirm_rule(cast.minh, "vote.resolution.2025", **PAPER)
    for row, said in (
        ("vote.resolution.2025", "law.already_confirmed"),
        ("confidence.self_report", "law.nothing_to_confirm"),
        ("no.such.row", "law.unknown_rule"),
    ):
        with pytest.raises(RefusedError) as error:
            confirm_rule(cast.minh, row, **PAPER)
        assert refusal(error) == said
    assert Confirmation.objects.count() == 1


def test_the_law_of_an_older_day_stays_what_it_was(cast: Cast) -> None:
    override_rule(cast.minh, "session.documents", proposal=propose(7))
    assert params_for(cast.council.pk, date(2026, 5, 3))["session.documents"].value == 5
    assert params_for(cast.council.pk, DAY)["session.documents"].value == 7
    assert params_for(cast.other_council.pk, DAY)["session.documents"].value == 5


def test_an_own_value_is_recorded_with_what_it_replaces(cast: Cast) -> None:
    override = override_rule(cast.minh, "session.documents", proposal=propose(7, unit="working_day", note="Quy chế"))
    assert param_on("session.documents", DAY, council_id=cast.council.pk).id == f"override-{override.pk}"
    line = history_of(ref_of(override)).get()
    assert line.facts == {"key": "session.documents", "value": 7, "instead_of": 5, "document": "05/NQ-HĐND"}


def test_a_looser_value_keeps_the_comparison_in_the_ledger(cast: Cast) -> None:
    override = override_rule(cast.minh, "petition.answer", proposal=propose(45, note="Quyết định của tỉnh"))
    line = history_of(ref_of(override)).get()
    found = explain(cast.council.pk, line.pk)
    assert found is not None
    (comparison,) = found.comparisons
    assert (comparison.row_id, comparison.value, comparison.outcome) == ("petition.answer", 30, False)
    assert comparison.article.startswith("khoản 1 Điều 50 Nghị quyết liên tịch số 72/2025")
    assert explain(cast.other_council.pk, line.pk) is None


@pytest.mark.parametrize(
    ("key", "proposal", "said"),
    [
        ("vote.proxy_allowed", propose(True, unit="bool", note="Cho tiện"), "law.fixed_by_law"),
        ("petition.answer", propose(45), "law.needs_reason"),
        ("session.documents", propose("sớm"), "law.not_such_value"),
        ("session.documents", propose(7, document=""), "law.needs_document"),
        ("session.tea", propose(7), "law.unknown_rule"),
        ("session.documents", propose(7, valid_from=date(2015, 1, 1), decided_on=date(2015, 1, 1)), "law.unknown_rule"),
    ],
)
def test_a_refused_own_value_leaves_nothing_but_the_attempt(
    cast: Cast, key: str, proposal: Proposal, said: str
) -> None:
    with pytest.raises(RefusedError) as error:
        override_rule(cast.minh, key, proposal=proposal)
    assert refusal(error) == said
    assert not Override.objects.exists()


def test_two_values_may_not_begin_on_one_day(cast: Cast) -> None:
    first = override_rule(cast.minh, "session.documents", proposal=propose(7))
    with pytest.raises(RefusedError) as error:
        override_rule(cast.minh, "session.documents", proposal=propose(8))
    assert refusal(error) == "law.same_start"
    withdraw_override(cast.minh, first, why="Ghi nhầm")
    override_rule(cast.minh, "session.documents", proposal=propose(8))
    assert params_for(cast.council.pk, DAY)["session.documents"].value == 8


def test_withdrawing_gives_the_law_back_and_keeps_the_row(cast: Cast) -> None:
    override = override_rule(cast.minh, "session.documents", proposal=propose(7))
    withdraw_override(cast.minh, override, why="Ghi nhầm")
    assert params_for(cast.council.pk, DAY)["session.documents"].value == 5
    assert Override.objects.get().withdrawn_why == "Ghi nhầm"
    for why, said in (("Lần nữa", "law.already_withdrawn"), ("  ", "law.no_reason")):
        with pytest.raises(RefusedError) as error:
            withdraw_override(cast.minh, override, why=why)
        assert refusal(error) == said


def test_withdrawing_a_confirmation_makes_the_row_warn_again(cast: Cast) -> None:
    confirmation = confirm_rule(cast.minh, "vote.resolution.2025", **PAPER)
    withdraw_confirmation(cast.minh, confirmation, why="Nhầm văn bản")
    assert not params_for(cast.council.pk, DAY)["vote.resolution"].blocks
    confirm_rule(cast.minh, "vote.resolution.2025", **PAPER)
    assert Confirmation.objects.count() == 2


def test_a_corrected_day_moves_the_working_days(cast: Cast) -> None:
    saturday = date(2026, 8, 15)
    assert not calendar_for(cast.council.pk).is_working(saturday)
    correction = correct_day(cast.minh, saturday, is_working=True, reason="Làm bù", document="12/TB-UBND")
    assert calendar_for(cast.council.pk).is_working(saturday)
    assert not calendar_for(cast.other_council.pk).is_working(saturday)
    with pytest.raises(RefusedError) as error:
        correct_day(cast.minh, saturday, is_working=False, reason="Nghỉ")
    assert refusal(error) == "law.same_day"
    withdraw_day(cast.minh, correction, why="Không làm bù nữa")
    assert not calendar_for(cast.council.pk).is_working(saturday)
    assert DayCorrection.objects.count() == 1


def test_a_corrected_day_needs_a_reason(cast: Cast) -> None:
    with pytest.raises(RefusedError) as error:
        correct_day(cast.minh, DAY, is_working=False, reason=" ")
    assert refusal(error) == "law.day_needs_reason"


def test_others_may_not(cast: Cast) -> None:
    for actor in (cast.lan, cast.hoa, cast.an, cast.binh, cast.kien):
        with pytest.raises(RefusedError) as error:
            confirm_rule(actor, "vote.resolution.2025", **PAPER)
        assert error.value.refusal.kind is RefusalKind.NOT_ALLOWED


def test_another_councils_rows_do_not_exist(cast: Cast) -> None:
    override = override_rule(cast.minh, "session.documents", proposal=propose(7))
    confirmation = confirm_rule(cast.minh, "vote.resolution.2025", **PAPER)
    correction = correct_day(cast.minh, DAY, is_working=False, reason="Nghỉ")
    for verb, thing in (
        (withdraw_override, override),
        (withdraw_confirmation, confirmation),
        (withdraw_day, correction),
    ):
        with pytest.raises(RefusedError) as error:
            verb(cast.kien, thing, why="Nhầm")  # type: ignore[operator]
        assert error.value.refusal.kind is RefusalKind.NOT_FOUND


def test_the_screens_rows_show_what_the_council_made_of_them(cast: Cast) -> None:
    override_rule(cast.minh, "session.documents", proposal=propose(7))
    confirm_rule(cast.minh, "vote.resolution.2025", **PAPER)
    rows = {row.row.id: row for row in rule_rows(cast.council.pk, DAY, unit=UnitOf("phuong"))}
    assert rows["session.documents"].param.value == 7
    assert rows["session.documents"].is_own
    assert rows["vote.resolution.2025"].confirmation is not None
    assert "vote.resolution" not in rows
    assert "committees.tinh" not in rows
    everything = {row.row.id: row for row in rule_rows(cast.council.pk, DAY, unit=UnitOf("phuong"), every_date=True)}
    assert not everything["vote.resolution"].is_in_force
