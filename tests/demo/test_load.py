"""The demo itself: loaded once, looked at from all sides, let go on by its robots."""

import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from nghitruong.domain.letters.models import LetterFile, ReceptionDay
from nghitruong.domain.meetings.lifecycle import ItemState, MeetingState
from nghitruong.domain.meetings.models import Meeting, Paper
from nghitruong.domain.petitions.jobs import read_scans
from nghitruong.domain.petitions.lifecycle import ANSWERED, WITH_AGENCY, PetitionState
from nghitruong.domain.petitions.models import Petition, Photo, Rating, Reply, Scan
from nghitruong.domain.petitions.queries import above_of, group_counts, messages_of
from nghitruong.domain.room.queries.room import view_room
from nghitruong.domain.voting.lifecycle import PollState
from nghitruong.domain.voting.models import Ballot, Poll
from nghitruong.engines import ocr
from nghitruong.foundation.accounts.models import Account
from nghitruong.foundation.accounts.queries import demo_accounts, signed_in_as
from nghitruong.foundation.audit.models import Line
from nghitruong.foundation.audit.queries import check_ledger, councils_with_lines
from nghitruong.foundation.councils.models import Body, Council, Mandate, MandateOrigin, Succession, Unit
from nghitruong.foundation.documents.models import Document
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Role
from nghitruong.kernel.decision import RefusedError
from nghitruong.outer.cli.demo_tokens import ROLES
from nghitruong.outer.cli.main import main
from nghitruong.outer.demo import queries, world
from nghitruong.outer.demo.acts import Company, Goal, next_act
from nghitruong.outer.demo.cards import BY_ACCOUNT, SPARE
from nghitruong.outer.demo.loading import is_loaded, load_demo, wipe_demo
from nghitruong.outer.demo.robots import Robots
from nghitruong.outer.demo.tour import KEY, STEPS
from tests.cast import add_council

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def parts(django_db_setup: None, django_db_blocker) -> Iterator[list[str]]:
    """The demo, really in the database of this module's tests; each test's own changes are rolled back."""
    told: list[str] = []
    try:
        with django_db_blocker.unblock():
            assert load_demo(told.append)
        yield told
    finally:
        # Half a demo, too, would be in the way of every test that runs after this module.
        with django_db_blocker.unblock():
            wipe_demo()


@pytest.fixture
def sen_hong(parts: list[str], db: None) -> Council:
    council = queries.demo_council(world.SEN_HONG.code)
    assert council is not None
    return council


@pytest.fixture
def browser(sen_hong: Council, settings) -> Client:
    settings.DEMO = True
    return Client()


def today_of(council: Council) -> Meeting:
    return Meeting.objects.get(council=council, state=MeetingState.OPEN)


def play(council: Council, goal: Goal, most: int = 3000) -> None:
    """Let the robots act without their pauses, in this test's own transaction."""
    company = Company(council.pk)
    for _ in range(most):
        act = next_act(company, goal)
        if act is None:
            return
        for _pause in act:
            pass
    pytest.fail("the robots never come to an end")


def test_it_tells_what_stands(parts: list[str], db: None) -> None:
    assert parts == ["HĐND thành phố Hoa Sen", "HĐND phường Bình Minh", "HĐND phường Sen Hồng"]
    assert is_loaded()


def test_sen_hong_is_what_was_merged(sen_hong: Council) -> None:
    seats = Mandate.objects.filter(council=sen_hong)
    assert seats.count() == 202
    assert set(seats.values_list("origin", flat=True)) == {MandateOrigin.INHERITED}
    assert sorted(seats.values_list("seat", flat=True)) == list(range(1, 203))
    assert seats.filter(constituency=None).count() == 0
    links = Succession.objects.filter(council=sen_hong)
    assert Counter(links.values_list("is_whole", flat=True)) == {True: 10, False: 2}
    assert all(link.predecessor.closed_on and link.predecessor.closed_on < sen_hong.opened_on for link in links)
    term = sen_hong.terms.get()
    assert (term.ordinal, term.is_inherited) == (1, True)


def test_its_bodies_stand(sen_hong: Council) -> None:
    kinds = Counter(Body.objects.filter(council=sen_hong).values_list("kind", flat=True))
    assert kinds == {"thuong_truc": 1, "ban": 2, "to_dai_bieu": 12, "van_phong": 1}
    groups = Body.objects.filter(council=sen_hong, kind="to_dai_bieu")
    assert sum(group.memberships.count() for group in groups) == 202
    assert all(group.constituencies.exists() for group in groups)
    assert all(agency.focal_persons.exists() for agency in sen_hong.agencies.all())


