"""The verbs of a meeting: what they do, what they refuse, what they leave behind."""

from datetime import timedelta

import pytest

from nghitruong.domain.commitments.queries import debts_from
from nghitruong.domain.meetings.actions import (
    add_item,
    add_paper,
    add_participant,
    adjourn_meeting,
    ask_for_floor,
    assign_task,
    cancel_meeting,
    carry_over_item,
    change_item,
    change_meeting,
    check_in,
    close_meeting,
    complete_meeting,
    correct_minutes,
    create_meeting,
    end_speech,
    extend_speech,
    give_floor,
    invite_participants,
    move_item,
    open_meeting,
    postpone_meeting,
    record_arrival,
    record_departure,
    remove_paper,
    resume_meeting,
    run_step,
    take_gavel,
    withdraw_item,
    withdraw_request,
    write_minutes,
)
from nghitruong.domain.meetings.lifecycle import ItemState, MeetingState, Step
from nghitruong.domain.meetings.models import AgendaItem, Attendance, Participant, SpeakerRequest
from nghitruong.domain.meetings.queries import current_sitting, present_deputies, speakers_of
from nghitruong.domain.voting.actions import cancel_poll, close_poll
from nghitruong.foundation.audit.models import Line
from nghitruong.foundation.documents.models import Document
from nghitruong.foundation.events.models import Event
from nghitruong.foundation.verbs.beats import ref_of
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Role
from nghitruong.kernel.decision import RefusedError
from tests.cast import Cast, add_deputy, add_person
from tests.room.stage import Stage, build_stage


def refused(act: object, *args: object, **kwargs: object) -> str:
    with pytest.raises(RefusedError) as caught:
        act(*args, **kwargs)  # type: ignore[operator]
    return caught.value.refusal.code


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return build_stage(cast)


def test_a_template_brings_its_items(cast: Cast) -> None:
    meeting = create_meeting(
        cast.minh,
        cast.council.pk,
        title="  Kỳ  họp thứ 4 ",
        starts_at=clock.now() + timedelta(days=30),
        template="regular_session",
    )
    assert (meeting.title, meeting.state, meeting.items.count()) == ("Kỳ họp thứ 4", MeetingState.PREPARING, 7)
    assert current_sitting(meeting.pk) is not None


def test_only_the_office_prepares(cast: Cast, stage: Stage) -> None:
    starts_at = clock.now()
    for actor in (cast.hoa, cast.an, cast.binh):
        code = refused(create_meeting, actor, cast.council.pk, title="Họp", starts_at=starts_at)
        assert code == "policy.not_allowed"
        assert refused(add_item, actor, stage.meeting, title="Nội dung") == "policy.not_allowed"
    assert refused(add_item, cast.kien, stage.meeting, title="Nội dung") == "policy.not_found"
    assert refused(create_meeting, cast.minh, cast.council.pk, title=" ", starts_at=starts_at) == "meetings.no_title"


def test_a_line_and_an_event_stay(stage: Stage) -> None:
    line = Line.objects.filter(verb="meetings.create_meeting").get()
    assert (line.subject_kind, line.subject_id) == ("meeting", stage.meeting.pk)
    assert Event.objects.filter(topic=f"meeting-{stage.meeting.pk}").exists()


def test_items_change_places(cast: Cast, stage: Stage) -> None:
    for title in ("B", "C", "D"):
        add_item(cast.minh, stage.meeting, title=title)
    last = AgendaItem.objects.get(title="D")
    move_item(cast.minh, last, position=1)
    titles = list(AgendaItem.objects.order_by("position").values_list("title", "position"))
    assert titles == [("D", 1), ("Nghị quyết 1", 2), ("B", 3), ("C", 4)]
    assert refused(move_item, cast.hoa, last, position=2) == "policy.not_allowed"
    move_item(cast.minh, last, position=99)
    assert last.position == 4


def test_facts_are_corrected_and_kept_on_record(cast: Cast, stage: Stage) -> None:
    change_meeting(cast.minh, stage.meeting, place="Nhà văn hóa")
    change_item(cast.minh, stage.item, title="Nghị quyết về rác")
    assert refused(change_item, cast.minh, stage.item, title="") == "meetings.no_title"
    assert refused(change_meeting, cast.minh, stage.meeting, title="") == "meetings.no_title"
    line = Line.objects.get(verb="meetings.change_meeting", refusal="")
    assert line.facts["changed"] == {"place": "Nhà văn hóa"}


def test_inviting_lists_every_deputy_once(cast: Cast, stage: Stage) -> None:
    invite_participants(cast.minh, stage.meeting, decision="12/QĐ-HĐND")
    invite_participants(cast.minh, stage.meeting)
    assert stage.meeting.participants.count() == 5
    assert (stage.meeting.state, stage.meeting.convening_decision) == (MeetingState.CONVENED, "12/QĐ-HĐND")
    warned = Line.objects.filter(verb="meetings.invite_participants").first()
    assert warned is not None
    assert warned.facts["law"][0]["key"] == "session.convene.regular"


