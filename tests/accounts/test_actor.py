"""Who is acting: one query, none for nobody, and what ends it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from nghitruong.foundation.accounts import actions, queries
from nghitruong.foundation.accounts.actors import actor_for_headers, actor_for_session, actor_for_token
from nghitruong.foundation.accounts.middleware import ActorMiddleware
from nghitruong.foundation.accounts.models import Account, ApiToken, Grant
from nghitruong.foundation.accounts.sealing import digest_of
from nghitruong.foundation.accounts.sessions import SessionStore
from nghitruong.foundation.councils.actions import record_death, succeed_council
from nghitruong.foundation.councils.models import Mandate
from nghitruong.foundation.councils.rules import Part
from nghitruong.kernel import clock
from nghitruong.kernel.actor import NOBODY, Actor, Role, system_actor
from tests.cast import Cast, account_of, add_council, add_person, signed_in
from tests.councils.town import ELECTED, MERGED, city, mandates_of, ward

TODAY = date(2026, 7, 1)


def request_of(browser: Client, **headers: str):
    request = RequestFactory().get("/", headers=headers)
    request.COOKIES = {name: morsel.value for name, morsel in browser.cookies.items()}
    request.session = SessionStore(request.COOKIES.get("sessionid"))
    return request


def token_of(actor: Actor, cast: Cast, **fields: object) -> str:
    ApiToken.objects.create(
        council=cast.council, account_id=actor.account_id, name="thử", digest=digest_of("nt_x"), **fields
    )
    return "nt_x"


@pytest.mark.parametrize("name", ["lan", "minh", "hoa", "an", "binh", "kien"])
def test_a_session_gives_exactly_the_persons_actor(cast: Cast, name: str) -> None:
    actor = getattr(cast, name)
    assert actor_for_session(request_of(signed_in(actor))) == actor


def test_the_actor_costs_one_query_besides_the_session(cast: Cast, django_assert_num_queries) -> None:
    request = request_of(signed_in(cast.lan))
    request.session.get("anything")
    with django_assert_num_queries(1):
        assert actor_for_session(request) == cast.lan
        assert actor_for_session(request) == cast.lan


def test_a_session_that_has_expired_or_never_was_is_empty_and_loses_its_key(
    cast: Cast, django_assert_num_queries
) -> None:
    store = SessionStore()
    store["anything"] = "kept"
    store.save()
    with django_assert_num_queries(1):
        assert SessionStore(store.session_key)["anything"] == "kept"
    store.set_expiry(timezone.now() - timedelta(seconds=1))
    store.save()
    for key in (store.session_key, "x" * 32):
        found = SessionStore(key)
        assert (found.get("anything"), found.session_key) == (None, None)


def test_nobody_costs_nothing(cast: Cast, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert actor_for_session(request_of(Client())) == NOBODY
        ActorMiddleware(lambda request: HttpResponse())(request_of(Client()))


def test_a_token_gives_its_actor_in_one_query(cast: Cast, django_assert_num_queries) -> None:
    token = token_of(cast.an, cast)
    with django_assert_num_queries(1):
        assert actor_for_token(token) == cast.an


def test_bare_headers_give_the_same_actor(cast: Cast) -> None:
    browser = signed_in(cast.hoa)
    assert actor_for_headers({"cookie": f"a=b; sessionid={browser.cookies['sessionid'].value}"}) == cast.hoa
    assert actor_for_headers({"authorization": f"Bearer {token_of(cast.an, cast)}"}) == cast.an
    assert actor_for_headers({}) == NOBODY
    assert actor_for_headers({"cookie": "sessionid=unknown", "authorization": "Basic eA=="}) == NOBODY


@pytest.mark.parametrize(
    "fields",
    [
        {"revoked_at": clock.now()},
        {"expires_at": clock.now() - timedelta(seconds=1)},
    ],
)
def test_a_dead_token_is_nobodys(cast: Cast, fields: dict[str, object]) -> None:
    assert actor_for_token(token_of(cast.an, cast, **fields)) == NOBODY


def test_a_closed_account_is_nobodys(cast: Cast) -> None:
    token, request = token_of(cast.hoa, cast), request_of(signed_in(cast.hoa))
    Account.objects.filter(id=cast.hoa.account_id).update(is_active=False)
    assert actor_for_session(request) == NOBODY
    assert actor_for_token(token) == NOBODY


def test_a_changed_password_ends_the_session(cast: Cast) -> None:
    request = request_of(signed_in(cast.hoa))
    Account.objects.filter(id=cast.hoa.account_id).update(password="!other")
    assert actor_for_session(request) == NOBODY


@pytest.mark.parametrize(
    ("start", "end", "counts"),
    [
        (TODAY, None, True),
        (TODAY, TODAY, True),
        (TODAY + timedelta(1), None, False),
        (TODAY - timedelta(9), TODAY - timedelta(1), False),
    ],
)
def test_a_grant_counts_between_its_dates(cast: Cast, start: date, end: date | None, counts: bool) -> None:
    Grant.objects.filter(account_id=cast.hoa.account_id).update(valid_from=start, valid_to=end)
    request = request_of(signed_in(cast.hoa))
    with clock.standing_at(datetime(2026, 7, 1, 5, tzinfo=UTC)):
        actor = actor_for_session(request)
    assert actor == (cast.hoa if counts else replace(cast.hoa, roles=frozenset({Role.CITIZEN}), mandate_id=None))


def test_a_proposed_grant_does_not_count(cast: Cast) -> None:
    Grant.objects.filter(account_id=cast.hoa.account_id).update(confirmed_at=None)
    assert actor_for_session(request_of(signed_in(cast.hoa))).roles == {Role.CITIZEN}


def test_who_has_roles_in_two_councils_acts_in_the_chosen_one(cast: Cast) -> None:
    account = account_of(cast.hoa)
    guest = actions.Capacity(cast.other_council, Role.GUEST, date(2026, 3, 15))
    actions.grant_role(system_actor(), account, capacity=guest)
    browser = signed_in(cast.hoa)
    assert actor_for_session(request_of(browser)) == cast.hoa
    answer = browser.post("/tai-khoan/don-vi/", {"council": cast.other_council.id})
    assert answer.status_code == 302
    actor = actor_for_session(request_of(browser))
    assert (actor.council_id, actor.roles, actor.mandate_id) == (cast.other_council.id, {Role.GUEST}, None)


def test_a_council_without_a_role_cannot_be_chosen(cast: Cast) -> None:
    browser = signed_in(cast.hoa)
    assert browser.post("/tai-khoan/don-vi/", {"council": cast.other_council.id}).status_code == 404
    assert browser.post("/tai-khoan/don-vi/", {"council": "x"}).status_code == 404
    assert actor_for_session(request_of(browser)) == cast.hoa


def test_a_privileged_account_without_second_factor_holds_no_role_anywhere(db: None) -> None:
    council, _ = add_council("990009", "Phường Thật", is_demo=False)
    chair = add_person(council, "Ngô Thị Thật", Role.CHAIR)
    deputy = add_person(council, "Hồ Văn Thật", Role.DEPUTY)
    lacking = queries.signed_in_as(account_of(chair))
    assert (lacking.lacks_second_factor, lacking.actor.roles) == (True, {Role.CITIZEN})
    assert queries.signed_in_as(account_of(deputy)).actor == deputy
    ApiToken.objects.create(council=council, account_id=chair.account_id, name="x", digest=digest_of("nt_y"))
    assert actor_for_token("nt_y").roles == {Role.CITIZEN}


def test_a_demo_account_in_a_real_council_is_not_exempt(db: None) -> None:
    council, _ = add_council("990009", "Phường Thật", is_demo=False)
    chair = add_person(council, "Ngô Thị Thật", Role.CHAIR)
    Account.objects.filter(id=chair.account_id).update(is_demo=True)
    assert queries.signed_in_as(account_of(chair)).lacks_second_factor


def test_a_handed_out_password_gives_no_role(cast: Cast) -> None:
    Account.objects.filter(id=cast.hoa.account_id).update(must_change_password=True)
    assert queries.signed_in_as(account_of(cast.hoa)).actor.roles == {Role.CITIZEN}


def test_a_deputys_rights_end_with_the_seat(cast: Cast) -> None:
    account = account_of(cast.hoa)
    record_death(system_actor(), Mandate.objects.get(pk=cast.hoa.mandate_id), on=TODAY)
    acting = queries.signed_in_as(account).actor
    assert (acting.mandate_id, acting.roles) == (None, frozenset({Role.CITIZEN}))
    (shown,) = queries.listed(queries.accounts_of(cast.minh).filter(pk=account.pk), cast.minh)
    assert shown.roles == []


def test_an_inherited_deputy_acts_in_the_new_council_with_the_same_account(db: None) -> None:
    top = city()
    old, heir = ward(1, top, deputies=2), ward(9, top, opened_on=MERGED)
    seat = mandates_of(old)[0]
    account = Account.objects.create(username="dai-bieu", person=seat.person, council=old, is_demo=True)
    for role in (Role.DEPUTY, Role.CHAIR):
        actions.grant_role(system_actor(), account, capacity=actions.Capacity(old, role, ELECTED, mandate=seat))
    done = succeed_council(system_actor(), heir, parts=[Part(old.pk)], on=MERGED, decision="1686/NQ-UBTVQH15")
    inherited = Mandate.objects.get(council=heir, person__full_name=seat.person.full_name)
    acting = queries.signed_in_as(account).actor
    assert (acting.council_id, acting.mandate_id, acting.person_id) == (heir.pk, inherited.pk, inherited.person_id)
    assert acting.roles == {Role.DEPUTY}
    assert done.carried["accounts"] == 1
