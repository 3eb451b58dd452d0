"""The nouns of the house in the index: each follows its verbs, and each door shows only what the reader may know of."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from nghitruong.domain.commitments.actions import withdraw_commitment
from nghitruong.domain.meetings.actions import add_item, change_meeting
from nghitruong.domain.petitions.actions import rename_topic
from nghitruong.foundation.councils.actions import change_person, end_membership
from nghitruong.foundation.councils.models import Membership
from nghitruong.foundation.documents.actions import change_access, withdraw_document
from nghitruong.foundation.documents.models import Access
from nghitruong.foundation.events.actions import keep_place
from nghitruong.foundation.events.models import Event, Follower
from nghitruong.foundation.events.queries import Position, latest_position, place_of
from nghitruong.foundation.search.indexer import catch_up, rebuild
from nghitruong.foundation.search.models import Entry
from nghitruong.foundation.search.queries import FOLLOWER, find, find_everywhere, find_in_public, index_lag
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role
from tests.cast import Cast, acting, add_person, build_cast
from tests.commitments.town import debt, standing
from tests.documents.conftest import Desk, desk
from tests.petitions.street import sorted_one
from tests.portal.sessions import announced, convened, hide, item_of, opened, planned, voted

__all__ = ["desk"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return build_cast()


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, settings: Any) -> None:
    settings.DOCUMENTS_ROOT = tmp_path / "documents"


def seen(actor: Actor, words: str) -> list[tuple[str, int]]:
    catch_up()
    return [(found.kind, found.id) for found in find(actor, words, limit=50).found]


def in_public(cast: Cast, words: str) -> list[tuple[str, int]]:
    catch_up()
    return [(found.kind, found.id) for found in find_in_public([cast.council.pk], words, limit=50).found]


def test_a_meeting_is_the_offices_until_it_is_convened_and_then_everybodys(cast: Cast) -> None:
    meeting = planned(cast, "Kỳ họp chuyên đề", "Nghị quyết về cây xanh")
    item = item_of(meeting)
    here = {("meeting", meeting.pk)}
    assert set(seen(cast.hoa, "ky hop chuyen de")) == here | {("agendaitem", item.pk)}
    assert seen(cast.binh, "chuyen de") == seen(cast.kien, "chuyen de") == in_public(cast, "chuyen de") == []
    convened_meeting = convened(cast, "Kỳ họp bất thường", "Nghị quyết về ngập úng")
    assert in_public(cast, "bat thuong")[0] == ("meeting", convened_meeting.pk)
    assert in_public(cast, "ngap ung") == [("agendaitem", item_of(convened_meeting).pk)]


def test_a_closed_item_is_the_offices(cast: Cast) -> None:
    meeting = convened(cast, "Kỳ họp thứ 3", "Nhân sự kín")
    catch_up()
    hide(item_of(meeting))
    assert in_public(cast, "nhan su kin") == [], "the door knows before the index does"
    assert seen(cast.hoa, "nhan su kin") == [("agendaitem", item_of(meeting).pk)]
    rebuild()
    assert Entry.objects.get(kind="agendaitem").audience == "office"


def test_a_vote_is_found_once_it_is_announced(cast: Cast) -> None:
    people = [cast.lan, cast.hoa]
    meeting = opened(cast, people, "Kỳ họp thứ 3", "Nghị quyết 1", "Nghị quyết 2")
    known = announced(cast, people, meeting)
    voted(cast, people, meeting, position=2)
    assert [hit for hit in seen(cast.hoa, "thong qua") if hit[0] == "poll"] == [("poll", known.pk)]
    assert in_public(cast, "thong qua") == [("poll", known.pk)]
    found = find_in_public([cast.council.pk], "thong qua", limit=1).found[0]
    assert found.public_keys == (meeting.pk, known.pk)


def test_a_new_title_replaces_the_old_one(cast: Cast) -> None:
    meeting = planned(cast, "Kỳ họp mùa xuân")
    assert seen(cast.minh, "mua xuan")[0] == ("meeting", meeting.pk)
    change_meeting(cast.minh, meeting, title="Kỳ họp mùa thu")
    assert [kind for kind, _id in seen(cast.minh, "mua xuan")] == []
    assert ("meeting", meeting.pk) in seen(cast.minh, "mua thu")


def test_papers_are_found_by_number_and_text_and_by_who_may_open_them(cast: Cast, desk: Desk) -> None:
    paper = desk.add(cast.minh, title="Tờ trình sửa cống")
    assert seen(cast.hoa, "sua cong") == [("document", paper.pk)]
    assert in_public(cast, "sua cong") == seen(cast.binh, "sua cong") == seen(cast.kien, "sua cong") == []
    change_access(cast.minh, paper, access=Access.RESTRICTED)
    assert seen(cast.hoa, "sua cong") == []
    assert seen(cast.minh, "sua cong") == [("document", paper.pk)]
    assert find_everywhere("sua cong", limit=5).found == []
    change_access(cast.minh, paper, access=Access.PUBLIC)
    assert in_public(cast, "sua cong") == [("document", paper.pk)]
    withdraw_document(cast.minh, paper, reason="Sai bản")
    assert find_in_public([cast.council.pk], "sua cong", limit=5).found == [], "the door knows before the index does"
    assert seen(cast.minh, "sua cong") == []


def test_an_agency_finds_what_it_owes_and_nothing_that_others_owe(cast: Cast) -> None:
    owed = debt(cast)
    stranger = add_person(cast.council, "Trần Văn Khác", Role.AGENCY)
    word = owed.title.split()[0]
    for actor in (cast.minh, cast.hoa, cast.an):
        assert ("commitment", owed.pk) in seen(actor, word)
    assert seen(stranger, word) == seen(cast.binh, word) == seen(cast.kien, word) == in_public(cast, word) == []
    assert seen(cast.minh, "ck 1") == seen(cast.minh, "CK-1") == seen(cast.minh, "ck1") == [("commitment", owed.pk)]
    withdraw_commitment(standing(cast), owed, reason="Giao nhầm")
    assert ("commitment", owed.pk) in seen(cast.minh, word)


def test_a_deputy_is_found_by_two_letters_by_post_and_by_a_new_name(cast: Cast) -> None:
    assert ("mandate", cast.hoa.mandate_id) in seen(cast.minh, "ho")
    assert seen(cast.minh, "lê thị hoà") == seen(cast.minh, "le thi hoa") == [("mandate", cast.hoa.mandate_id)]
    assert ("mandate", cast.lan.mandate_id) in in_public(cast, "chu tich lan")
    end_membership(acting(cast.minh, Role.CLERK), Membership.objects.get(), on=clock.today(), reason="Thôi nhiệm vụ")
    with clock.shifted_by(timedelta(days=2)):
        rebuild()
        assert ("mandate", cast.lan.mandate_id) not in in_public(cast, "chu tich lan")


def test_nothing_private_of_a_person_is_in_the_index(cast: Cast) -> None:
    person = Membership.objects.get().person
    type(person).objects.filter(pk=person.pk).update(
        phone="0912345678", email="canary@example.vn", occupation="chimhoamibi"
    )
    rebuild()
    for word in ("0912345678", "canary", "chimhoamibi"):
        assert find_everywhere(word, limit=5).found == []


def test_every_event_is_read_once_and_the_lag_is_told(cast: Cast) -> None:
    assert index_lag() == {"events": None, "seconds": None}
    catch_up()
    assert index_lag() == {"events": 0, "seconds": 0.0}
    meeting = planned(cast)
    assert index_lag()["events"] == Event.objects.filter(subject_id__isnull=False).count() > 0
    catch_up()
    assert index_lag()["events"] == 0
    before = list(Entry.objects.order_by("id").values_list("id", "title"))
    keep_place(FOLLOWER, Position(0, 0))
    catch_up()
    assert list(Entry.objects.order_by("id").values_list("id", "title")) == before, "reading twice changes nothing"
    assert place_of(FOLLOWER) >= Position(0, meeting.pk) or latest_position()


def test_a_rebuild_takes_out_what_is_gone_and_a_lost_place_begins_anew(cast: Cast) -> None:
    meeting = planned(cast, "Kỳ họp mùa xuân")
    catch_up()
    Entry.objects.filter(kind="meeting").update(kind="forgotten")
    rebuild()
    assert not Entry.objects.filter(kind="forgotten").exists()
    assert ("meeting", meeting.pk) in seen(cast.minh, "mua xuan")
    ahead = latest_position()
    Follower.objects.update(xid=ahead.xid + 1_000_000, event_id=ahead.id + 1_000_000)
    catch_up()
    add_item(cast.minh, meeting, title="Nội dung mới", kind="report")
    assert seen(cast.minh, "noi dung moi")[0][0] == "agendaitem"


@pytest.mark.usefixtures("cast")
def test_a_failing_reader_leaves_the_place_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    catch_up()
    place = place_of(FOLLOWER)
    monkeypatch.setattr("nghitruong.foundation.search.indexer.index_records", _fail)
    change_person_somehow()
    with pytest.raises(ZeroDivisionError):
        catch_up()
    assert place_of(FOLLOWER) == place


def change_person_somehow() -> None:
    membership = Membership.objects.select_related("person", "council").get()
    clerk = add_person(membership.council, "Vũ Thị Thư", Role.CLERK)
    change_person(clerk, membership.person, occupation="Giáo viên")


def _fail(*_: object) -> int:
    return 1 // 0


def test_a_renamed_topic_is_found_by_its_new_name_at_once(cast: Cast) -> None:
    petition = sorted_one(cast, "Đề nghị sửa mương ở đường số 9.")
    assert seen(cast.minh, "ngập") == [("petition", petition.pk)]
    rename_topic(cast.minh, cast.council.pk, code="thoat_nuoc_ngap", name="Chống úng nội thị")
    assert seen(cast.minh, "chống úng nội thị") == [("petition", petition.pk)]
    assert seen(cast.minh, "ngập") == []