def test_an_empty_programme_is_not_sent_out(cast: Cast) -> None:
    meeting = create_meeting(cast.minh, cast.council.pk, title="Họp", starts_at=clock.now())
    assert refused(invite_participants, cast.minh, meeting) == "meetings.nothing_on_agenda"


def test_opening_adopts_the_programme_and_names_who_presides(cast: Cast, stage: Stage) -> None:
    stage.opened()
    assert (stage.meeting.presider_id, stage.meeting.programme_version) == (cast.lan.person_id, 1)
    assert stage.item.state == ItemState.ON_AGENDA
    assert refused(open_meeting, cast.lan, stage.meeting) == "meeting.wrong_state"


def test_the_gavel_passes_only_by_taking_it(cast: Cast, stage: Stage) -> None:
    stage.opened()
    deputy_chair = add_deputy(cast.council, cast.term, "Phạm Thị Phó", Role.CHAIR)
    assert refused(run_step, deputy_chair, stage.item) == "policy.not_allowed"
    assert refused(take_gavel, cast.hoa, stage.meeting) == "policy.not_allowed"
    take_gavel(deputy_chair, stage.meeting)
    stage.item.refresh_from_db()
    run_step(deputy_chair, stage.item)
    assert refused(close_meeting, cast.lan, stage.meeting) == "policy.not_allowed"


def test_checking_in_twice_changes_nothing(cast: Cast, stage: Stage) -> None:
    invite_participants(cast.minh, stage.meeting)
    assert check_in(cast.hoa, stage.meeting).pk == check_in(cast.hoa, stage.meeting).pk
    assert (present_deputies(stage.meeting.pk), Attendance.objects.count()) == (1, 1)
    assert refused(check_in, cast.minh, stage.meeting) == "policy.not_allowed"
    assert refused(check_in, cast.kien, stage.meeting) == "policy.not_found"


def test_the_secretary_notes_who_comes_and_goes(cast: Cast, stage: Stage) -> None:
    stage.opened(present=4)
    late = Participant.objects.get(person_id=stage.deputies[4].person_id or 0)
    assert refused(record_departure, cast.minh, late) == "meetings.not_here"
    record_arrival(cast.minh, late)
    assert present_deputies(stage.meeting.pk) == 5
    record_departure(cast.minh, late)
    assert present_deputies(stage.meeting.pk) == 4
    assert refused(record_arrival, cast.hoa, late) == "policy.not_allowed"


def test_a_guest_takes_part_without_counting(cast: Cast, stage: Stage) -> None:
    guest = add_person(cast.council, "Đỗ Thị Khách", Role.GUEST)
    person = cast.council.people.get(pk=guest.person_id)
    add_participant(cast.minh, stage.meeting, person=person)
    stage.opened()
    record_arrival(cast.minh, Participant.objects.get(person=person))
    assert present_deputies(stage.meeting.pk) == 5
    stranger = cast.other_council.people.get()
    assert refused(add_participant, cast.minh, stage.meeting, person=stranger) == "meetings.other_council"


def test_one_item_at_a_time(cast: Cast, stage: Stage) -> None:
    second = add_item(cast.minh, stage.meeting, title="Nội dung 2")
    stage.opened()
    second.refresh_from_db()
    run_step(cast.lan, stage.item)
    assert refused(run_step, cast.lan, second) == "meetings.another_item_runs"
    assert refused(close_meeting, cast.lan, stage.meeting) == "meetings.another_item_runs"
    run_step(cast.lan, stage.item, step="done")
    run_step(cast.lan, second)
    assert (stage.item.state, second.step) == (ItemState.NOTED, Step.PRESENTATION)


def test_items_are_taken_off_with_a_reason(cast: Cast, stage: Stage) -> None:
    second = add_item(cast.minh, stage.meeting, title="Nội dung 2")
    assert refused(withdraw_item, cast.minh, second, reason=" ") == "meetings.no_reason"
    withdraw_item(cast.minh, second, reason="Cơ quan trình rút")
    stage.opened()
    assert refused(carry_over_item, cast.hoa, stage.item, reason="Hết giờ") == "policy.not_allowed"
    carry_over_item(cast.lan, stage.item, reason="Hết giờ")
    assert (second.state, stage.item.state) == (ItemState.WITHDRAWN, ItemState.CARRIED_OVER)


