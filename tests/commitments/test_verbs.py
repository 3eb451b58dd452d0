"""The verbs of what is owed: what they do, whom they refuse, what they leave behind."""

from datetime import date

import pytest

from nghitruong.domain.commitments import queries
from nghitruong.domain.commitments.actions import (
    Wanted,
    accept_commitment,
    accept_report,
    ask_extension,
    declare_not_performed,
    escalate_commitment,
    grant_extension,
    owe_commitment,
    owe_from_record,
    refuse_extension,
    remind_debtors,
    reopen_commitment,
    report_result,
    resume_clock,
    return_report,
    stop_clock,
    withdraw_commitment,
)
from nghitruong.domain.commitments.models import Commitment, Escalation
from nghitruong.foundation.audit.models import Line
from nghitruong.foundation.events.models import Event
from nghitruong.foundation.verbs.beats import BeatMissingError
from nghitruong.kernel.decision import RefusedError
from tests.cast import Cast, add_officer
from tests.commitments.town import DUE, START, debt, on, reported, standing

pytestmark = pytest.mark.django_db

LATE = date(2026, 7, 4)


def refused(act, *args: object, **kwargs: object) -> str:  # type: ignore[no-untyped-def]
    with pytest.raises(RefusedError) as caught:
        act(*args, **kwargs)
    return caught.value.refusal.code


def test_a_debt_is_numbered_recorded_and_announced(cast: Cast) -> None:
    first, second = debt(cast), debt(cast)
    assert [first.code, second.code] == ["CK-1", "CK-2"]
    assert (first.state, first.due_on, first.debtor) == ("owed", DUE, cast.agency)
    line = Line.objects.filter(verb="commitments.owe_commitment").first()
    assert line is not None
    assert line.facts["title"] == first.title
    assert {f"agency-{cast.agency.pk}", "commitments"} <= set(Event.objects.values_list("topic", flat=True))


def test_a_row_of_law_gives_the_due_day_and_is_pinned(cast: Cast) -> None:
    wanted = Wanted(cast.agency, "Trả lời kiến nghị", "Tiếp xúc cử tri", param="petition.answer", owed_on=START)
    owed = owe_commitment(cast.minh, cast.council.pk, wanted=wanted)
    assert (owed.due_on, owed.due_param, owed.due_row) == (date(2026, 7, 1), "petition.answer", "petition.answer")
    assert Line.objects.get(verb="commitments.owe_commitment").facts["law"][0]["article"]


def test_who_may_owe_and_what_is_refused(cast: Cast) -> None:
    wanted = Wanted(cast.agency, "Việc", "Nguồn")
    for actor in (cast.hoa, cast.an, cast.binh):
        assert refused(owe_commitment, actor, cast.council.pk, wanted=wanted) == "policy.not_allowed"
    assert refused(owe_commitment, cast.kien, cast.council.pk, wanted=wanted) == "policy.not_found"
    empty = Wanted(cast.agency, " ", "Nguồn")
    assert refused(owe_commitment, cast.minh, cast.council.pk, wanted=empty) == "commitments.no_title"
    assert not Commitment.objects.exists()


def test_the_door_for_upper_rooms_opens_only_inside_a_verb(cast: Cast) -> None:
    with pytest.raises(BeatMissingError):
        owe_from_record(cast.council.pk, Wanted(cast.agency, "Việc", "Nguồn"))


def test_the_debtor_accepts_and_reports_its_own(cast: Cast) -> None:
    owed = debt(cast)
    other = add_officer(cast.council, _another_agency(cast), "Vũ Thị Khác")
    assert refused(accept_commitment, other, owed) == "policy.not_allowed"
    accept_commitment(cast.an, owed)
    assert owed.state == "accepted"
    empty = {"result": "", "done_on": DUE}
    assert refused(report_result, cast.an, owed, **empty) == "commitments.no_result"
    assert refused(report_result, cast.minh, owed, result="Xong", done_on=DUE, evidence="x") == "policy.not_allowed"


def test_an_accepted_report_fixes_by_how_much_it_was_late(cast: Cast) -> None:
    owed = reported(cast, LATE)
    assert refused(accept_report, cast.an, owed) == "policy.not_allowed"
    with on(date(2026, 7, 10)):
        accept_report(cast.minh, owed)
    assert (owed.state, owed.days_late, owed.ended_on) == ("met", 4, date(2026, 7, 10))
    assert refused(accept_report, cast.minh, owed) == "commitment.wrong_state"


def test_a_report_goes_back_with_its_reason(cast: Cast) -> None:
    owed = reported(cast, DUE)
    assert refused(return_report, cast.minh, owed, reason=" ") == "commitments.no_reason"
    assert refused(return_report, cast.hoa, owed, reason="x") == "policy.not_allowed"
    return_report(cast.minh, owed, reason="Chưa nêu đoạn nào")
    assert (owed.state, owed.state_reason, owed.reported_on) == ("returned", "Chưa nêu đoạn nào", None)


