"""One petition, two agencies: each owes its own, the lead reads the part and does not answer without it unexplained."""

from dataclasses import replace
from datetime import date

import pytest

from nghitruong.domain.commitments.models import Commitment
from nghitruong.domain.petitions import queries
from nghitruong.domain.petitions.actions import (
    accept_reply,
    answer_part,
    divide_petition,
    return_part,
    return_petition,
    send_reply,
    withdraw_part,
    write_reply,
)
from nghitruong.domain.petitions.models import Part, Petition
from nghitruong.foundation.councils.models import Agency
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import RefusedError
from tests.cast import TERM_START, Cast, add_officer, signed_in
from tests.petitions.street import DONE, DUE, SENT, leader, on, received, sorted_one

pytestmark = pytest.mark.django_db

PART, PART_DUE, LATER = "Cho biết khi nào thay cống.", date(2026, 6, 20), date(2026, 6, 22)


@pytest.fixture
def helper(cast: Cast) -> Actor:
    """The officer of a second agency."""
    agency = Agency.objects.create(
        council=cast.council,
        code="kt",
        name="Phòng Kinh tế",
        kind="chuyen_mon",
        level="xa",
        valid_from=TERM_START,
    )
    return add_officer(cast.council, agency, "Mai Văn Kế")


def divided(cast: Cast, helper: Actor) -> tuple[Petition, Part]:
    petition, agency = received(cast), Agency.objects.get(pk=helper.agency_id)
    with on(SENT, 7):
        return petition, divide_petition(cast.minh, petition, agency=agency, text=PART, due_on=PART_DUE)


def code_of(error: pytest.ExceptionInfo[RefusedError]) -> str:
    return error.value.refusal.code


def test_each_agency_owes_its_own(cast: Cast, helper: Actor) -> None:
    petition, part = divided(cast, helper)
    debts = {debt.debtor_id: debt.due_on for debt in Commitment.objects.filter(origin_id=petition.pk)}
    assert debts == {cast.agency.pk: DUE, helper.agency_id: PART_DUE}
    with on(SENT, 8):
        assert list(queries.petitions_of(helper)) == [petition]
        assert list(queries.parts_to_answer(helper)) == [part]
        assert not queries.is_own(helper, petition)


@pytest.mark.parametrize(
    ("text", "due_on", "code"),
    [
        (" ", PART_DUE, "no_part_text"),
        (PART, date(2026, 6, 1), "no_part_day"),
        (PART, date(2026, 8, 1), "no_part_day"),
        (PART, None, "no_part_day"),
    ],
)
def test_a_part_has_words_and_a_day(cast: Cast, helper: Actor, text: str, due_on: date | None, code: str) -> None:
    petition, agency = received(cast), Agency.objects.get(pk=helper.agency_id)
    with on(SENT, 7), pytest.raises(RefusedError) as error:
        divide_petition(cast.minh, petition, agency=agency, text=text, due_on=due_on)
    assert code_of(error) == f"petitions.{code}"


def test_not_to_the_lead_nor_twice_nor_before_sending(cast: Cast, helper: Actor) -> None:
    petition, part = divided(cast, helper)
    with on(SENT, 8):
        for agency, code in ((cast.agency, "no_helper"), (part.agency, "has_part")):
            with pytest.raises(RefusedError) as error:
                divide_petition(cast.minh, petition, agency=agency, text=PART, due_on=PART_DUE)
            assert code_of(error) == f"petitions.{code}"
        with pytest.raises(RefusedError):
            divide_petition(helper, petition, agency=part.agency, text=PART, due_on=PART_DUE)
    with on(SENT), pytest.raises(RefusedError) as error:
        divide_petition(cast.minh, sorted_one(cast, "Đèn hỏng."), agency=part.agency, text=PART, due_on=PART_DUE)
    assert code_of(error) == "petitions.not_sent_yet"


def test_the_lead_waits_for_the_part_or_says_why_not(cast: Cast, helper: Actor) -> None:
    petition, part = divided(cast, helper)
    with on(LATER):
        with pytest.raises(RefusedError) as error:
            send_reply(leader(cast), write_reply(cast.an, petition, said=DONE))
        assert code_of(error) == "petitions.no_parts_reason"
        excused = replace(DONE, parts_reason="Phần cống thay sau, đã hẹn ngày.")
        assert send_reply(leader(cast), write_reply(cast.an, petition, said=excused)).petition.state == "replied"
    assert part.answered_on is None


def test_the_part_comes_and_the_lead_reads_it(cast: Cast, helper: Actor) -> None:
    petition, part = divided(cast, helper)
    with on(LATER):
        with pytest.raises(RefusedError):
            answer_part(cast.an, part, text="Không phải việc tôi.")
        with pytest.raises(RefusedError) as error:
            answer_part(helper, part, text="  ")
        assert code_of(error) == "petitions.no_text"
        answer_part(helper, part, text="Cống thay ngày 30/06.")
        with pytest.raises(RefusedError) as error:
            answer_part(helper, part, text="Lần nữa.")
        assert code_of(error) == "petitions.part_over"
        part.debt.refresh_from_db()
        assert (part.debt.state, part.debt.days_late) == ("met", 2)
        page = signed_in(cast.an).get(f"/kien-nghi/{petition.code}/tra-loi/").content.decode()
        assert "Cống thay ngày 30/06." in page
        assert send_reply(leader(cast), write_reply(cast.an, petition, said=DONE)).petition.state == "replied"