def test_the_floor_goes_from_hand_to_hand(cast: Cast, stage: Stage) -> None:
    stage.opened()
    assert refused(ask_for_floor, cast.hoa, stage.item) == "meetings.nothing_to_speak_on"
    run_step(cast.lan, stage.item)
    first = ask_for_floor(cast.hoa, stage.item)
    assert refused(ask_for_floor, cast.hoa, stage.item) == "meetings.already_asked"
    assert refused(ask_for_floor, cast.hoa, stage.item, kind="song") == "meetings.no_such_kind"
    second = ask_for_floor(stage.deputies[3], stage.item, kind="debate")
    assert [row.pk for row in speakers_of(stage.item.pk)] == [second.pk, first.pk]
    give_floor(cast.lan, first)
    give_floor(cast.minh, second)
    assert SpeakerRequest.objects.get(pk=first.pk).ended_at is not None
    assert refused(give_floor, cast.lan, second) == "meetings.not_waiting"
    end_speech(cast.lan, second)
    assert refused(end_speech, cast.lan, second) == "meetings.not_speaking"


def test_only_one_s_own_wish_is_withdrawn(cast: Cast, stage: Stage) -> None:
    stage.opened()
    run_step(cast.lan, stage.item)
    wish = ask_for_floor(cast.hoa, stage.item)
    assert refused(withdraw_request, stage.deputies[3], wish) == "policy.not_allowed"
    withdraw_request(cast.hoa, wish)
    assert refused(withdraw_request, cast.hoa, wish) == "meetings.not_waiting"


def test_a_new_sitting_calls_the_roll_anew(cast: Cast, stage: Stage) -> None:
    assert refused(adjourn_meeting, cast.lan, stage.meeting) == "policy.not_allowed"
    stage.opened()
    assert refused(resume_meeting, cast.lan, stage.meeting) == "meeting.wrong_state"
    adjourn_meeting(cast.lan, stage.meeting, reason="Nghỉ trưa")
    assert (present_deputies(stage.meeting.pk), stage.meeting.state_reason) == (0, "Nghỉ trưa")
    check_in(cast.hoa, stage.meeting)
    resume_meeting(cast.lan, stage.meeting)
    assert present_deputies(stage.meeting.pk) == 1
    assert [row.number for row in stage.meeting.sittings.all()] == [1, 2]


def test_a_meeting_is_closed_completed_and_not_opened_again(cast: Cast, stage: Stage) -> None:
    stage.opened()
    close_meeting(cast.lan, stage.meeting)
    assert present_deputies(stage.meeting.pk) == 0
    assert refused(complete_meeting, cast.minh, stage.meeting) == "policy.not_allowed"
    complete_meeting(cast.lan, stage.meeting)
    assert refused(check_in, cast.hoa, stage.meeting) == "meetings.no_roll_call"
    assert refused(add_item, cast.minh, stage.meeting, title="Muộn") == "meetings.too_late_for_agenda"


def test_a_meeting_is_put_off_or_cancelled_with_a_reason(cast: Cast, stage: Stage) -> None:
    assert refused(postpone_meeting, cast.lan, stage.meeting, reason="") == "meetings.no_reason"
    postpone_meeting(cast.lan, stage.meeting, reason="Bão")
    assert refused(cancel_meeting, cast.minh, stage.meeting, reason="Bão") == "policy.not_allowed"
    cancel_meeting(cast.lan, stage.meeting, reason="Bão lớn")
    assert (stage.meeting.state, stage.meeting.state_reason) == (MeetingState.CANCELLED, "Bão lớn")


def test_papers_of_another_council_do_not_exist(cast: Cast, stage: Stage) -> None:
    own = Document.objects.create(council=cast.council, kind="report", title="Tờ trình", year=2026)
    foreign = Document.objects.create(council=cast.other_council, kind="report", title="Tờ trình", year=2026)
    paper = add_paper(cast.minh, stage.item, document=own)
    assert add_paper(cast.minh, stage.item, document=own).pk == paper.pk
    assert refused(add_paper, cast.minh, stage.item, document=foreign) == "meetings.other_council"
    remove_paper(cast.minh, paper)
    assert stage.item.papers.count() == 0


def test_minutes_are_corrected_only_in_the_version_that_was_read(cast: Cast, stage: Stage) -> None:
    assert refused(write_minutes, cast.minh, stage.meeting, text="Sớm quá") == "meetings.no_minutes_now"
    stage.opened()
    entry = write_minutes(cast.minh, stage.meeting, text="Bà Hoa phát biểu.")
    assert refused(write_minutes, cast.minh, stage.meeting, text=" ") == "meetings.no_text"
    assert refused(write_minutes, cast.hoa, stage.meeting, text="Tôi") == "policy.not_allowed"
    correct_minutes(cast.minh, entry, text="Bà Hoa tranh luận.", version=1)
    assert refused(correct_minutes, cast.minh, entry, text="Khác", version=1) == "verbs.someone_was_faster"
    assert refused(correct_minutes, cast.minh, entry, text="", version=2) == "meetings.no_text"


