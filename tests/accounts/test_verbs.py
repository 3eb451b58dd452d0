"""Opening accounts, giving and taking roles, handing out passwords, tokens: each yes and each no."""

from datetime import date, timedelta

import pyotp
import pytest
from django.db import IntegrityError, transaction

from nghitruong.foundation.accounts import actions, queries
from nghitruong.foundation.accounts.actors import actor_for_token
from nghitruong.foundation.accounts.models import Account, ApiToken, Device, Grant, RecoveryCode, SecondFactor
from nghitruong.foundation.audit.models import Line
from nghitruong.foundation.councils.models import Person
from nghitruong.foundation.events.models import Event
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role, system_actor
from nghitruong.kernel.decision import RefusalKind, RefusedError
from tests.cast import Cast, account_of, acting, add_person, signed_in

SYSTEM = system_actor()
TODAY = clock.today()


@pytest.fixture
def admin(cast: Cast) -> Actor:
    return add_person(cast.council, "Bùi Thị Quản", Role.ADMIN)


def capacity(cast: Cast, role: Role, **more: object) -> actions.Capacity:
    return actions.Capacity(cast.council, role, TODAY, **more)


def refused(call, *args: object, **more: object) -> tuple[str, RefusalKind]:
    with pytest.raises(RefusedError) as error:
        call(*args, **more)
    return error.value.refusal.code, error.value.refusal.kind


def recorded(verb: str) -> list[Line]:
    return list(Line.objects.filter(verb=verb))


NOT_ALLOWED = ("policy.not_allowed", RefusalKind.NOT_ALLOWED)
NOT_FOUND = ("policy.not_found", RefusalKind.NOT_FOUND)


def test_create_account_opens_one_without_any_right(cast: Cast, admin: Actor) -> None:
    person = Person.objects.create(council=cast.council, full_name="Mai", sort_key="m", folded_name="mai")
    account = actions.create_account(admin, cast.council, username="  Mai.Nguyen ", person=person)
    assert (account.username, account.has_usable_password(), account.reset_proposed_by_id) == (
        "mai.nguyen",
        False,
        admin.account_id,
    )
    assert queries.signed_in_as(account).actor.roles == {Role.CITIZEN}
    assert [line.subject_id for line in recorded("accounts.create_account")] == [account.pk]


def test_create_account_is_refused(cast: Cast, admin: Actor) -> None:
    assert refused(actions.create_account, cast.minh, cast.council, username="a") == NOT_ALLOWED
    assert refused(actions.create_account, admin, cast.other_council, username="a") == NOT_FOUND
    taken = account_of(cast.hoa).username.upper()
    assert refused(actions.create_account, admin, cast.council, username=taken)[0] == "accounts.name_taken"
    for name in ("ab", "hoà bình", "-hoa", "h" * 61):
        assert refused(actions.create_account, admin, cast.council, username=name)[0] == "accounts.bad_name"
    assert recorded("accounts.create_account") == []


def test_a_demo_account_outside_a_demo_council_is_an_ordinary_one(cast: Cast) -> None:
    cast.council.is_demo = False
    cast.council.save()
    assert not actions.create_account(SYSTEM, cast.council, username="xyz", is_demo=True).is_demo


def test_a_role_counts_when_a_second_person_has_confirmed_it(cast: Cast, admin: Actor) -> None:
    account = account_of(cast.binh)
    grant = actions.propose_grant(admin, account, capacity=capacity(cast, Role.FRONT, decision="Số 1"))
    assert queries.signed_in_as(account).actor.roles == {Role.CITIZEN}
    actions.confirm_grant(cast.minh, grant)
    with clock.standing_at(clock.now()):
        assert queries.signed_in_as(account).actor.roles == {Role.CITIZEN, Role.FRONT}
    grant.refresh_from_db()
    assert (grant.proposed_by_id, grant.confirmed_by_id) == (admin.account_id, cast.minh.account_id)
    assert Event.objects.filter(topic=f"access-{account.pk}", verb="accounts.confirm_grant").count() == 1
    assert recorded("accounts.confirm_grant")[0].facts["role"] == "front"


@pytest.mark.parametrize("role", [Role.CLERK, Role.STANDING, Role.DEPUTY, Role.CHAIR, Role.AUDITOR])
def test_propose_grant_is_refused_to_all_but_administrators(cast: Cast, role: Role) -> None:
    account, wish = account_of(cast.binh), capacity(cast, Role.FRONT)
    assert refused(actions.propose_grant, acting(cast.lan, role), account, capacity=wish) == NOT_ALLOWED
    assert [line.refusal for line in recorded("accounts.propose_grant")] == ["policy.not_allowed"]


def test_propose_grant_is_refused_in_another_council_and_for_duties_kept_apart(cast: Cast, admin: Actor) -> None:
    elsewhere = actions.Capacity(cast.other_council, Role.FRONT, TODAY)
    assert refused(actions.propose_grant, admin, account_of(cast.kien), capacity=elsewhere) == NOT_FOUND
    auditor = capacity(cast, Role.AUDITOR)
    code, _ = refused(actions.propose_grant, admin, account_of(cast.minh), capacity=auditor)
    assert code == "accounts.kept_apart"