def test_more_time_is_asked_by_the_debtor_and_given_by_the_creditor(cast: Cast) -> None:
    owed, lan = debt(cast), standing(cast)
    assert refused(ask_extension, cast.minh, owed, wanted_on=LATE, reason="x") == "policy.not_allowed"
    wish = ask_extension(cast.an, owed, wanted_on=LATE, reason="Mưa kéo dài")
    assert refused(ask_extension, cast.an, owed, wanted_on=LATE, reason="nữa") == "commitments.already_asked"
    assert refused(grant_extension, cast.an, wish) == "policy.not_allowed"
    grant_extension(lan, wish)
    owed.refresh_from_db()
    assert (owed.due_on, wish.before_on, wish.state) == (LATE, DUE, "granted")
    again = ask_extension(cast.an, owed, wanted_on=date(2026, 7, 20), reason="Thiếu vốn")
    assert refused(refuse_extension, cast.minh, again, answer="x") == "policy.not_allowed"
    assert refused(refuse_extension, lan, again, answer="") == "commitments.no_reason"
    refuse_extension(lan, again, answer="Vốn đã cấp")
    owed.refresh_from_db()
    assert (owed.due_on, again.state) == (LATE, "refused")


def test_what_has_ended_gets_no_more_time(cast: Cast) -> None:
    owed, lan = debt(cast), standing(cast)
    wish = ask_extension(cast.an, owed, wanted_on=LATE, reason="Mưa")
    withdraw_commitment(lan, owed, reason="Không còn cần")
    wish.commitment.refresh_from_db()
    assert refused(grant_extension, lan, wish) == "commitments.not_with_debtor"


def test_many_are_reminded_at_once_with_one_line(cast: Cast) -> None:
    owed = [debt(cast) for _ in range(3)]
    withdraw_commitment(standing(cast), owed[2], reason="trùng")
    assert refused(remind_debtors, cast.hoa, cast.council.pk, numbers=[1]) == "policy.not_allowed"
    assert remind_debtors(cast.minh, cast.council.pk, numbers=[1, 2, 3]) == 2
    assert remind_debtors(cast.minh, cast.council.pk, numbers=[1]) == 1
    assert list(Escalation.objects.filter(commitment=owed[0]).order_by("id").values_list("step", flat=True)) == [
        "first_reminder",
        "further_reminder",
    ]
    assert Line.objects.filter(verb="commitments.remind_debtors", refusal="").count() == 2
    assert refused(remind_debtors, cast.minh, cast.council.pk, numbers=[3]) == "commitments.nobody_to_remind"


def test_a_step_has_its_document_and_comes_when_it_is_late(cast: Cast) -> None:
    owed, lan = debt(cast), standing(cast)
    with on(DUE):
        assert refused(escalate_commitment, lan, owed, step="proposal", document="9/CV") == "commitments.not_late"
    with on(LATE):
        assert refused(escalate_commitment, cast.minh, owed, step="proposal", document="9/CV") == "policy.not_allowed"
        assert refused(escalate_commitment, lan, owed, step="proposal", document="") == "commitments.no_document"
        taken = escalate_commitment(lan, owed, step="proposal", document="9/CV-HĐND")
    assert (taken.on, taken.document) == (LATE, "9/CV-HĐND")
    assert queries.steps_taken(owed) == ["proposal"]


def test_a_stop_adds_its_days_and_is_seen(cast: Cast) -> None:
    owed, lan = debt(cast), standing(cast)
    assert refused(stop_clock, cast.an, owed, reason="x", basis="y") == "policy.not_allowed"
    assert refused(resume_clock, lan, owed) == "commitments.not_stopped"
    with on(date(2026, 6, 10)):
        stop_clock(lan, owed, reason="Thanh tra đang làm", basis="5/QĐ-HĐND")
    with on(LATE):
        assert not queries.late(queries.commitments_of(cast.minh), LATE).exists()
        assert refused(resume_clock, cast.an, owed) == "policy.not_allowed"
        resume_clock(lan, owed)
    assert (owed.due_on, owed.stopped_on) == (date(2026, 7, 24), None)
    assert [(stop.from_on, stop.to_on) for stop in queries.stops_of(owed)] == [(date(2026, 6, 10), LATE)]


def test_ends_that_are_no_fulfilment_and_the_way_back(cast: Cast) -> None:
    lan = standing(cast)
    first, second = debt(cast), debt(cast)
    for act in (declare_not_performed, withdraw_commitment, reopen_commitment):
        assert refused(act, cast.minh, first, reason="x") == "policy.not_allowed"
        assert refused(act, lan, first, reason="") == "commitments.no_reason"
    declare_not_performed(lan, first, reason="Cơ quan không làm")
    withdraw_commitment(lan, second, reason="Không còn cần")
    assert [first.state, second.state] == ["not_performed", "withdrawn"]
    reopen_commitment(lan, first, reason="Cử tri vẫn bị ngập")
    assert (first.state, first.ended_on) == ("owed", None)
    assert refused(reopen_commitment, lan, second, reason="x") == "commitment.wrong_state"


def _another_agency(cast: Cast):  # type: ignore[no-untyped-def]
    return type(cast.agency).objects.create(
        council=cast.council, code="cong-an", name="Công an phường", kind="khac", level="xa", valid_from=START
    )
