"""Each page of the room as owner, colleague, stranger and nobody; the numbers of queries."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from nghitruong.domain.meetings.actions import add_participant, run_step
from nghitruong.domain.meetings.models import AgendaItem, Participant, SpeakerRequest
from nghitruong.domain.room.actions import pair_wall, pause_room, resume_room, show_on_wall
from nghitruong.domain.voting.actions import cast_vote, close_poll
from nghitruong.domain.voting.models import Ballot
from nghitruong.foundation.councils.models import Person
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Role
from nghitruong.kernel.decision import RefusedError
from tests.cast import Cast, add_person, signed_in
from tests.room.stage import Stage, build_stage

FACES = ("", "dien-bien/", "phieu/", "rieng/")
DESK = ("", "dien-bien/", "bien-ban/", "hoi-truong/")
CONSOLES = ("chu-toa/", "chu-toa/dien-bien/", "chu-toa/chua-gui/", *(f"thu-ky/{part}" for part in DESK))


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return build_stage(cast)


@pytest.mark.parametrize("face", FACES)
def test_faces_are_for_the_councils_own_people(cast: Cast, stage: Stage, face: str) -> None:
    stage.opened()
    address = f"/phong-hop/{stage.meeting.pk}/{face}"
    assert [signed_in(actor).get(address).status_code for actor in (cast.lan, cast.hoa, cast.minh)] == [200] * 3
    assert signed_in(cast.kien).get(address).status_code == 404


@pytest.mark.parametrize("who", ["an", "binh"])
def test_who_follows_from_outside_is_led_to_the_public_face(cast: Cast, stage: Stage, who: str) -> None:
    stage.opened()
    visitor, number = signed_in(getattr(cast, who)), stage.meeting.pk
    led = visitor.get(f"/phong-hop/{number}/")
    assert (led.status_code, led.headers["Location"]) == (302, f"/cong/{cast.council.unit.code}/ky-hop/{number}/")
    assert visitor.get(led.headers["Location"]).status_code == 200
    for part in ("dien-bien/", "phieu/", "rieng/"):
        assert visitor.get(f"/phong-hop/{number}/{part}").status_code == 404


def test_a_guest_who_takes_part_is_let_in_and_has_no_ballot(cast: Cast, stage: Stage) -> None:
    guest = add_person(cast.council, "Hoàng Thị Khách", Role.GUEST)
    address = f"/phong-hop/{stage.meeting.pk}/"
    stage.voting()
    assert signed_in(guest).get(address).status_code == 302
    person = Person.objects.get(pk=guest.person_id or 0)
    add_participant(cast.minh, stage.meeting, person=person)
    page = signed_in(guest).get(address).content.decode()
    assert "Khách mời không biểu quyết." in page
    assert "data-ballot-option" not in page


@pytest.mark.parametrize("console", CONSOLES)
def test_consoles_are_for_the_chair_and_the_office(cast: Cast, stage: Stage, console: str) -> None:
    stage.opened()
    address = f"/phong-hop/{stage.meeting.pk}/{console}"
    assert [signed_in(actor).get(address).status_code for actor in (cast.lan, cast.minh)] == [200, 200]
    assert [signed_in(actor).get(address).status_code for actor in (cast.hoa, cast.an)] == [403, 403]
    assert signed_in(cast.kien).get(address).status_code in (403, 404)


def test_nobody_is_let_into_the_room(stage: Stage) -> None:
    stage.opened()
    for address in (*FACES, *CONSOLES):
        answer = Client().get(f"/phong-hop/{stage.meeting.pk}/{address}")
        assert answer.status_code in (302, 403, 404)


def test_a_citizen_sees_no_meeting_that_is_not_public(cast: Cast, stage: Stage) -> None:
    stage.opened()
    stage.meeting.is_public = False
    stage.meeting.save()
    assert signed_in(cast.binh).get(f"/phong-hop/{stage.meeting.pk}/").status_code == 404


def test_everybody_lands_on_the_own_face(cast: Cast, stage: Stage) -> None:
    stage.opened()
    number = stage.meeting.pk
    assert signed_in(cast.lan).get("/phong-hop/").headers["Location"] == f"/phong-hop/{number}/chu-toa/"
    assert signed_in(cast.minh).get("/phong-hop/").headers["Location"] == f"/phong-hop/{number}/thu-ky/"
    assert signed_in(cast.hoa).get("/phong-hop/").headers["Location"] == f"/phong-hop/{number}/"


def test_a_deputy_votes_in_two_steps_and_gets_a_receipt(cast: Cast, stage: Stage) -> None:
    poll = stage.voting()
    hoa = signed_in(cast.hoa)
    address = f"/phong-hop/bieu-quyet/{poll.pk}/"
    assert "Tán thành" in hoa.get(address, {"choice": "yes"}).content.decode()
    answer = hoa.post(address, {"choice": "yes", "key": "k1"}, headers={"HX-Request": "true"})
    receipt = Ballot.objects.get().receipt
    assert f"{receipt[:4]} – {receipt[4:]}" in answer.content.decode()
    assert hoa.post(address, {"choice": "yes", "key": "k1"}).status_code == 302
    assert Ballot.objects.count() == 1


def test_a_wrong_ballot_is_told_so_in_vietnamese(cast: Cast, stage: Stage) -> None:
    poll = stage.voting()
    hoa = signed_in(cast.hoa)
    address = f"/phong-hop/bieu-quyet/{poll.pk}/"
    wrong = hoa.post(address, {"choice": "perhaps", "key": "k"}, headers={"HX-Request": "true"})
    assert (wrong.status_code, "tán thành, không tán thành" in wrong.content.decode()) == (400, True)
    close_poll(cast.lan, poll)
    late = hoa.post(address, {"choice": "yes", "key": "k"}, headers={"HX-Request": "true"})
    assert (late.status_code, "đã đóng" in late.content.decode()) == (409, True)


def test_each_press_is_one_verb(cast: Cast, stage: Stage) -> None:
    stage.opened()
    lan = signed_in(cast.lan)
    press = f"/phong-hop/{stage.meeting.pk}/bam"
    for step in ("presentation", "vote"):
        answer = lan.post(f"{press}/run_step/", {"item": stage.item.pk}, headers={"HX-Request": "true"})
        stage.item.refresh_from_db()
        assert (answer.status_code, stage.item.step) == (204, step)
    assert lan.post(f"{press}/dance/", {}).status_code == 404
    assert signed_in(cast.hoa).post(f"{press}/run_step/", {"item": stage.item.pk}).status_code == 403


def test_the_chairs_one_next_step_is_named_with_what_will_happen(cast: Cast, stage: Stage) -> None:
    poll = stage.at_the_vote()
    lan = signed_in(cast.lan)
    address = f"/phong-hop/{stage.meeting.pk}/chu-toa/dien-bien/"
    assert "Mở biểu quyết" in lan.get(address).content.decode()
    lan.post(f"/phong-hop/{stage.meeting.pk}/bam/open_poll/", {"poll": poll.pk})
    assert "Đóng biểu quyết" in lan.get(address).content.decode()
    lan.post(f"/phong-hop/{stage.meeting.pk}/bam/close_poll/", {"poll": poll.pk})
    assert "Công bố kết quả" in lan.get(address).content.decode()


def test_the_wall_needs_only_its_code(cast: Cast, stage: Stage) -> None:
    stage.opened()
    code = pair_wall(cast.minh, stage.meeting).pairing_code
    assert Client().get(f"/man-hinh/{code}/").status_code == 200
    pair_wall(cast.minh, stage.meeting)
    assert Client().get(f"/man-hinh/{code}/").status_code == 404


def test_the_wall_never_shows_counts_before_the_announcement(cast: Cast, stage: Stage) -> None:
    poll = stage.voting()
    code = pair_wall(cast.minh, stage.meeting).pairing_code
    cast_vote(cast.hoa, poll, choice="no", key="a")
    close_poll(cast.lan, poll)
    page = Client().get(f"/man-hinh/{code}/dien-bien/").content.decode()
    assert "result__line" not in page
    assert poll.question in page


def test_who_may_steer_the_wall_and_pause(cast: Cast, stage: Stage) -> None:
    stage.opened()
    for act, extra in ((pair_wall, {}), (show_on_wall, {"face": "auto"})):
        with pytest.raises(RefusedError) as caught:
            act(cast.hoa, stage.meeting, **extra)
        assert caught.value.refusal.code == "policy.not_allowed"
    with pytest.raises(RefusedError) as unknown:
        show_on_wall(cast.minh, stage.meeting, face="circus")
    assert unknown.value.refusal.code == "room.unknown_face"
    with pytest.raises(RefusedError) as unsaid:
        pause_room(cast.lan, stage.meeting, reason=" ")
    assert unsaid.value.refusal.code == "room.no_pause_reason"
    pause_room(cast.lan, stage.meeting, reason="Sự cố kỹ thuật")
    page = signed_in(cast.hoa).get(f"/phong-hop/{stage.meeting.pk}/").content.decode()
    assert "Sự cố kỹ thuật" in page
    resume_room(cast.lan, stage.meeting)


@pytest.mark.parametrize("more", [1, 8])
def test_a_face_costs_the_same_for_few_and_for_many(
    cast: Cast, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    stage = build_stage(cast, more)
    stage.opened()
    hoa, lan, minh = (signed_in(actor) for actor in (cast.hoa, cast.lan, cast.minh))
    for client in (hoa, lan, minh):
        client.get("/phong-hop/")
    address = f"/phong-hop/{stage.meeting.pk}"
    with django_assert_num_queries(QUERIES["deputy"]):
        hoa.get(f"{address}/dien-bien/")
    with django_assert_num_queries(QUERIES["chair"]):
        lan.get(f"{address}/chu-toa/dien-bien/")
    with django_assert_num_queries(QUERIES["secretary"]):
        minh.get(f"{address}/thu-ky/dien-bien/")


QUERIES = {"deputy": 15, "chair": 18, "secretary": 15}


def test_a_long_programme_shows_what_is_near(cast: Cast, stage: Stage) -> None:
    stage.opened()
    AgendaItem.objects.bulk_create(
        AgendaItem(
            council=cast.council, meeting=stage.meeting, position=number, kind="report", title=f"Báo cáo {number}."
        )
        for number in range(2, 61)
    )
    page = signed_in(cast.hoa).get(f"/phong-hop/{stage.meeting.pk}/").content.decode()
    assert "Báo cáo 40." in page
    assert "Báo cáo 41." not in page
    assert "Cả chương trình, 60 nội dung" in page


def test_a_title_with_a_full_stop_has_no_second_one_in_the_minutes(cast: Cast, stage: Stage) -> None:
    AgendaItem.objects.filter(pk=stage.item.pk).update(title="Sửa mương thoát nước.")
    stage.opened()
    run_step(cast.lan, AgendaItem.objects.get(pk=stage.item.pk))
    page = signed_in(cast.minh).get(f"/phong-hop/{stage.meeting.pk}/thu-ky/").content.decode()
    assert "Sửa mương thoát nước." in page
    assert "thoát nước.." not in page


def test_a_long_queue_names_the_next_and_counts_the_rest(cast: Cast, stage: Stage) -> None:
    stage.opened()
    run_step(cast.lan, AgendaItem.objects.get(pk=stage.item.pk))
    people = [
        Participant(council=cast.council, meeting=stage.meeting, capacity="guest", person=person)
        for person in Person.objects.bulk_create(
            Person(council=cast.council, full_name=f"Khách Mời {number:02}", sort_key=str(number), folded_name="khach")
            for number in range(15)
        )
    ]
    SpeakerRequest.objects.bulk_create(
        SpeakerRequest(
            council=cast.council, item=stage.item, participant=each, asked_at=clock.now() + timedelta(seconds=place)
        )
        for place, each in enumerate(Participant.objects.bulk_create(people))
    )
    page = signed_in(cast.hoa).get(f"/phong-hop/{stage.meeting.pk}/").content.decode()
    assert "Khách Mời 11" in page
    assert "Khách Mời 12" not in page
    assert "và 3 người nữa" in page
