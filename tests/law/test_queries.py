"""Reading the law: for a day, a kind of unit, a council; without a database where no council is named."""

from datetime import date

import pytest
from django.test.utils import CaptureQueriesContext

from nghitruong.foundation.law.queries import (
    UnknownKeyError,
    calendar_for,
    catalogue,
    catalogue_item,
    instruments_on,
    param_on,
    params_for,
    params_on,
    vote_kind,
)
from nghitruong.kernel.params import Confidence

DAY = date(2026, 5, 4)


def test_the_law_alone_needs_no_database() -> None:
    params = params_for(None, DAY, unit_kind="phuong")
    assert params["vote.resolution"].value == "1/2"
    assert params["session.convene.regular"].confidence is Confidence.SECONDARY
    assert "committees.tinh" not in params
    assert params_for(None, DAY, "province")["resolution.effect"].value == 10


def test_a_level_or_a_kind_says_which_row() -> None:
    day = date(2020, 1, 1)
    assert params_for(None, day, "province")["resolution.effect"].value == 10
    assert params_for(None, day, "commune")["resolution.effect"].value == 7
    assert params_for(None, day, unit_kind="huyen")["resolution.effect"].value == 7
    assert [param.value for param in params_on("resolution.effect", day)] == [7, 10]


def test_a_public_regulation_of_a_unit_is_known_from_the_start() -> None:
    params = params_for(None, DAY, unit_kind="thanh_pho_tw", unit_code="46")
    documents = params["session.documents"]
    assert (documents.value, documents.id) == (15, "local-46-session.documents")
    assert documents.basis == "khoản 1 Điều 12 Nghị quyết số 01/2026/NQ-HĐND của HĐND thành phố Huế ngày 31/03/2026"
    assert params_for(None, date(2026, 4, 9), unit_code="46")["session.documents"].value == 5


@pytest.mark.parametrize("name", ["no.such.rule", "session.request.voters"])
def test_what_nobody_knows_raises(name: str) -> None:
    with pytest.raises(UnknownKeyError):
        param_on(name, DAY)


def test_catalogues_are_dated() -> None:
    before = {item.code for item in catalogue("unit_types", on=date(2025, 6, 30))}
    after = {item.code for item in catalogue("unit_types", on=date(2025, 7, 1))}
    assert before - after == {"huyen", "quan", "thi_xa", "thanh_pho_thuoc_tinh", "thi_tran"}
    assert after - before == {"dac_khu"}
    assert [item.code for item in catalogue("committee_kinds", on=DAY, unit_kind="phuong")] == ["KTNS", "VHXH"]
    assert catalogue_item("session_kinds", "extraordinary").label_vi == "Kỳ họp bất thường"
    assert "extraordinary" not in {item.code for item in catalogue("session_kinds", on=DAY)}
    with pytest.raises(UnknownKeyError):
        catalogue("teas")
    with pytest.raises(UnknownKeyError):
        catalogue_item("session_kinds", "tea")


def test_a_kind_of_vote_names_its_threshold() -> None:
    kind = vote_kind("resolution", on=DAY)
    assert (kind.param_key, kind.base, kind.forms) == ("vote.resolution", "total", ("open", "secret"))
    assert [option.code for option in kind.options] == ["yes", "no", "abstain"]
    with pytest.raises(UnknownKeyError):
        vote_kind("tea")


def test_instruments_of_a_day() -> None:
    now = {instrument.id for instrument in instruments_on(DAY)}
    assert {"L72/2025", "L121/2025", "NQ96/2023"} <= now
    assert not {"L77/2015", "L65/2025", "L87/2015", "PRACTICE"} & now
    assert "L65/2025" in {instrument.id for instrument in instruments_on(date(2025, 6, 15))}


def test_the_national_calendar_needs_no_council() -> None:
    assert not calendar_for(None).is_working(date(2026, 9, 2))


@pytest.mark.django_db
def test_the_parameters_of_a_council_cost_two_questions(django_assert_num_queries: CaptureQueriesContext) -> None:
    with django_assert_num_queries(2):  # type: ignore[operator]
        params_for(1, DAY, unit_kind="phuong")
