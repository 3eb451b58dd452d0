"""Voters' petitions in the work of the day: what an agency, its leader and the office have to do with them."""

from datetime import date, timedelta

import pytest

from nghitruong.domain.petitions.actions import accept_reply, return_reply
from nghitruong.kernel.actor import Role
from nghitruong.outer.desk.queries.petitions import petition_duties
from nghitruong.outer.desk.rules import Duty
from tests.cast import Cast, acting, signed_in
from tests.petitions.street import DONE, DUE, on, proposed, recorded, replied, sent

pytestmark = pytest.mark.django_db
LATER = date(2026, 6, 25)


def duties(cast: Cast, who: str = "an", role: Role = Role.AGENCY) -> dict[Duty, int]:
    return {todo.duty: todo.count for todo in petition_duties(acting(getattr(cast, who), role))}


def test_an_agency_has_answers_to_write_and_late_ones_first(cast: Cast) -> None:
    sent(cast)
    with on(LATER):
        assert duties(cast) == {Duty.ANSWERS: 1}
        assert "1 kiến nghị cần trả lời" in signed_in(cast.an).get("/").content.decode()
    with on(DUE + timedelta(days=2)):
        assert duties(cast) == {Duty.ANSWERS_LATE: 1}
        page = signed_in(cast.an).get("/").content.decode()
        assert "1 kiến nghị quá hạn trả lời" in page
        assert "cam kết quá hạn" not in page


def test_the_leader_has_answers_to_approve(cast: Cast) -> None:
    proposed(cast, DONE, LATER)
    with on(LATER):
        assert duties(cast, role=Role.AGENCY_LEADER)[Duty.ANSWERS_APPROVE] == 1
        assert Duty.ANSWERS_APPROVE not in duties(cast)


def test_what_came_back_is_a_duty_of_its_own(cast: Cast) -> None:
    petition = replied(cast)
    with on(date(2026, 6, 28)):
        return_reply(cast.minh, petition, reason="Chưa nêu mốc")
        assert duties(cast)[Duty.ANSWERS_RETURNED] == 1


def test_the_office_sorts_checks_and_tells(cast: Cast) -> None:
    recorded(cast, "Đề nghị sửa đèn.")
    petition = replied(cast)
    with on(LATER):
        assert duties(cast, "minh", Role.CLERK) == {Duty.PETITIONS_SORT: 1, Duty.PETITIONS_CHECK: 1}
        accept_reply(cast.minh, petition)
        assert duties(cast, "minh", Role.CLERK) == {Duty.PETITIONS_SORT: 1, Duty.PETITIONS_TELL: 1}
        page = signed_in(cast.minh).get("/").content.decode()
        assert "1 kết quả cần báo cho cử tri" in page
    assert duties(cast, "hoa", Role.DEPUTY) == {}