def test_minutes_take_no_item_of_another_meeting(cast: Cast, stage: Stage) -> None:
    stage.opened()
    other = create_meeting(cast.minh, cast.council.pk, title="Họp khác", starts_at=clock.now())
    strange = add_item(cast.minh, other, title="Nội dung khác")
    assert refused(write_minutes, cast.minh, stage.meeting, text="Lạc", item=strange) == "meetings.other_council"


def test_nothing_leaves_a_vote_that_is_not_announced(cast: Cast, stage: Stage) -> None:
    """Going back, carrying over and adjourning would take ballots and seats away in the middle of a round."""
    poll = stage.voting()
    stage.item.refresh_from_db()
    ways_out = (
        lambda: run_step(cast.lan, stage.item, step="presentation", reason="Quay lại"),
        lambda: carry_over_item(cast.lan, stage.item, reason="Hết giờ"),
        lambda: withdraw_item(cast.minh, stage.item, reason="Rút"),
        lambda: adjourn_meeting(cast.lan, stage.meeting, reason="Nghỉ"),
    )
    for way_out in ways_out:
        assert refused(way_out) == "meetings.vote_in_progress"
    close_poll(cast.lan, poll)
    assert {refused(way_out) for way_out in ways_out} == {"meetings.vote_in_progress"}
    cancel_poll(cast.lan, poll, reason="Sự cố")
    adjourn_meeting(cast.lan, stage.meeting, reason="Nghỉ")
    assert stage.meeting.state == MeetingState.ADJOURNED


def test_nobody_presides_over_a_meeting_that_is_over(cast: Cast, stage: Stage) -> None:
    stage.decided(yes=5)
    close_meeting(cast.lan, stage.meeting)
    deputy_chair = add_deputy(cast.council, cast.term, "Ngô Thị Phó", Role.CHAIR, seat=99)
    assert refused(take_gavel, deputy_chair, stage.meeting) == "meetings.not_presided"
    stage.meeting.refresh_from_db()
    assert stage.meeting.presider_id == cast.lan.person_id


def test_a_speech_is_given_another_minute_and_an_hour_at_most(cast: Cast, stage: Stage) -> None:
    stage.opened()
    run_step(cast.lan, stage.item)
    wish = ask_for_floor(cast.hoa, stage.item)
    assert refused(extend_speech, cast.lan, wish) == "meetings.not_speaking"
    give_floor(cast.lan, wish)
    assert refused(extend_speech, cast.hoa, wish) == "policy.not_allowed"
    assert extend_speech(cast.lan, wish).allowed_seconds == 360
    assert refused(extend_speech, cast.lan, wish, seconds=3600) == "meetings.too_long"


def test_the_person_concerned_is_told(cast: Cast, stage: Stage) -> None:
    """Her own page shows the roll call and her turn; what is pushed to everybody does not."""
    stage.opened()
    run_step(cast.lan, stage.item)
    own = Event.objects.filter(topic=f"person-{cast.hoa.person_id}")
    for told, act in (
        (1, lambda: give_floor(cast.lan, ask_for_floor(cast.hoa, stage.item))),
        (2, lambda: end_speech(cast.lan, SpeakerRequest.objects.get(ended_at=None))),
        (3, lambda: record_departure(cast.minh, Participant.objects.get(person_id=cast.hoa.person_id or 0))),
    ):
        before = own.count()
        act()
        assert own.count() > before, told


def test_a_task_of_the_conclusion_is_owed_to_the_meeting(cast: Cast) -> None:
    stage = build_stage(cast).opened()
    other = type(cast.agency).objects.create(
        council=cast.other_council, code="ubnd", name="UBND nơi khác", kind="ubnd", level="xa", valid_from="2026-03-15"
    )
    for actor in (cast.hoa, cast.an, cast.lan):
        assert refused(assign_task, actor, stage.meeting, debtor=cast.agency, title="x") == "policy.not_allowed"
    assert refused(assign_task, cast.minh, stage.meeting, debtor=other, title="x") == "commitments.no_debtor"
    assert refused(assign_task, cast.minh, stage.meeting, debtor=cast.agency, title=" ") == "commitments.no_title"
    task = assign_task(cast.minh, stage.meeting, debtor=cast.agency, title="Sửa đèn", item=stage.item)
    assert task.origin == "Kỳ họp thứ 3: Nghị quyết 1"
    assert list(debts_from(ref_of(stage.meeting))) == [task]
    assert Line.objects.filter(verb="commitments.owe_from_record").count() == 1
    assert Line.objects.filter(verb="meetings.assign_task", refusal="").count() == 1


def test_no_task_is_assigned_before_the_meeting_opens(cast: Cast) -> None:
    stage = build_stage(cast)
    assert refused(assign_task, cast.minh, stage.meeting, debtor=cast.agency, title="x") == "meetings.no_minutes_now"