def test_binh_minh_and_the_city_stand(sen_hong: Council) -> None:
    other = queries.demo_council(world.BINH_MINH.code)
    assert other is not None
    assert Mandate.objects.filter(council=other).count() == 30
    assert sen_hong.parent == other.parent == queries.demo_council(world.CITY.code)
    assert Unit.objects.filter(parent__code=world.CITY.code, kind__in=("quan", "huyen")).count() == 3
    lost = Poll.objects.get(council=other)
    assert (lost.state, lost.is_carried) == (PollState.ANNOUNCED, False)


def test_voters_have_asked_and_agencies_have_answered(sen_hong: Council) -> None:
    """The numbers that the public pages show (ux S11), and something of every state to look at."""
    mine = Petition.objects.filter(council=sen_hong)
    going_on = mine.filter(kind="petition").exclude(state__in=["duplicate", "to_letter", "noted"])
    answered = going_on.filter(state__in=[*ANSWERED, PetitionState.ANSWERED_ON_SPOT])
    assert (going_on.count(), answered.count()) == (147, 121)
    assert mine.order_by("id")[0].code == f"SH-{mine.order_by('id')[0].year % 100:02}-0001"
    assert len(set(going_on.exclude(topic="").values_list("topic", flat=True))) == 20
    assert set(mine.values_list("petitioner_kind", flat=True)) == {"voter", "deputy", "front", "signal"}
    # What goes up waits in the ward beside, and what came back from above ended in the city.
    elsewhere = {PetitionState.TRANSFERRED, PetitionState.SENT_BACK}
    assert set(mine.values_list("state", flat=True)) == set(PetitionState) - elsewhere - {PetitionState.CONSOLIDATED}
    assert elsewhere <= set(Petition.objects.values_list("state", flat=True))
    today = clock.today()
    counts = group_counts(mine, today, today + timedelta(days=7))
    assert {name: counts[name] for name in ("late", "to_check", "promised", "repeated")} == {
        "late": 6,
        "to_check": 4,
        "promised": 13,
        "repeated": 2,
    }
    assert mine.filter(state="recorded").count() == 8
    next_month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    promised = mine.filter(state="in_progress", promised_on__year=next_month.year, promised_on__month=next_month.month)
    assert promised.count() == 7
    assert sorted(mine.filter(times_raised__gt=1).values_list("times_raised", flat=True)) == [3, 3]
    late = mine.filter(answer__due_on__lt=today, state__in=WITH_AGENCY)
    assert {each.answer.escalations.count() for each in late if each.answer} == {2}
    assert Reply.objects.filter(council=sen_hong, days_late__gt=0).exclude(late_reason="").count() == 2
    assert {rating.verdict for rating in Rating.objects.all()} == {"satisfied", "unsatisfied"}


def test_binh_minh_has_petitions_of_its_own(sen_hong: Council) -> None:
    other = queries.demo_council(world.BINH_MINH.code)
    assert other is not None
    assert Petition.objects.filter(council=other, code__startswith="BM-").count() == 13


def test_what_comes_as_a_picture_is_there_too(sen_hong: Council) -> None:
    """A picture for everybody, one that the office has not looked at; a scan; what came with a letter."""
    photos = Photo.objects.filter(council=sen_hong).order_by("id")
    assert [(photo.state, photo.may_show) for photo in photos] == [("released", True), ("waiting", True)]
    assert photos[0].voice is not None
    assert photos[0].voice.petition.state == "forwarded"
    assert LetterFile.objects.get(council=sen_hong).letter.state == "screened"
    assert [scan.sheets.count() for scan in Scan.objects.all()] == ([1] if ocr.is_available() else [])


@pytest.mark.skipif(not ocr.is_available(), reason="the machine has no tesseract-ocr with Vietnamese")
def test_its_scan_can_be_read(sen_hong: Council) -> None:
    assert read_scans() == 1
    scan = Scan.objects.get()
    assert scan.state == "read"
    assert "Đề nghị nạo vét cống hẻm 58" in scan.sheets.get().text


def test_citizens_are_received_in_the_room_and_online(sen_hong: Council) -> None:
    online = ReceptionDay.objects.filter(council=sen_hong, is_online=True).order_by("starts_at")
    assert [day.state for day in online] == ["held", "posted"]
    assert not any(day.is_posted_late or day.is_tested_late or day.is_connected_late for day in online)
    assert sorted(online[1].slots.values_list("state", flat=True)) == ["asked", "confirmed"]


def test_nothing_real_is_in_it(sen_hong: Council) -> None:
    assert not Council.objects.filter(is_demo=False).exists()
    assert not Account.objects.filter(is_demo=False).exists()
    assert not any(account.has_usable_password() for account in Account.objects.all()[:20])


