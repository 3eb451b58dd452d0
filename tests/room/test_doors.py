"""Every address of meetings and of the room, tried by those who have no business there; what nobody may see yet."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from nghitruong.domain.meetings import urls as meeting_urls
from nghitruong.domain.meetings.actions import ask_for_floor, run_step, write_minutes
from nghitruong.domain.meetings.models import Participant
from nghitruong.domain.room import urls as room_urls
from nghitruong.domain.room.actions import pair_wall
from nghitruong.domain.room.api import meeting as meeting_call
from nghitruong.domain.room.live.topics import audience_of_poll, meeting_state, poll_state, render_count, render_meeting
from nghitruong.domain.voting.actions import cast_vote, prepare_poll
from nghitruong.domain.voting.models import Poll
from nghitruong.domain.voting.queries import poll_for
from nghitruong.foundation.audit.models import Line
from nghitruong.foundation.events.registry import Audience
from nghitruong.kernel.actor import NOBODY
from nghitruong.kernel.decision import RefusedError
from tests.cast import Cast, signed_in
from tests.room.stage import Stage, build_stage

PUBLIC_NAMES = {"wall", "wall_area"}
OWN_LISTS = {"door", "list", "new"}
"""Addresses without a record: everybody lands on what is theirs."""

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return build_stage(cast)


def addresses(stage: Stage, poll: Poll, wish: int) -> Iterator[tuple[str, str]]:
    """Every address that names a record, filled with real numbers."""
    person = Participant.objects.filter(meeting=stage.meeting).first()
    known = {
        "meeting_id": stage.meeting.pk,
        "item_id": stage.item.pk,
        "poll_id": poll.pk,
        "request_id": wish,
        "participant_id": person.pk if person else 0,
        "paper_id": 1,
        "document_id": 1,
        "position": 1,
        "form": "pdf",
        "name": "run_step",
    }
    for app, patterns in (("meetings", meeting_urls.urlpatterns), ("room", room_urls.urlpatterns)):
        for entry in patterns:
            assert isinstance(entry, URLPattern)
            if entry.name not in PUBLIC_NAMES | OWN_LISTS:
                names = [*entry.pattern.converters]
                yield str(entry.name), reverse(f"{app}:{entry.name}", kwargs={name: known[name] for name in names})


def running(stage: Stage) -> tuple[Poll, int]:
    """A vote is open on the item; somebody had asked for the floor before."""
    stage.opened()
    run_step(stage.cast.lan, stage.item)
    wish = ask_for_floor(stage.cast.hoa, stage.item)
    run_step(stage.cast.lan, stage.item)
    poll = prepare_poll(stage.cast.minh, stage.item, question="Thông qua Nghị quyết 1")
    return poll, wish.pk


@pytest.mark.slow
def test_no_address_knows_a_stranger(cast: Cast, stage: Stage) -> None:
    poll, wish = running(stage)
    kien = signed_in(cast.kien)
    for name, address in addresses(stage, poll, wish):
        for send in (kien.get, kien.post):
            assert send(address).status_code in (403, 404, 405), name
            assert stage.meeting.title not in send(address).content.decode(), name


@pytest.mark.slow
def test_no_address_knows_nobody(stage: Stage) -> None:
    poll, wish = running(stage)
    for name, address in addresses(stage, poll, wish):
        for send in (Client().get, Client().post):
            answer = send(address)
            assert answer.status_code in (302, 403, 404, 405), name
            assert answer.headers.get("Location", "/dang-nhap/").startswith("/dang-nhap/"), name


@pytest.mark.slow
@pytest.mark.parametrize("who", ["binh", "an"])
def test_nothing_is_pressed_by_who_only_looks_on(cast: Cast, stage: Stage, who: str) -> None:
    poll, wish = running(stage)
    visitor = signed_in(getattr(cast, who))
    before = Line.objects.count()
    for name, address in addresses(stage, poll, wish):
        assert visitor.post(address).status_code in (400, 403, 404, 405), name
    assert not Line.objects.filter(refusal="").order_by("pk")[before:].exists()


def test_every_press_needs_the_pages_own_token(cast: Cast, stage: Stage) -> None:
    poll, wish = running(stage)
    lan = Client(enforce_csrf_checks=True)
    lan.cookies = signed_in(cast.lan).cookies
    for name, address in addresses(stage, poll, wish):
        assert lan.post(address).status_code in (403, 405), name


def test_what_is_closed_is_not_told_to_citizens_or_agencies(cast: Cast, stage: Stage) -> None:
    stage.item.is_public = False
    stage.item.title = "Nội dung kín"
    stage.item.save()
    poll = stage.voting()
    for actor in (cast.binh, cast.an):
        with pytest.raises(RefusedError):
            poll_for(actor, poll.pk)
    binh = signed_in(cast.binh)
    pages = [f"/ky-hop/{stage.meeting.pk}/", f"/cong/{cast.council.unit.code}/ky-hop/{stage.meeting.pk}/"]
    for page in pages:
        answer = binh.get(page)
        assert (answer.status_code, "Nội dung kín" in answer.content.decode()) == (200, False), page
    pdf = binh.get(f"/phong-hop/{stage.meeting.pk}/bien-ban.pdf")
    assert pdf.status_code == 403
    assert meeting_state(f"meeting-{stage.meeting.pk}", Audience.PUBLIC)["polls"] == []
    assert audience_of_poll(NOBODY, f"poll-{poll.pk}") is None
    assert render_count(f"count-{stage.meeting.pk}", Audience.PUBLIC, cast.council.pk) == ""
    request = type("Call", (), {"auth": cast.an})()
    told = meeting_call(request, stage.meeting.pk)
    assert (told["agenda"], told["polls"], told["current_item"]) == ([], [], None)


def test_a_vote_that_is_only_prepared_is_not_the_publics(cast: Cast, stage: Stage) -> None:
    poll = stage.at_the_vote()
    assert audience_of_poll(NOBODY, f"poll-{poll.pk}") is None
    with pytest.raises(RefusedError):
        poll_for(cast.an, poll.pk)


@pytest.mark.slow
def test_before_closing_nobody_can_tell_how_the_vote_goes(cast: Cast, stage: Stage) -> None:
    """Two rooms in which everybody voted the other way look the same on every face, in the stream and in the ledger."""
    poll = stage.voting()
    wall = pair_wall(cast.minh, stage.meeting).pairing_code
    clients = {who: signed_in(getattr(cast, who)) for who in ("lan", "minh", "an")}
    seen = []
    for turn, choice in enumerate(("yes", "no")):
        for deputy in stage.deputies:
            cast_vote(deputy, poll, choice=choice, key=f"{turn}")
        number = stage.meeting.pk
        faces = [
            clients["lan"].get(f"/phong-hop/{number}/chu-toa/dien-bien/").content.decode(),
            clients["minh"].get(f"/phong-hop/{number}/thu-ky/dien-bien/").content.decode(),
            clients["minh"].get(f"/phong-hop/{number}/thu-ky/hoi-truong/").content.decode(),
            Client().get(f"/man-hinh/{wall}/dien-bien/").content.decode(),
            render_meeting(f"meeting-{number}", Audience.MEMBER, cast.council.pk),
            render_meeting(f"meeting-{number}", Audience.PUBLIC, cast.council.pk),
            str(poll_state(f"poll-{poll.pk}", Audience.MEMBER)),
            str(meeting_state(f"meeting-{number}", Audience.MEMBER)),
        ]
        seen.append([re.sub(r">\d\d:\d\d<|name=\"csrfmiddlewaretoken\" value=\"\w+\"", "", face) for face in faces])
    assert seen[0] == seen[1]
    cast_lines = Line.objects.filter(verb="voting.cast_vote")
    assert cast_lines.count() == 2 * len(stage.deputies)
    assert not any(re.search(r'"(yes|no|abstain)"', str(line.facts).replace("'", '"')) for line in cast_lines)


@pytest.mark.slow
def test_what_is_typed_is_never_markup(cast: Cast, stage: Stage) -> None:
    stage.item.title = stage.item.script = stage.item.presenter = SCRIPT
    stage.item.save()
    stage.meeting.title = stage.meeting.place = SCRIPT
    stage.meeting.save()
    poll = stage.at_the_vote()
    Poll.objects.filter(pk=poll.pk).update(question=SCRIPT)
    write_minutes(cast.minh, stage.meeting, text=SCRIPT)
    wall = pair_wall(cast.minh, stage.meeting).pairing_code
    number = stage.meeting.pk
    pages = {
        cast.lan: (f"/phong-hop/{number}/chu-toa/",),
        cast.minh: (f"/phong-hop/{number}/thu-ky/", f"/ky-hop/{number}/", f"/ky-hop/noi-dung/{stage.item.pk}/"),
        cast.hoa: (f"/phong-hop/{number}/", f"/man-hinh/{wall}/", "/ky-hop/"),
    }
    for actor, paths in pages.items():
        for path in paths:
            page = signed_in(actor).get(path).content.decode()
            assert SCRIPT not in page, path
            assert "&lt;script&gt;" in page, path


def test_a_wall_code_is_one_of_a_trillion_and_no_other_opens(cast: Cast, stage: Stage) -> None:
    stage.opened()
    first = pair_wall(cast.minh, stage.meeting).pairing_code
    assert len(first) == 8
    second = pair_wall(cast.minh, stage.meeting).pairing_code
    statuses = [Client().get(f"/man-hinh/{code}/").status_code for code in (second, first, first[:-1], "1")]
    assert statuses == [200, 404, 404, 404]
