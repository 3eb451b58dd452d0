"""The verbs of receptions: schedule, appointments, the register at the desk."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from nghitruong.domain.letters import queries, rules
from nghitruong.domain.letters.actions import (
    Person,
    ask_slot,
    cancel_slot,
    close_day,
    confirm_slot,
    decline_slot,
    forget_senders,
    move_slot,
    plan_day,
    post_schedule,
    postpone_day,
    refuse_visit,
    register_visit,
    send_refusal,
    swap_receiver,
)
from nghitruong.domain.letters.actions.parts import PlannedDay
from nghitruong.domain.letters.models import ReceptionDay, Sender, Slot, Visit
from nghitruong.foundation.audit.models import Line
from nghitruong.foundation.events.models import Event
from nghitruong.kernel import clock
from tests.cast import Cast
from tests.letters.desk import OLD, RECEIVED, SENDER, entry, on, planned, refused, seat, standing, system, visited

pytestmark = pytest.mark.django_db

NOT_ALLOWED = "policy.not_allowed"
CALLER = Person("Lò Thị Mẩy", "0912345678")


def line(verb: str) -> Line:
    return Line.objects.filter(verb=f"letters.{verb}", refusal="").order_by("-id")[0]


def told(topic: str) -> bool:
    return Event.objects.filter(topic=topic).exists()


def posted(cast: Cast, posted_on: date = date(2026, 7, 13)) -> ReceptionDay:
    day = planned(cast)
    with on(posted_on):
        (day,) = post_schedule(standing(cast), cast.council.pk, day_ids=[day.pk])
    return day


def at(hour: int, day: date = date(2026, 7, 20)) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=clock.COUNCIL_ZONE)


def test_a_day_is_planned_by_the_office_alone(cast: Cast) -> None:
    day = planned(cast)
    assert (day.state, line("plan_day").facts["receiver"]) == ("planned", cast.lan.mandate_id)
    assert told("receptions")
    assert queries.public_schedule([cast.council.pk]) == []
    plan = PlannedDay(seat(cast.lan), at(8), at(11), "Phòng tiếp công dân")
    assert refused(plan_day, cast.hoa, cast.council.pk, planned=plan) == NOT_ALLOWED
    with on(RECEIVED):
        for wrong, code in (
            (PlannedDay(seat(cast.lan), at(8), at(11), ""), "letters.no_place"),
            (PlannedDay(seat(cast.lan), at(8), at(7), "P"), "letters.ends_before"),
            (PlannedDay(seat(cast.kien), at(8), at(11), "P"), "letters.no_receiver"),
            (PlannedDay(None, at(8), at(11), "P"), "letters.no_receiver"),
            (PlannedDay(seat(cast.lan), at(8, OLD), at(11, OLD), "P"), "letters.past_day"),
        ):
            assert refused(plan_day, cast.minh, cast.council.pk, planned=wrong) == code


@pytest.mark.parametrize(("day", "is_late"), [(date(2026, 7, 13), False), (date(2026, 7, 14), True)])
def test_a_schedule_is_posted_and_the_law_warns_of_a_late_one(cast: Cast, day: date, is_late: bool) -> None:
    reception = posted(cast, day)
    assert (reception.state, reception.posted_on, reception.is_posted_late) == ("posted", day, is_late)
    (law,) = line("post_schedule").facts["law"]
    assert (law["key"], law["outcome"]) == ("reception.schedule_posting", not is_late)
    assert "Điều 24" in law["article"]
    assert told("receptions")
    with on(day):
        (shown,) = queries.public_schedule([cast.council.pk])
    assert (shown.receiver, shown.may_ask, shown.is_postponed) == ("Trần Thị Lan", True, False)


def test_who_may_post_and_what(cast: Cast) -> None:
    day = planned(cast)
    assert refused(post_schedule, cast.hoa, cast.council.pk, day_ids=[day.pk]) == NOT_ALLOWED
    assert refused(post_schedule, cast.minh, cast.council.pk, day_ids=[]) == "letters.nothing_to_post"


def test_an_online_day_has_its_own_notice_since_july(cast: Cast) -> None:
    with on(RECEIVED):
        assert queries.posting_param(cast.council.pk, is_online=True).key == "reception.online.notice"
    with on(OLD):
        assert queries.posting_param(cast.council.pk, is_online=True).key == "reception.schedule_posting"


def test_another_deputy_receives_for_a_reason(cast: Cast) -> None:
    day = posted(cast)
    assert refused(swap_receiver, cast.hoa, day, receiver=seat(cast.hoa), reason="Họp") == NOT_ALLOWED
    assert refused(swap_receiver, cast.minh, day, receiver=seat(cast.hoa), reason="") == "letters.no_reason"
    assert refused(swap_receiver, cast.minh, day, receiver=seat(cast.lan), reason="x") == "letters.same_receiver"
    assert refused(swap_receiver, cast.minh, day, receiver=seat(cast.kien), reason="x") == "letters.no_receiver"
    swap_receiver(cast.lan, day, receiver=seat(cast.hoa), reason="Họp tại thành phố")
    assert (day.receiver_id, day.instead_of_id, day.state) == (cast.hoa.mandate_id, cast.lan.mandate_id, "posted")
    assert line("swap_receiver").facts["reason"] == "Họp tại thành phố"
    assert told(f"reception-{day.pk}")


def test_a_day_is_postponed_with_reason_and_new_time(cast: Cast) -> None:
    day = posted(cast)
    new_time = {"starts_at": at(8, date(2026, 7, 27)), "ends_at": at(11, date(2026, 7, 27))}
    with on(date(2026, 7, 14)):
        assert refused(postpone_day, cast.minh, day, reason="", **new_time) == "letters.no_reason"
        assert refused(postpone_day, cast.hoa, day, reason="Bão", **new_time) == NOT_ALLOWED
        new = postpone_day(cast.minh, day, reason="Bão số 3", **new_time)
        assert (day.state, day.moved_to_id, new.state) == ("postponed", new.pk, "posted")
        old, moved = queries.public_schedule([cast.council.pk])
    assert (old.is_postponed, old.reason, old.new_starts_at) == (True, "Bão số 3", new_time["starts_at"])
    assert moved.may_ask
    assert line("postpone_day").facts["reason"] == "Bão số 3"
    assert told(f"reception-{new.pk}")


def test_a_day_is_closed_after_it_was_held(cast: Cast) -> None:
    day = posted(cast)
    with on(date(2026, 7, 19)):
        assert refused(close_day, cast.minh, day) == "letters.not_held_yet"
    with on(date(2026, 7, 20)):
        assert refused(close_day, cast.hoa, day) == NOT_ALLOWED
        close_day(cast.minh, day)
    assert (day.state, line("close_day").facts["visits"]) == ("held", 0)
    assert told(f"reception-{day.pk}")


def test_a_citizen_asks_for_an_appointment(cast: Cast) -> None:
    day = posted(cast)
    with on(date(2026, 7, 14)):
        slot = ask_slot(system(cast), day, caller=CALLER, subject="Bồi thường đất")
        assert (slot.state, len(slot.code)) == ("asked", 8)
        assert slot.senders.get().name == CALLER.name
        assert CALLER.name not in str(line("ask_slot").facts)
        assert told(f"reception-{day.pk}")
        assert refused(ask_slot, cast.minh, day, caller=CALLER, subject="x") == NOT_ALLOWED
        assert refused(ask_slot, system(cast), day, caller=Person(), subject="x") == "letters.no_caller"
        assert refused(ask_slot, system(cast), day, caller=CALLER, subject=" ") == "letters.no_matter"
        for words in ("Tố cáo ông X", "to cao ong X", "TỐ CÁO"):
            assert refused(ask_slot, system(cast), day, caller=CALLER, subject=words) == "letters.no_denunciation"
        assert refused(ask_slot, system(cast), planned(cast), caller=CALLER, subject="x") == "letters.not_posted"
    assert Sender.objects.get().forget_after == date(2026, 7, 20) + timedelta(days=30)


def test_one_address_asks_so_often_and_a_day_takes_so_many(cast: Cast) -> None:
    day = posted(cast)
    often = {"subject": "Đất", "sender": "the same"}
    with on(date(2026, 7, 14)):
        for number in range(rules.MOST_AN_HOUR):
            ask_slot(system(cast), day, caller=replace(CALLER, phone=f"09000000{number}"), **often)
        assert refused(ask_slot, system(cast), day, caller=CALLER, **often) == "letters.too_often"
        ask_slot(system(cast), day, caller=CALLER, subject="Đất", sender="another")
        Slot.objects.bulk_create(
            Slot(council=cast.council, day=day, code=f"K{number}") for number in range(rules.MOST_WAITING)
        )
        full = {"caller": CALLER, "subject": "Đất", "sender": "a third"}
        assert refused(ask_slot, system(cast), day, **full) == "letters.day_is_full"


def test_nobody_has_a_telephone_or_a_mailbox_filled_with_messages(cast: Cast) -> None:
    day, stranger = posted(cast), replace(CALLER, phone="", email="Ai.Do@example.org")
    with on(date(2026, 7, 14)):
        for caller in (CALLER, stranger):
            for number in range(rules.MOST_OF_ONE):
                ask_slot(system(cast), day, caller=caller, subject="Đất", sender=f"from {number}")
            again = {"caller": caller, "subject": "Đất", "sender": "from elsewhere"}
            assert refused(ask_slot, system(cast), day, **again) == "letters.waits_already"


def asked(cast: Cast, day: ReceptionDay, count: int = 1) -> list[Slot]:
    with on(date(2026, 7, 14)):
        return [ask_slot(system(cast), day, caller=CALLER, subject="Bồi thường đất") for _each in range(count)]


def test_the_office_gives_the_appointment_or_not(cast: Cast) -> None:
    day = posted(cast)
    first, second = asked(cast, day, 2)
    assert refused(confirm_slot, cast.hoa, first, at=at(9)) == NOT_ALLOWED
    assert refused(confirm_slot, cast.minh, first, at=at(12)) == "letters.no_time"
    assert queries.next_free(first) == at(8)
    confirm_slot(cast.minh, first, at=at(8))
    assert (first.state, first.at) == ("confirmed", at(8))
    assert line("confirm_slot").facts["at"]
    assert queries.next_free(second) == at(8) + timedelta(minutes=15)
    assert refused(confirm_slot, cast.minh, second, at=at(8)) == "letters.time_is_taken"
    assert refused(decline_slot, cast.minh, second, reason="") == "letters.no_reason"
    assert refused(decline_slot, cast.hoa, second, reason="Hết chỗ") == NOT_ALLOWED
    decline_slot(cast.minh, second, reason="Hết chỗ")
    assert (second.state, second.state_reason) == ("declined", "Hết chỗ")
    assert line("decline_slot").facts["reason"] == "Hết chỗ"
    assert told("receptions")
    assert told(f"slot-{second.pk}")
    assert Slot.objects.filter(state="asked").count() == 0


def test_an_appointment_is_moved_with_a_reason(cast: Cast) -> None:
    day = posted(cast)
    slot, other = asked(cast, day, 2)
    confirm_slot(cast.minh, other, at=at(9))
    moved = {"day": day, "at": at(10), "reason": "Đại biểu bận họp"}
    with on(date(2026, 7, 15)):
        assert refused(move_slot, cast.hoa, slot, **moved) == NOT_ALLOWED
        assert refused(move_slot, cast.minh, slot, **{**moved, "reason": ""}) == "letters.no_reason"
        assert refused(move_slot, cast.minh, slot, **{**moved, "at": at(9)}) == "letters.time_is_taken"
        assert refused(move_slot, cast.minh, slot, **{**moved, "day": planned(cast)}) == "letters.not_posted"
        move_slot(cast.minh, slot, **moved)
    assert (slot.state, slot.at, slot.state_reason) == ("confirmed", at(10), "Đại biểu bận họp")
    assert line("move_slot").facts["reason"] == "Đại biểu bận họp"
    assert told(f"slot-{slot.pk}")
    with on(date(2026, 7, 21)):
        assert refused(move_slot, cast.minh, slot, **moved) == "letters.not_posted"


def test_whoever_cancels_is_forgotten_at_once(cast: Cast) -> None:
    day = posted(cast)
    slot, late = asked(cast, day, 2)
    with on(date(2026, 7, 15)):
        assert refused(cancel_slot, cast.minh, slot) == NOT_ALLOWED
        cancel_slot(system(cast), slot)
        assert refused(cancel_slot, system(cast), slot) == "appointment.wrong_state"
    sender = slot.senders.get()
    assert (slot.state, slot.subject, sender.name, sender.phone) == ("cancelled", "", "", "")
    assert sender.forgotten_on == date(2026, 7, 15)
    assert told(f"slot-{slot.pk}")
    assert queries.told_slot(slot.pk) is None
    with on(date(2026, 7, 21)):
        assert refused(cancel_slot, system(cast), late) == "letters.over_already"


def test_appointments_go_along_with_a_postponed_day(cast: Cast) -> None:
    day = posted(cast)
    slot, gone = asked(cast, day, 2)
    confirm_slot(cast.minh, slot, at=at(9))
    with on(date(2026, 7, 15)):
        cancel_slot(system(cast), gone)
        new_time = {"starts_at": at(8, date(2026, 7, 27)), "ends_at": at(11, date(2026, 7, 27))}
        new = postpone_day(cast.minh, day, reason="Bão số 3", **new_time)
    slot.refresh_from_db()
    assert (slot.day_id, slot.state, slot.at, slot.state_reason) == (new.pk, "asked", None, "Bão số 3")
    assert slot.senders.get().forget_after == date(2026, 8, 26)
    assert told(f"slot-{slot.pk}")
    gone.refresh_from_db()
    assert (gone.day_id, gone.state) == (day.pk, "cancelled")


def test_what_somebody_came_for_goes_with_the_name(cast: Cast) -> None:
    (slot,) = asked(cast, posted(cast))
    forget_senders(system(cast), cast.council.pk, today=date(2026, 8, 19))
    slot.refresh_from_db()
    assert slot.subject == "Bồi thường đất"
    forget_senders(system(cast), cast.council.pk, today=date(2026, 8, 20))
    slot.refresh_from_db()
    assert (slot.subject, slot.senders.get().name) == ("", "")


def test_the_register_holds_what_the_law_asks(cast: Cast) -> None:
    visit = visited(cast, earlier_handling="UBND đã trả lời", request="Tính thêm tiền cây", processing="Nhận đơn")
    assert (visit.code, visit.people, visit.senders.get().address) == ("TD-26-0001", 1, SENDER.address)
    assert SENDER.name not in str(line("register_visit").facts)
    assert told("visits")
    assert refused(register_visit, cast.hoa, cast.council.pk, entry=entry()) == NOT_ALLOWED
    with on(RECEIVED):
        for wrong, code in (
            (entry(callers=()), "letters.no_sender"),
            (entry(receiver=""), "letters.no_receiver"),
            (entry(content=""), "letters.no_content"),
            (entry(date(2026, 7, 7)), "letters.future_day"),
        ):
            assert refused(register_visit, cast.minh, cast.council.pk, entry=wrong) == code


def test_a_refusal_has_its_ground_and_its_notice(cast: Cast) -> None:
    with on(RECEIVED):
        visit = refuse_visit(cast.minh, cast.council.pk, entry=entry(), ground="weapons")
        assert (visit.refusal_ground, visit.notice_due_on) == ("weapons", date(2026, 7, 9))
        assert line("refuse_visit").facts["ground"] == "weapons"
        assert refused(refuse_visit, cast.minh, cast.council.pk, entry=entry(), ground="x") == "letters.unknown_reason"
        assert refused(refuse_visit, cast.hoa, cast.council.pk, entry=entry(), ground="weapons") == NOT_ALLOWED
        before = refuse_visit(cast.minh, cast.council.pk, entry=entry(OLD), ground="threatens")
        assert before.notice_due_on is None
        wrong = {"entry": entry(OLD), "ground": "weapons"}
        assert refused(refuse_visit, cast.minh, cast.council.pk, **wrong) == "letters.unknown_reason"
        assert refused(send_refusal, cast.minh, visit, number="") == "letters.no_number"
        assert refused(send_refusal, cast.hoa, visit, number="01/TCD") == NOT_ALLOWED
        send_refusal(cast.minh, visit, number="01/TCD")
        assert (visit.notice_number, visit.notice_on) == ("01/TCD", RECEIVED)
        assert line("send_refusal").facts["number"] == "01/TCD"
        assert told("visits")
        assert refused(send_refusal, cast.minh, visit, number="02/TCD") == "letters.no_notice_asked"
    assert Visit.objects.count() == 2


def test_who_reads_the_register_and_the_schedule(cast: Cast) -> None:
    visited(cast)
    planned(cast)
    assert queries.visits_of(cast.minh).count() == 1
    for actor in (cast.hoa, cast.an, cast.binh, cast.kien):
        assert queries.visits_of(actor).count() == 0
    assert queries.days_of(cast.hoa).count() == 1
    assert queries.days_of(cast.kien).count() == 0
    assert refused(queries.visit_for, cast.kien, "TD-26-0001") == "policy.not_found"
    assert refused(queries.day_for, cast.kien, ReceptionDay.objects.get().pk) == "policy.not_found"