def test_last_months_session_has_its_whole_file(sen_hong: Council) -> None:
    session = Meeting.objects.get(council=sen_hong, ordinal=2)
    assert session.state == MeetingState.COMPLETED
    votes = Poll.objects.filter(meeting=session)
    assert [(vote.state, vote.is_carried, vote.total, vote.needed) for vote in votes] == [
        (PollState.ANNOUNCED, True, 202, 102)
    ] * 2
    assert all(vote.basis.startswith("01/NQ-HĐND ngày ") for vote in votes)
    symbols = set(Document.objects.filter(council=sen_hong, kind="NQ").values_list("symbol", flat=True))
    assert symbols == {"01/NQ-HĐND", "02/NQ-HĐND", "03/NQ-HĐND"}
    assert Document.objects.filter(council=sen_hong, kind="BB", title__contains=session.title).count() == 1
    assert Paper.objects.filter(item__meeting=session).count() == 3


def test_today_a_vote_is_running(sen_hong: Council) -> None:
    view = view_room(today_of(sen_hong))
    assert (view.state, view.present, view.total, view.sent) == ("voting", 187, 202, 164)
    assert (view.finished, len(view.items), len(view.queue)) == (3, 7, 4)
    assert view.room is not None
    assert view.poll is not None
    waiting = queries.waiting_voters(view.poll)
    people = {account.username: account.person_id for account in Account.objects.filter(username__in=BY_ACCOUNT)}
    assert {people[name] for name in ("hoa", "lan", "son", "nga", "tho")} <= set(waiting)


def test_next_months_is_being_prepared(sen_hong: Council) -> None:
    coming = Meeting.objects.get(council=sen_hong, ordinal=4)
    assert coming.state == MeetingState.PREPARING
    assert set(coming.items.values_list("state", flat=True)) == {ItemState.PROPOSED}


def test_the_ledger_is_whole_and_sealed(sen_hong: Council) -> None:
    checks = [check_ledger(council_id) for council_id in councils_with_lines()]
    assert [check.fault for check in checks if check.fault] == []
    assert sum(check.unsealed for check in checks) == 0
    assert sum(check.lines for check in checks) == Line.objects.count() > 2000
    assert not Line.objects.exclude(refusal="").exists()


def test_every_role_that_scripts_ask_for_is_there(sen_hong: Council) -> None:
    assert demo_accounts(sen_hong.pk, Role.DEPUTY).count() == 202
    for role in ROLES:
        council = sen_hong.parent if role is Role.PROVINCE_ADMIN else sen_hong
        assert council is not None
        assert demo_accounts(council.pk, role).exists(), role


def test_a_second_load_adds_nothing(sen_hong: Council) -> None:
    before = Line.objects.count(), Account.objects.count(), Meeting.objects.count()
    assert load_demo() is False
    assert (Line.objects.count(), Account.objects.count(), Meeting.objects.count()) == before


def test_a_real_council_is_never_touched(sen_hong: Council, settings, capsys) -> None:
    add_council("990009", "Phường Thật", is_demo=False)
    before = Council.objects.count()
    for act in (load_demo, wipe_demo):
        with pytest.raises(RefusedError) as refused:
            act()
        assert refused.value.refusal.code == "demo.real_council"
    assert main(["demo", "reset"]) == 1
    assert "HĐND Phường Thật" in capsys.readouterr().err
    assert Council.objects.count() == before


def test_the_welcome_shows_the_session_and_every_card(browser: Client) -> None:
    page = browser.get("/")
    assert page.status_code == 200
    text = page.content.decode()
    for words in ("Kỳ họp thứ ba", "Vào với vai: Chủ tọa", "Cho robot họp", "one platform", "Tham quan trong ba phút"):
        assert words in text
    english = browser.get("/", HTTP_COOKIE="ngon_ngu=en").content.decode()
    assert "Enter as: Chairperson" in english
    assert "trên một nền tảng" in english


@pytest.mark.parametrize("who", sorted(BY_ACCOUNT))
def test_one_press_lets_everybody_in(browser: Client, who: str) -> None:
    answer = browser.post("/dung-thu/vao/", {"who": who}, follow=True)
    assert answer.status_code == 200
    account = Account.objects.get(username=who)
    assert answer.wsgi_request.actor == signed_in_as(account).actor
    assert answer.wsgi_request.actor.roles >= set(BY_ACCOUNT[who].lead.roles)


def test_each_further_deputy_is_another_one(browser: Client) -> None:
    seen = set()
    for _ in range(2):
        answer = browser.post("/dung-thu/vao/", {"who": SPARE}, follow=True)
        actor = answer.wsgi_request.actor
        seen.add(actor.mandate_id)
        poll = Poll.objects.get(state=PollState.OPENED)
        browser.post(f"/phong-hop/bieu-quyet/{poll.pk}/", {"choice": "yes", "key": str(actor.mandate_id)})
    assert len(seen) == 2
    assert Ballot.objects.filter(mandate_id__in=seen).count() >= 2


