"""The demo's safety: it never starts over real councils, and its tokens and one-press sign-in end at its border."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory

from nghitruong.foundation.accounts import checks, signing_in
from nghitruong.foundation.accounts.actors import actor_for_token
from nghitruong.foundation.accounts.models import Account, ApiToken
from nghitruong.kernel.decision import RefusalKind, RefusedError
from nghitruong.outer.cli.main import main
from tests.accounts.test_actor import request_of
from tests.cast import Cast, account_of, add_council, signed_in


def test_a_demo_on_fictional_councils_starts(cast: Cast, settings) -> None:
    settings.DEMO = True
    checks.refuse_demo_on_real_councils()
    assert checks.check_demo(None) == []


def test_a_demo_over_a_real_council_refuses_to_start(cast: Cast, settings) -> None:
    add_council("990009", "Phường Thật", is_demo=False)
    settings.DEMO = True
    with pytest.raises(ImproperlyConfigured, match="HĐND Phường Thật"):
        checks.refuse_demo_on_real_councils()
    assert [error.id for error in checks.check_demo(None)] == ["accounts.E001"]


def test_serve_and_the_servers_themselves_ask_first(cast: Cast, settings, capsys) -> None:
    add_council("990009", "Phường Thật", is_demo=False)
    settings.DEMO = True
    assert main(["serve", "--port", "1"]) == 1
    assert "HĐND Phường Thật" in capsys.readouterr().err


def test_without_the_demo_flag_a_real_council_is_welcome(cast: Cast, settings) -> None:
    add_council("990009", "Phường Thật", is_demo=False)
    settings.DEMO = False
    checks.refuse_demo_on_real_councils()
    assert checks.check_demo(None) == []


def test_one_press_signs_in_a_fictional_person(cast: Cast, settings) -> None:
    settings.DEMO = True
    browser = signed_in(cast.hoa)
    request = request_of(browser)
    assert signing_in.sign_in_demo(request, account_of(cast.lan)) == "/"
    assert signing_in.signed_in_of(request).actor == cast.lan


@pytest.mark.parametrize("case", ["not a demo", "a real account", "a real council"])
def test_one_press_is_refused_outside_the_demo(cast: Cast, settings, case: str) -> None:
    settings.DEMO = case != "not a demo"
    account = account_of(cast.lan)
    account.is_demo = case != "a real account"
    account.council.is_demo = case != "a real council"
    request = RequestFactory().post("/demo/vao/chair/")
    with pytest.raises(RefusedError) as refused:
        signing_in.sign_in_demo(request, account)
    assert refused.value.refusal.kind is RefusalKind.NOT_FOUND


def test_demo_tokens_prints_person_and_token(cast: Cast, settings, capsys) -> None:
    settings.DEMO = True
    cast.deputies(3)
    assert main(["demo-tokens", "--role", "deputy", "-n", "4", "--council", "990001"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    actors = [actor_for_token(token) for _, token in rows]
    assert [str(actor.person_id) for actor in actors] == [person for person, _ in rows]
    assert len({actor.mandate_id for actor in actors}) == 4
    assert ApiToken.objects.filter(council=cast.council).exclude(expires_at=None).count() == 4


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--role", "deputy", "-n", "99", "--council", "990001"], "2"),
        (["--role", "deputy", "--council", "000000"], "000000"),
        (["--role", "deputy"], "--council"),
    ],
)
def test_demo_tokens_says_what_is_missing(cast: Cast, settings, capsys, words: list[str], sentence: str) -> None:
    settings.DEMO = True
    assert main(["demo-tokens", *words]) == 1
    told = capsys.readouterr()
    assert (told.out, sentence in told.err) == ("", True)
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("case", ["no demo", "a real council"])
def test_demo_tokens_refuses_outside_a_demo(cast: Cast, settings, capsys, case: str) -> None:
    settings.DEMO = case != "no demo"
    if case == "a real council":
        add_council("990009", "Phường Thật", is_demo=False)
    assert main(["demo-tokens", "--role", "deputy", "--council", "990001"]) == 1
    assert "NGHITRUONG_DEMO=1" in capsys.readouterr().err
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("words", [["--role", "king"], ["--role", "deputy", "-n", "0"], []])
def test_demo_tokens_knows_wrong_usage(db: None, words: list[str]) -> None:
    assert main(["demo-tokens", *words]) == 2


def test_no_demo_account_signs_in_with_an_empty_password(cast: Cast) -> None:
    assert not any(account.check_password("") or account.check_password("!") for account in Account.objects.all())