def test_a_role_is_refused_to_who_holds_it_already(cast: Cast, admin: Actor) -> None:
    code, _ = refused(actions.propose_grant, admin, account_of(cast.hoa), capacity=capacity(cast, Role.DEPUTY))
    assert code == "accounts.already_held"


def test_confirm_grant_is_refused(cast: Cast, admin: Actor) -> None:
    grant = actions.propose_grant(admin, account_of(cast.binh), capacity=capacity(cast, Role.FRONT))
    both = acting(admin, Role.ADMIN, Role.CLERK)
    assert refused(actions.confirm_grant, both, grant)[0] == "accounts.own_proposal"
    assert refused(actions.confirm_grant, cast.hoa, grant) == NOT_ALLOWED
    assert refused(actions.confirm_grant, acting(cast.kien, Role.CLERK), grant) == NOT_FOUND
    actions.confirm_grant(cast.minh, grant)
    assert refused(actions.confirm_grant, cast.minh, grant)[0] == "accounts.already_confirmed"


def test_the_database_refuses_one_person_as_both(cast: Cast) -> None:
    grant = Grant.objects.filter(account_id=cast.hoa.account_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        grant.update(proposed_by=cast.lan.account_id, confirmed_by=cast.lan.account_id)
    grant.update(proposed_by=cast.lan.account_id, confirmed_by=None)


def test_grant_role_is_refused_to_everybody_but_the_system(cast: Cast, admin: Actor) -> None:
    account = account_of(cast.binh)
    assert refused(actions.grant_role, admin, account, capacity=capacity(cast, Role.FRONT)) == NOT_ALLOWED
    grant = actions.grant_role(SYSTEM, account, capacity=capacity(cast, Role.FRONT))
    assert grant.confirmed_at is not None


def test_end_grant_ends_on_its_last_day(cast: Cast, admin: Actor) -> None:
    grant = Grant.objects.get(account_id=cast.hoa.account_id)
    yesterday = clock.today() - timedelta(days=1)
    actions.end_grant(admin, grant, on=yesterday)
    assert queries.signed_in_as(account_of(cast.hoa)).actor.roles == {Role.CITIZEN}
    assert recorded("accounts.end_grant")[0].facts["end"] == yesterday.isoformat()


def test_end_grant_is_refused(cast: Cast, admin: Actor) -> None:
    grant = Grant.objects.get(account_id=cast.hoa.account_id)
    assert refused(actions.end_grant, cast.minh, grant, on=TODAY) == NOT_ALLOWED
    assert refused(actions.end_grant, admin, grant, on=date(2020, 1, 1))[0] == "accounts.ends_too_early"
    grant.refresh_from_db()
    assert grant.valid_to is None


def test_a_lost_password_takes_two_people(cast: Cast, admin: Actor) -> None:
    account, browser = account_of(cast.hoa), signed_in(cast.hoa)
    Device.objects.create(account=account, session_key=browser.session.session_key, label="x")
    actions.propose_reset(admin, account)
    password = actions.confirm_reset(cast.minh, account)
    account.refresh_from_db()
    assert account.check_password(password)
    assert account.must_change_password
    assert account.reset_proposed_by_id is None
    assert not Device.objects.exists()
    assert password not in str([line.facts for line in Line.objects.all()])


def test_propose_reset_and_confirm_reset_are_refused(cast: Cast, admin: Actor) -> None:
    account = account_of(cast.hoa)
    assert refused(actions.propose_reset, cast.minh, account) == NOT_ALLOWED
    assert refused(actions.propose_reset, admin, account_of(cast.kien)) == NOT_FOUND
    assert refused(actions.confirm_reset, cast.minh, account)[0] == "accounts.nothing_proposed"
    actions.propose_reset(admin, account)
    assert refused(actions.confirm_reset, admin, account) == NOT_ALLOWED
    both = acting(admin, Role.ADMIN, Role.CLERK)
    assert refused(actions.confirm_reset, both, account)[0] == "accounts.own_proposal"


def test_set_password_is_refused_for_somebody_else(cast: Cast) -> None:
    account = account_of(cast.hoa)
    assert refused(actions.set_password, cast.lan, account, password_hash="x") == NOT_ALLOWED
    actions.set_password(cast.hoa, account, password_hash="!y")
    account.refresh_from_db()
    assert account.password == "!y"


def test_close_account_ends_everything_and_erases_nothing(cast: Cast, admin: Actor) -> None:
    account = account_of(cast.hoa)
    token = actions.issue_token(cast.hoa, account, council=cast.council, name="thử")
    actions.close_account(admin, account)
    assert not actor_for_token(token).is_signed_in
    assert not Account.objects.get(pk=account.pk).is_active
    assert Grant.objects.filter(account=account, valid_to=clock.today()).count() == 1


def test_close_account_is_refused(cast: Cast, admin: Actor) -> None:
    assert refused(actions.close_account, cast.minh, account_of(cast.hoa)) == NOT_ALLOWED
    assert refused(actions.close_account, admin, account_of(cast.kien)) == NOT_FOUND


def test_issue_token_shows_the_token_once_and_keeps_its_hash(cast: Cast) -> None:
    token = actions.issue_token(cast.hoa, account_of(cast.hoa), council=cast.council, name=" máy  quét ")
    kept = ApiToken.objects.get()
    assert (kept.name, token in str(kept.__dict__), len(kept.digest)) == ("máy quét", False, 64)
    assert actor_for_token(token) == cast.hoa
    assert token not in str([line.facts for line in Line.objects.all()])


def test_issue_token_is_refused_for_others_and_elsewhere(cast: Cast) -> None:
    hoa = account_of(cast.hoa)
    assert refused(actions.issue_token, cast.lan, hoa, council=cast.council, name="x") == NOT_ALLOWED
    assert refused(actions.issue_token, cast.hoa, hoa, council=cast.other_council, name="x") == NOT_FOUND


def test_revoke_token_works_from_the_next_request_on(cast: Cast) -> None:
    token = actions.issue_token(cast.hoa, account_of(cast.hoa), council=cast.council, name="x")
    kept = ApiToken.objects.get()
    assert refused(actions.revoke_token, cast.lan, kept) == NOT_ALLOWED
    actions.revoke_token(cast.hoa, kept)
    assert not actor_for_token(token).is_signed_in


def test_sign_out_device_is_refused_for_somebody_elses(cast: Cast) -> None:
    device = Device.objects.create(account=account_of(cast.hoa), session_key="k", label="x")
    assert refused(actions.sign_out_device, cast.lan, device) == NOT_ALLOWED
    actions.sign_out_device(cast.hoa, device)
    assert not Device.objects.exists()


def test_sign_in_is_refused_for_somebody_elses_account(cast: Cast) -> None:
    hoa = account_of(cast.hoa)
    assert refused(actions.sign_in, cast.lan, hoa, session_key="k", label="x") == NOT_ALLOWED


def test_lock_sign_in_is_refused_to_people(cast: Cast) -> None:
    assert refused(actions.lock_sign_in, cast.minh, key="k", until=clock.now()) == NOT_ALLOWED
    actions.lock_sign_in(SYSTEM, key="khoá-dài-hơn-mười-hai", until=clock.now())
    assert recorded("accounts.lock_sign_in")[0].facts["key"] == "khoá-dài-hơn"


def test_set_preferences_keeps_what_it_knows(cast: Cast) -> None:
    account = account_of(cast.hoa)
    wishes = {"size": "125", "colour": "hall", "nonsense": "x"}
    actions.set_preferences(cast.hoa, account, language="en", display=wishes)
    account.refresh_from_db()
    assert (account.language, account.display) == ("en", {"size": "125", "colour": "hall"})
    assert refused(actions.set_preferences, cast.lan, account, language="vi", display={}) == NOT_ALLOWED


def bind(actor: Actor) -> tuple[str, list[str]]:
    secret = pyotp.random_base32()
    code = pyotp.TOTP(secret).at(clock.now())
    return secret, actions.add_second_factor(actor, account_of(actor), secret=secret, code=code)


def test_a_second_factor_can_be_renewed_and_removed_with_a_code(cast: Cast) -> None:
    _, codes = bind(cast.hoa)
    account = account_of(cast.hoa)
    new = actions.renew_recovery_codes(cast.hoa, account, code=codes[0])
    assert set(new).isdisjoint(codes)
    actions.use_second_factor(cast.hoa, account, code=new[0])
    actions.remove_second_factor(cast.hoa, account, code=new[1])
    assert not SecondFactor.objects.exists()
    assert not RecoveryCode.objects.exists()


@pytest.mark.parametrize("name", ["add_second_factor", "use_second_factor", "remove_second_factor", "renew"])
def test_the_second_factor_is_refused(cast: Cast, name: str) -> None:
    secret, codes = bind(cast.hoa)
    account, wrong = account_of(cast.hoa), "accounts.wrong_code"
    calls = {
        "add_second_factor": (lambda who, code: actions.add_second_factor(who, account, secret=secret, code=code)),
        "use_second_factor": (lambda who, code: actions.use_second_factor(who, account, code=code)),
        "remove_second_factor": (lambda who, code: actions.remove_second_factor(who, account, code=code)),
        "renew": (lambda who, code: actions.renew_recovery_codes(who, account, code=code)),
    }
    expected = "accounts.factor_there" if name == "add_second_factor" else wrong
    assert refused(calls[name], cast.hoa, "zzzz-zzzz")[0] == expected
    assert refused(calls[name], cast.lan, codes[0]) == NOT_ALLOWED
    assert RecoveryCode.objects.filter(used_at=None).count() == 8


def test_a_code_is_refused_where_there_is_no_factor(cast: Cast) -> None:
    code, _ = refused(actions.use_second_factor, cast.hoa, account_of(cast.hoa), code="123456")
    assert code == "accounts.wrong_code"