@pytest.mark.parametrize("number", range(1, len(STEPS) + 1))
def test_every_step_of_the_tour_leads_to_its_page(browser: Client, number: int) -> None:
    page = browser.post("/dung-thu/vao/", {"step": number}, follow=True)
    assert page.status_code == 200
    assert page.wsgi_request.GET[KEY] == str(number)
    assert f'<span class="guide__number">{number}<' in page.content.decode()
    who = STEPS[number - 1].who
    assert not who or page.wsgi_request.actor.name == BY_ACCOUNT[who].lead.name


def test_without_a_vote_the_tour_offers_the_robots(browser: Client, sen_hong: Council) -> None:
    play(sen_hong, Goal.END)
    page = browser.post("/dung-thu/vao/", {"step": 1}, follow=True).content.decode()
    assert "Cho robot họp tiếp" in page
    assert "#robots" in page


@pytest.mark.parametrize("wrong", [{"who": "nobody"}, {"who": ""}, {"step": "0"}, {"step": "99"}, {"step": "x"}])
def test_a_wrong_press_is_not_found(browser: Client, wrong: dict[str, str]) -> None:
    assert browser.post("/dung-thu/vao/", wrong).status_code == 404


def test_outside_the_demo_there_is_no_way_in(browser: Client, settings) -> None:
    settings.DEMO = False
    assert browser.get("/dung-thu/").status_code == 404
    assert browser.get("/dung-thu/robot/").status_code == 404
    assert browser.post("/dung-thu/vao/", {"who": "lan"}).status_code == 404
    assert browser.post("/dung-thu/robot/bam/", {"goal": "end"}).status_code == 404
    assert 'class="guide"' not in browser.get(f"/?{KEY}=1").content.decode()


def test_the_robots_end_todays_session(sen_hong: Council) -> None:
    meeting = today_of(sen_hong)
    play(sen_hong, Goal.END)
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CLOSED
    assert not meeting.items.filter(finished_at=None).exists()
    votes = Poll.objects.filter(meeting=meeting)
    assert [vote.state for vote in votes] == [PollState.ANNOUNCED] * 3
    assert all((vote.yes or 0) + (vote.no or 0) + (vote.abstain or 0) == 187 for vote in votes)


def test_the_robots_leave_the_next_vote_to_a_visitor(sen_hong: Council) -> None:
    first = Poll.objects.get(state=PollState.OPENED)
    play(sen_hong, Goal.VOTE)
    assert Poll.objects.get(state=PollState.OPENED) == first
    assert 0 < len(queries.waiting_voters(first)) < 10
    play(sen_hong, Goal.END)
    play(sen_hong, Goal.VOTE)
    later = Poll.objects.get(state=PollState.OPENED)
    assert later.meeting.title.startswith("Kỳ họp diễn tập")
    assert set(queries.waiting_voters(later)) >= {Account.objects.get(username="hoa").person_id}


def test_the_robots_go_on_from_what_a_visitor_did(sen_hong: Council, browser: Client) -> None:
    meeting, poll = today_of(sen_hong), Poll.objects.get(state=PollState.OPENED)
    browser.post("/dung-thu/vao/", {"who": "lan"})
    browser.post(f"/phong-hop/{meeting.pk}/bam/close_poll/", {"poll": poll.pk})
    play(sen_hong, Goal.END)
    poll.refresh_from_db()
    meeting.refresh_from_db()
    assert (poll.state, (poll.yes or 0) + (poll.no or 0) + (poll.abstain or 0)) == (PollState.ANNOUNCED, 164)
    assert meeting.state == MeetingState.CLOSED


def test_a_press_starts_them_once_and_another_stops_them(parts: list[str], django_db_blocker) -> None:
    """In threads of their own, hence on what is really in the database; the last test, for it stays there."""
    robots = Robots(speed=1000.0)
    with django_db_blocker.unblock():
        council = queries.demo_council(world.SEN_HONG.code)
        assert council is not None
        assert robots.start(council.pk, Goal.END)
        assert not robots.start(council.pk, Goal.END)
        robots.stop(patience_s=20)
        assert not robots.is_playing
        sent = Ballot.objects.count()
        time.sleep(0.3)
        assert Ballot.objects.count() == sent
        assert robots.trouble is None


def test_the_city_has_what_a_ward_sent_up(sen_hong: Council) -> None:
    other = queries.demo_council(world.BINH_MINH.code)
    assert other is not None
    states = (
        Petition.objects.filter(council=other).exclude(transfers=None).order_by("id").values_list("state", flat=True)
    )
    assert list(states) == ["assessed", "transferred", "refused_jurisdiction"]
    late = Petition.objects.get(council=other, state=PetitionState.TRANSFERRED)
    above = above_of(late)
    assert above
    assert above.is_late
    assert len(messages_of([above.transfer])) == 2
