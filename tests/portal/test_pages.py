"""The public site as owner, colleague, stranger and nobody see it: all the same, and nothing that is not published."""

import gzip
import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nghitruong.domain.meetings.actions import cancel_meeting, postpone_meeting, run_step
from nghitruong.domain.meetings.models import Meeting
from nghitruong.domain.petitions.actions import publish_petition
from nghitruong.domain.voting.actions import announce_result, cancel_poll, cast_vote
from nghitruong.domain.voting.rules import recount
from nghitruong.foundation.councils.models import Body, BodyKind, Membership, Person
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from tests.cast import TERM_START, Cast, add_deputy, signed_in
from tests.petitions.street import recorded
from tests.portal.sessions import announced, closed, convened, hide, item_of, opened, planned, voted, voting

HOME = "/cong/990001/"
DIST = Path(__file__).parents[2] / "nghitruong" / "web" / "static" / "web" / "dist"
needs_build = pytest.mark.skipif(not (DIST / "public.css").exists(), reason="the pages are not built; script/test does")


def page(path: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(path)
    assert answer.status_code == 200, path
    text: str = answer.content.decode()
    return text


@pytest.fixture
def people(cast: Cast) -> list[Actor]:
    return [cast.lan, cast.hoa, *cast.deputies(1)]


@pytest.mark.slow
def test_everybody_is_shown_the_same_without_a_cookie(cast: Cast, people: list[Actor]) -> None:
    meeting = opened(cast, people)
    poll = announced(cast, people, meeting)
    addresses = [
        HOME,
        f"{HOME}ky-hop/",
        f"{HOME}ky-hop/{meeting.pk}/bieu-quyet/{poll.pk}/",
        f"{HOME}dai-bieu/",
        f"{HOME}dai-bieu/le-thi-hoa/",
        f"{HOME}lien-he/",
    ]
    for address in addresses:
        nobody = Client().get(address)
        assert (nobody.status_code, dict(nobody.cookies)) == (200, {}), address
        for actor in (cast.lan, cast.hoa, cast.an, cast.kien):
            assert signed_in(actor).get(address).content == nobody.content, (address, actor.name)


def test_a_live_page_is_the_same_but_for_its_clock(cast: Cast, people: list[Actor]) -> None:
    address = f"{HOME}ky-hop/{opened(cast, people).pk}/"

    def seen(client: Client) -> str:
        return re.sub(r'name="server-time" content="\d+"', "", page(address, client))

    assert seen(Client()) == seen(signed_in(cast.lan)) == seen(signed_in(cast.kien))


@pytest.mark.parametrize("address", ["", "ky-hop/", "dai-bieu/", "lien-he/"])
def test_a_council_without_anything_yet_has_its_pages(cast: Cast, address: str) -> None:
    assert "HĐND Phường Bình Minh" in page(f"/cong/990002/{address}")


@pytest.mark.parametrize(
    "address", ["/cong/123456/", "/cong/990001/ky-hop/999/", "/cong/990001/dai-bieu/khong-ai/", "/cong/990001/khac/"]
)
def test_what_is_not_there_is_not_found(cast: Cast, address: str) -> None:
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("address", ["", "ky-hop/", "dai-bieu/", "lien-he/"])
def test_nothing_can_be_sent_here(cast: Cast, address: str) -> None:
    assert Client().post(HOME + address).status_code == 405


def not_convened(cast: Cast, _people: list[Actor]) -> Meeting:
    return planned(cast)


def not_public(cast: Cast, people: list[Actor]) -> Meeting:
    meeting = opened(cast, people)
    announced(cast, people, meeting)
    Meeting.objects.filter(pk=meeting.pk).update(is_public=False)
    return meeting


def cancelled_before_convening(cast: Cast, _people: list[Actor]) -> Meeting:
    return cancel_meeting(cast.lan, planned(cast), reason="Không cần nữa")


@pytest.mark.parametrize("build", [not_convened, not_public, cancelled_before_convening])
def test_what_is_not_public_does_not_exist(
    cast: Cast, people: list[Actor], build: Callable[[Cast, list[Actor]], Meeting]
) -> None:
    meeting = build(cast, people)
    for address in (HOME, f"{HOME}ky-hop/"):
        assert "Kỳ họp thứ 3" not in page(address)
        assert "Nghị quyết 1" not in page(address)
    for poll in meeting.polls.all():
        assert Client().get(f"{HOME}ky-hop/{meeting.pk}/bieu-quyet/{poll.pk}/").status_code == 404
        assert Client().get(f"{HOME}ky-hop/{meeting.pk}/bieu-quyet/{poll.pk}/ban-ghi.json").status_code == 404
    for part in ("", "dien-bien/"):
        assert Client().get(f"{HOME}ky-hop/{meeting.pk}/{part}").status_code == 404
        assert signed_in(cast.lan).get(f"{HOME}ky-hop/{meeting.pk}/{part}").status_code == 404


def test_another_councils_meeting_does_not_stand_here(cast: Cast, people: list[Actor]) -> None:
    meeting = opened(cast, people)
    poll = announced(cast, people, meeting)
    assert Client().get(f"/cong/990002/ky-hop/{meeting.pk}/").status_code == 404
    assert Client().get(f"/cong/990002/ky-hop/{meeting.pk}/bieu-quyet/{poll.pk}/").status_code == 404


@pytest.mark.slow
def test_an_item_behind_closed_doors_is_nowhere(cast: Cast, people: list[Actor]) -> None:
    meeting = opened(cast, people, "Kỳ họp thứ 3", "Nghị quyết mở", "Việc kín")
    hidden = hide(item_of(meeting, 2))
    announced(cast, people, meeting)
    addresses = [HOME, f"{HOME}ky-hop/", f"{HOME}ky-hop/{meeting.pk}/", f"{HOME}ky-hop/{meeting.pk}/dien-bien/"]
    run_step(cast.lan, hidden)
    assert "Đang họp phần không công khai" in page(addresses[2])
    poll = announced(cast, people, meeting, 2)
    for address in addresses:
        assert "Việc kín" not in page(address), address
    assert Client().get(f"{HOME}ky-hop/{meeting.pk}/bieu-quyet/{poll.pk}/").status_code == 404


def test_no_count_is_shown_while_the_vote_runs(cast: Cast, people: list[Actor]) -> None:
    meeting = opened(cast, people)
    poll = voting(cast, meeting)
    cast_vote(cast.hoa, poll, choice="yes", key="k")
    address = f"{HOME}ky-hop/{meeting.pk}/bieu-quyet/{poll.pk}/"
    shown = page(address)
    assert "Đang biểu quyết" in shown
    for word in ("Tán thành", "tán thành", "result__", "Gửi phiếu", "1/3"):
        assert word not in shown, word
    assert Client().get(f"{address}ban-ghi.json").status_code == 404


def test_a_closed_vote_waits_for_the_chair(cast: Cast, people: list[Actor]) -> None:
    meeting = opened(cast, people)
    poll = voted(cast, people, meeting)
    address = f"{HOME}ky-hop/{meeting.pk}/bieu-quyet/{poll.pk}/"
    for shown in (page(address), page(f"{HOME}ky-hop/{meeting.pk}/"), page(HOME)):
        assert "Đã thông qua" not in shown
        assert "2/3" not in shown
        assert "66,67" not in shown
    assert Client().get(f"{address}ban-ghi.json").status_code == 404
    announce_result(cast.lan, poll)
    assert "2/3 tán thành" in page(HOME)


def test_an_announced_result_names_its_law_and_can_be_counted_again(cast: Cast, people: list[Actor]) -> None:
    meeting = opened(cast, people)
    poll = announced(cast, people, meeting)
    address = f"{HOME}ky-hop/{meeting.pk}/bieu-quyet/{poll.pk}/"
    shown = page(address)
    assert "Đã thông qua: 2 phiếu tán thành trên tổng số 3 đại biểu; cần quá nửa là 2" in shown
    assert f"{address}ban-ghi.json" in shown
    answer = Client().get(f"{address}ban-ghi.json")
    assert answer["Content-Disposition"] == f'attachment; filename="bieu-quyet-{meeting.pk}-1.json"'
    record = json.loads(answer.content)
    assert (recount(record).differences, len(record["ballots"])) == ((), 3)
    assert "Lê Thị Hoa" not in answer.content.decode()


def test_a_cancelled_round_stays_visible_with_its_reason(cast: Cast, people: list[Actor]) -> None:
    meeting = opened(cast, people)
    poll = cancel_poll(cast.lan, voting(cast, meeting), reason="Mất điện")
    shown = page(f"{HOME}ky-hop/{meeting.pk}/bieu-quyet/{poll.pk}/")
    assert "Mất điện" in shown
    assert "Tải bản ghi" not in shown


def test_the_home_page_leads_to_what_is_going_on(cast: Cast, people: list[Actor]) -> None:
    assert "Không có phiên họp nào" in page(HOME)
    coming = convened(cast, "Kỳ họp thứ 4", days=20)
    assert "Kỳ họp tới" in page(HOME)
    meeting = opened(cast, people)
    run_step(cast.lan, item_of(meeting))
    shown = page(HOME)
    assert "Kỳ họp thứ 3 đang diễn ra" in shown
    assert "Nội dung 1: Nghị quyết 1" in shown
    assert f'href="{HOME}ky-hop/{meeting.pk}/"' in shown
    assert coming.title not in shown


def test_a_meeting_says_what_its_state_means(cast: Cast, people: list[Actor]) -> None:
    coming = convened(cast, "Kỳ họp thứ 4", days=20)
    assert "đã được triệu tập" in page(f"{HOME}ky-hop/{coming.pk}/")
    postpone_meeting(cast.lan, coming, reason="Bão số 5")
    shown = page(f"{HOME}ky-hop/{coming.pk}/")
    assert "Hoãn" in shown
    assert "Bão số 5" in shown


def test_only_a_meeting_of_today_is_live_and_it_reloads_without_a_script(cast: Cast, people: list[Actor]) -> None:
    coming = page(f"{HOME}ky-hop/{convened(cast, 'Kỳ họp thứ 4', days=20).pk}/")
    assert "sse-connect" not in coming
    assert "refresh" not in coming
    meeting = opened(cast, people)
    running = page(f"{HOME}ky-hop/{meeting.pk}/")
    assert f"/events/?topics=meeting-{meeting.pk}&amp;as=public" in running
    assert '<noscript><meta http-equiv="refresh" content="20"></noscript>' in running
    announced(cast, people, meeting)
    over = page(f"{HOME}ky-hop/{closed(cast, meeting).pk}/")
    assert "sse-connect" not in over
    assert "Kết quả lượt 1" in over


def test_what_has_not_changed_is_not_sent_again(cast: Cast, people: list[Actor]) -> None:
    first = Client().get(f"{HOME}dai-bieu/")
    again = Client().get(f"{HOME}dai-bieu/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    add_deputy(cast.council, cast.term, "Võ Thị Mới")
    changed = Client().get(f"{HOME}dai-bieu/", headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200


@pytest.mark.slow
def test_a_page_asks_the_database_as_often_for_three_as_for_one(cast: Cast, people: list[Actor]) -> None:
    def queries(path: str) -> int:
        cache.clear()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page(path)
        return len(asked)

    meeting = opened(cast, people, "Kỳ họp thứ 3", "Nghị quyết 1", "Nghị quyết 2", "Nghị quyết 3")
    announced(cast, people, meeting, 1)
    addresses = [HOME, f"{HOME}ky-hop/", f"{HOME}ky-hop/{meeting.pk}/", f"{HOME}dai-bieu/"]
    one = [queries(address) for address in addresses]
    announced(cast, people, meeting, 2)
    announced(cast, people, meeting, 3)
    convened(cast, "Kỳ họp thứ 4", days=20)
    convened(cast, "Kỳ họp thứ 5", days=40)
    cast.deputies(10)
    assert [queries(address) for address in addresses] == one == [6, 4, 26, 5]


def test_a_deputy_is_shown_without_what_is_private(cast: Cast) -> None:
    body = Body.objects.create(
        council=cast.council, term=cast.term, kind=BodyKind.COMMITTEE, name="Ban Pháp chế", valid_from=TERM_START
    )
    Membership.objects.create(
        council=cast.council, body=body, person_id=cast.hoa.person_id or 0, post="truong_ban", valid_from=TERM_START
    )
    private = {"phone": "0912345678", "email": "hoa@example.vn", "born_on": "1970-02-03", "number": "DB-17"}
    Person.objects.filter(pk=cast.hoa.person_id).update(gender="nu", born_year=1970, occupation="Giáo viên", **private)
    shown = page(f"{HOME}dai-bieu/le-thi-hoa/")
    assert "Bà Lê Thị Hoa" in shown
    assert "Trưởng Ban Pháp chế" in shown
    for word in (*private.values(), "1970", "Giáo viên", "03/02/1970"):
        assert word not in shown, word


def test_two_of_one_name_have_two_addresses_that_stay(cast: Cast) -> None:
    namesake = add_deputy(cast.council, cast.term, "Lê Thị Hoàn")
    Person.objects.filter(pk=namesake.person_id).update(
        full_name="Lê Thị Hòa", sort_key="hoa", folded_name="le thi hoa"
    )
    shown = page(f"{HOME}dai-bieu/")
    assert f"{HOME}dai-bieu/le-thi-hoa/" in shown
    assert f"{HOME}dai-bieu/le-thi-hoa-2/" in shown
    assert "Lê Thị Hòa" in page(f"{HOME}dai-bieu/le-thi-hoa-2/")


def test_deputies_are_found_by_name_and_by_neighbourhood(cast: Cast) -> None:
    cast.deputies(6)
    cast.council.constituencies.filter(number=1).update(area="Khu phố 7, khu phố 8")
    assert "Lê Thị Hoa" in page(f"{HOME}dai-bieu/?tim=thi hoa")
    assert "Trần Thị Lan" not in page(f"{HOME}dai-bieu/?tim=thi hoa")
    assert "3 đại biểu" in page(f"{HOME}dai-bieu/?tim=khu pho 7")
    assert "Không thấy “xyz”" in page(f"{HOME}dai-bieu/?tim=xyz")


def test_a_page_of_two_hundred_deputies_stays_light(cast: Cast) -> None:
    cast.deputies(200)
    assert len(gzip.compress(page(f"{HOME}dai-bieu/").encode())) < 16 * 1024


def first_load(shown: str) -> int:
    """Bytes that the first visit of a page takes, each file compressed as it is sent. The style sheet names the second
    half of the font."""
    loaded = {*re.findall(r"/static/web/dist/([\w.-]+)", shown), "inter-vietnamese.woff2"}
    return sum(len(gzip.compress(part)) for part in (shown.encode(), *((DIST / name).read_bytes() for name in loaded)))


@needs_build
def test_a_public_page_loads_no_more_than_public_pages_need(cast: Cast, people: list[Actor]) -> None:
    shown = page(f"{HOME}ky-hop/{opened(cast, people).pk}/")
    loaded = sorted(set(re.findall(r"/static/web/dist/([\w.-]+)", shown)))
    assert loaded == ["icons.svg", "inter-latin.woff2", "public.css", "public.js"]
    style = (DIST / "public.css").read_text(encoding="utf-8")
    assert [name for name in (".wall", ".ballot__option", ".console", ".sorting", ".month__") if name in style] == []


@pytest.mark.slow
@needs_build
def test_every_public_page_weighs_at_most_sixty_kilobytes_with_all_it_loads(cast: Cast, people: list[Actor]) -> None:
    cast.deputies(202)
    wishes = [f"Đề nghị sửa đường số {number}, đoạn trước nhà văn hóa khu phố {number}" for number in range(60)]
    for petition in recorded(cast, *wishes):
        publish_petition(cast.minh, petition)
    meeting = opened(cast, people)
    vote = announced(cast, people, meeting)
    places = ["", "lien-he/", "dai-bieu/", "dai-bieu/le-thi-hoa/", "lich-tiep-dan/", "quyen-rieng-tu/", "ky-hop/"]
    places += [f"kien-nghi/{rest}" for rest in ("", "so-lieu/", "tra-cuu/", "gui/", "khieu-nai-to-cao/")]
    places += [f"kien-nghi/{petition.code}/", f"ky-hop/{meeting.pk}/", f"ky-hop/{meeting.pk}/bieu-quyet/{vote.pk}/"]
    heavy = {place: size for place in places if (size := first_load(page(f"{HOME}{place}"))) > 60 * 1024}
    assert heavy == {}


def test_a_closed_code_keeps_answering_with_its_own_records(cast: Cast, people: list[Actor]) -> None:
    meeting = closed(cast, opened(cast, people))
    later = clock.today() + timedelta(days=1)
    cast.council.closed_on = clock.today()
    cast.council.save()
    cast.council.successors.create(
        council=cast.other_council, predecessor=cast.council, is_whole=True, on=later, decision="01/NQ"
    )
    shown = page(f"{HOME}ky-hop/{meeting.pk}/")
    assert "HĐND Phường Bình Minh" in shown
    assert "HĐND Phường Sen Hồng đã kết thúc hoạt động" in shown
    assert "Kỳ họp thứ 3" in page(f"{HOME}ky-hop/")
    assert "Kỳ họp thứ 3" not in page("/cong/990002/ky-hop/")


@pytest.mark.parametrize("number", ["0", "-1", "9" * 30, "abc", "2", "²"])
def test_any_number_of_a_page_is_answered(cast: Cast, people: list[Actor], number: str) -> None:
    convened(cast, days=3)
    assert "Kỳ họp thứ 3" in page(f"{HOME}ky-hop/?trang={number}")


def held(cast: Cast, people: list[Actor], kind: str) -> tuple[Meeting, str]:
    """A meeting of a kind, in the course of which a vote was announced; and its address."""
    meeting = opened(cast, people, "Cuộc họp lạ", "Việc đã quyết", "Việc để lại")
    Meeting.objects.filter(pk=meeting.pk).update(kind=kind)
    announced(cast, people, meeting)
    return meeting, f"{HOME}ky-hop/{meeting.pk}/"


def test_a_coordination_meeting_is_not_the_publics_at_all(cast: Cast, people: list[Actor]) -> None:
    meeting, address = held(cast, people, "giao_ban")
    closed(cast, meeting)
    assert Client().get(address).status_code == 404
    assert "Cuộc họp lạ" not in page(f"{HOME}ky-hop/")
    assert "Việc đã quyết" not in page(HOME)


def test_of_the_standing_body_the_public_gets_results_and_only_after_the_closing(
    cast: Cast, people: list[Actor]
) -> None:
    meeting, address = held(cast, people, "standing")
    assert Client().get(address).status_code == 404
    assert Client().get(f"{address}bieu-quyet/{meeting.polls.get().pk}/").status_code == 404
    assert "Cuộc họp lạ" not in page(HOME)
    closed(cast, meeting)
    shown = page(address)
    assert "Việc đã quyết" in shown
    assert "Việc để lại" not in shown
    assert "Diễn biến" not in shown
    assert page(f"{address}dien-bien/") == ""


def test_of_a_conference_the_public_gets_the_programme_but_does_not_follow_it(cast: Cast, people: list[Actor]) -> None:
    meeting, address = held(cast, people, "conference")
    run_step(cast.lan, item_of(meeting, 2))
    shown = page(address)
    assert "Việc để lại" in shown
    assert "sse-connect" not in shown
    assert "Diễn biến" not in shown
    assert "Nội dung 2" not in page(HOME)