def test_a_part_is_taken_back_and_goes_with_its_petition(cast: Cast, helper: Actor) -> None:
    petition, part = divided(cast, helper)
    with on(SENT, 8):
        with pytest.raises(RefusedError) as error:
            withdraw_part(cast.minh, part, reason=" ")
        assert code_of(error) == "petitions.no_reason"
        withdraw_part(cast.minh, part, reason="Giao nhầm")
        again = divide_petition(cast.minh, petition, agency=part.agency, text=PART, due_on=PART_DUE)
        return_petition(cast.an, petition, competent="Tỉnh", basis="Luật")
        again.refresh_from_db()
        again.debt.refresh_from_db()
        assert (again.withdrawn_on, again.debt.state) == (SENT, "withdrawn")
        assert list(queries.petitions_of(helper)) == []


def test_the_pages_of_office_helper_and_stranger(cast: Cast, helper: Actor) -> None:
    petition, part = divided(cast, helper)
    with on(SENT, 8):
        assert PART in signed_in(cast.minh).get(f"/kien-nghi/{petition.code}/").content.decode()
        mine = signed_in(helper)
        assert PART in mine.get("/kien-nghi/tra-loi/").content.decode()
        address = f"/kien-nghi/phan-viec/{part.pk}/tra-loi/"
        assert mine.post(address, {"text": ""}).status_code == 400
        assert signed_in(cast.an).get(address).status_code == 403
        assert signed_in(cast.kien).get(address).status_code == 404
        assert mine.post(address, {"text": "Đã khảo sát."}).status_code == 302
    part.refresh_from_db()
    assert part.answer == "Đã khảo sát."


def test_return_part(cast: Cast, helper: Actor) -> None:
    petition, part = divided(cast, helper)
    with on(date(2026, 6, 18)):
        with pytest.raises(RefusedError) as error:
            return_part(cast.an, part, reason="Chưa nêu ngày")
        assert code_of(error) == "petitions.part_not_in"
        answer_part(helper, part, text="Sẽ thay cống.")
        for stranger in (helper, cast.minh, cast.hoa):
            with pytest.raises(RefusedError):
                return_part(stranger, part, reason="Chưa nêu ngày")
        lead = signed_in(cast.an)
        page = f"/kien-nghi/phan-viec/{part.pk}/tra-lai/"
        assert page in lead.get(f"/kien-nghi/{petition.code}/").content.decode()
        assert signed_in(helper).get(page).status_code == 403
        assert lead.post(page, {"reason": ""}).status_code == 400
        assert lead.post(page, {"reason": "Chưa nêu ngày"}).status_code == 302
    part.refresh_from_db()
    assert (part.answered_on, part.returned_why, part.answer) == (None, "Chưa nêu ngày", "Sẽ thay cống.")
    assert (part.debt.state, part.debt.ended_on, part.debt.due_on) == ("owed", None, PART_DUE)
    with on(LATER):
        assert list(queries.parts_to_answer(helper)) == [part]
        assert "Chưa nêu ngày" in signed_in(helper).get(f"/kien-nghi/{petition.code}/").content.decode()
        answer_part(helper, part, text="Thay cống xong trước 30/06/2026.")
        part.debt.refresh_from_db()
        assert (part.debt.state, part.debt.days_late) == ("met", 2)
        send_reply(leader(cast), write_reply(cast.an, petition, said=DONE))
        part.petition.refresh_from_db()
        with pytest.raises(RefusedError) as error:
            return_part(cast.an, part, reason="Muộn rồi")
    assert code_of(error) == "petitions.part_is_said"


def test_a_part_is_not_opened_beside_an_open_one(cast: Cast, helper: Actor) -> None:
    petition, part = divided(cast, helper)
    with on(date(2026, 6, 18)):
        answer_part(helper, part, text="Sẽ thay cống.")
        divide_petition(cast.minh, petition, agency=part.agency, text="Việc khác", due_on=PART_DUE)
        with pytest.raises(RefusedError) as error:
            return_part(cast.an, part, reason="Chưa nêu ngày")
    assert code_of(error) == "petitions.has_part"


def test_who_helped_reads_it_until_the_joint_answer_was_accepted(cast: Cast, helper: Actor) -> None:
    petition, part = divided(cast, helper)
    with on(LATER):
        answer_part(helper, part, text="Thay cống xong trước 30/06/2026.")
        assert petition in queries.petitions_of(helper)
        petition = send_reply(leader(cast), write_reply(cast.an, petition, said=DONE)).petition
        assert petition in queries.petitions_of(helper)  # it may still be sent back, and the part with it
        accept_reply(cast.minh, petition)
        assert petition not in queries.petitions_of(helper)
        assert petition in queries.petitions_of(cast.an)
        assert signed_in(helper).get(f"/kien-nghi/{petition.code}/").status_code == 404
