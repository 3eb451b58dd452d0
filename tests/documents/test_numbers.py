"""Official numbers: by kind, issuer and year, in the order of issue, as Decree 30 writes them."""

from datetime import date, datetime
from typing import Any

import pytest

from nghitruong.foundation.audit.models import Line
from nghitruong.foundation.documents.actions import change_document, give_number, withdraw_document
from nghitruong.foundation.documents.models import Document, NumberSeries
from nghitruong.foundation.documents.queries import number_gaps
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Role
from nghitruong.kernel.decision import RefusedError
from tests.cast import Cast, add_person
from tests.documents.conftest import Desk

DAY = date(2026, 5, 4)
NOON = datetime(2026, 5, 4, 12, tzinfo=clock.COUNCIL_ZONE)


@pytest.fixture(autouse=True)
def _on_the_day() -> Any:
    with clock.standing_at(NOON):
        yield


@pytest.mark.parametrize(
    ("kind", "how", "symbol"),
    [
        ("NQ", {}, "01/NQ-HĐND"),
        ("NQ", {"is_normative": True}, "01/2026/NQ-HĐND"),
        ("NQ", {"issuer": "TTHĐND"}, "01/NQ-TTHĐND"),
        ("GM", {}, "01/GM-HĐND"),
        ("TB", {"issuer": "TTHĐND"}, "01/TB-TTHĐND"),
        ("CV", {"issuer": "HĐND-VP"}, "01/HĐND-VP"),
    ],
)
def test_the_symbol_of_each_kind(cast: Cast, desk: Desk, kind: str, how: dict[str, Any], symbol: str) -> None:
    document = give_number(cast.minh, desk.add(cast.minh, kind=kind), **how)
    assert (document.symbol, document.number, document.year, document.issued_on) == (symbol, 1, 2026, DAY)
    line = Line.objects.get(verb="documents.give_number")
    assert line.facts == {"symbol": symbol, "number": 1, "series": document.series, "on": "2026-05-04"}


def test_each_series_and_year_counts_for_itself(cast: Cast, desk: Desk) -> None:
    normative = [give_number(cast.minh, desk.add(cast.minh, kind="NQ"), is_normative=True).symbol for _ in range(2)]
    individual = [give_number(cast.minh, desk.add(cast.minh, kind="NQ")).symbol for _ in range(2)]
    with clock.standing_at(NOON.replace(year=2027)):
        next_year = give_number(cast.minh, desk.add(cast.minh, kind="NQ"), is_normative=True).symbol
    assert normative == ["01/2026/NQ-HĐND", "02/2026/NQ-HĐND"]
    assert individual == ["01/NQ-HĐND", "02/NQ-HĐND"]
    assert next_year == "01/2027/NQ-HĐND"


def test_two_councils_count_apart(cast: Cast, desk: Desk) -> None:
    other_clerk = add_person(cast.other_council, "Trịnh Thị Thu", Role.CLERK)
    assert give_number(cast.minh, desk.add(cast.minh, kind="GM")).symbol == "01/GM-HĐND"
    assert give_number(other_clerk, desk.add(other_clerk, kind="GM")).symbol == "01/GM-HĐND"


def test_the_hundredth_number_has_three_digits(cast: Cast, desk: Desk) -> None:
    NumberSeries.objects.create(council=cast.council, series="GM-HĐND", year=2026, last=99, last_on=DAY)
    assert give_number(cast.minh, desk.add(cast.minh, kind="GM")).symbol == "100/GM-HĐND"


@pytest.mark.parametrize(
    ("facts", "how", "code"),
    [
        ({"kind": "other"}, {}, "kind_without_number"),
        ({"kind": "TTr", "symbol": "45/TTr-UBND"}, {}, "number_of_others"),
        ({"kind": "GM"}, {"on": date(2026, 5, 5)}, "number_in_future"),
        ({"kind": "GM"}, {"issuer": "HĐND/{year}"}, "no_issuer"),
    ],
)
def test_a_number_is_refused(cast: Cast, desk: Desk, facts: dict[str, Any], how: dict[str, Any], code: str) -> None:
    document = desk.add(cast.minh, **facts)
    with pytest.raises(RefusedError) as refused:
        give_number(cast.minh, document, **how)
    assert refused.value.refusal.code == f"documents.{code}"
    assert not NumberSeries.objects.exists()


def test_a_number_is_given_once_and_by_the_office(cast: Cast, desk: Desk) -> None:
    document = desk.add(cast.minh, kind="GM")
    with pytest.raises(RefusedError) as refused:
        give_number(cast.hoa, document)
    assert refused.value.refusal.code == "policy.not_allowed"
    give_number(cast.minh, document)
    with pytest.raises(RefusedError) as refused:
        give_number(cast.minh, document)
    assert refused.value.refusal.code == "documents.has_number"
    assert NumberSeries.objects.get().last == 1


def test_no_number_is_slipped_in_before_the_last(cast: Cast, desk: Desk) -> None:
    give_number(cast.minh, desk.add(cast.minh, kind="GM"), on=date(2026, 4, 30))
    late = desk.add(cast.minh, kind="GM")
    with pytest.raises(RefusedError) as refused:
        give_number(cast.minh, late, on=date(2026, 4, 29))
    refusal = refused.value.refusal
    assert refusal.code == "documents.number_slipped_in"
    assert refusal.article == "khoản 1 Điều 15 Nghị định số 30/2020/NĐ-CP"
    assert refusal.values == {"last": "01/GM-HĐND", "last_on": date(2026, 4, 30), "on": date(2026, 4, 29)}
    assert give_number(cast.minh, late, on=date(2026, 4, 30)).symbol == "02/GM-HĐND"


def test_a_numbered_paper_keeps_its_kind_and_symbol(cast: Cast, desk: Desk) -> None:
    document = give_number(cast.minh, desk.add(cast.minh, kind="GM"))
    change_document(cast.minh, document, title="Giấy mời họp", kind="BC", symbol="99/BC-HĐND")
    document.refresh_from_db()
    assert (document.title, document.kind, document.symbol) == ("Giấy mời họp", "GM", "01/GM-HĐND")


def test_a_withdrawn_paper_keeps_its_number_and_leaves_no_gap(cast: Cast, desk: Desk) -> None:
    documents = [give_number(cast.minh, desk.add(cast.minh, kind="GM")) for _ in range(3)]
    withdraw_document(cast.minh, documents[1], reason="Hủy cuộc họp")
    assert number_gaps(cast.council.pk, "GM-HĐND", 2026) == []
    assert give_number(cast.minh, desk.add(cast.minh, kind="GM")).symbol == "04/GM-HĐND"
    Document.objects.filter(pk=documents[1].pk).update(number=None)
    assert number_gaps(cast.council.pk, "GM-HĐND", 2026) == [2]
