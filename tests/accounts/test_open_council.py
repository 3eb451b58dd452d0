"""The first council of a real installation: opened once, by command, with two people who check each other."""

import pytest

from nghitruong.foundation.accounts.models import Account, Grant
from nghitruong.foundation.councils.models import Council
from nghitruong.kernel.actor import Role
from nghitruong.outer.cli.main import main
from tests.cast import Cast

WARD = "00004"


@pytest.fixture(autouse=True)
def _no_demo(settings) -> None:
    settings.DEMO = False


def test_it_opens_the_council_with_an_administrator_and_a_clerk(db: None, capsys) -> None:
    assert main(["open-council", WARD, "--admin", "quan.tri", "--clerk", "van.phong"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    council = Council.objects.get()
    assert (council.unit.code, council.is_demo) == (WARD, False)
    assert [name for name, _ in rows] == ["quan.tri", "van.phong"]
    for name, password in rows:
        account = Account.objects.get(username=name)
        assert (account.check_password(password), account.must_change_password, account.is_demo) == (True, True, False)
    roles = list(Grant.objects.exclude(confirmed_at=None).order_by("id").values_list("role", flat=True))
    assert roles == [Role.CLERK, Role.ADMIN]


def test_a_second_time_is_refused(db: None, capsys) -> None:
    main(["open-council", WARD, "--admin", "quan.tri", "--clerk", "van.phong"])
    assert main(["open-council", WARD, "--admin", "khac", "--clerk", "khac.nua"]) == 1
    assert Account.objects.count() == 2


@pytest.mark.parametrize("clerk", ["văn phòng", "ab", "taken"])
def test_a_bad_name_opens_nothing(db: None, capsys, clerk: str) -> None:
    taken = Account.objects.create(username="taken")
    assert main(["open-council", WARD, "--admin", "quan.tri", "--clerk", clerk]) == 1
    taken.delete()
    assert (Council.objects.exists(), Account.objects.exists(), capsys.readouterr().out) == (False, False, "")


@pytest.mark.parametrize("code", ["99999", "x"])
def test_an_unknown_unit_is_refused(db: None, code: str) -> None:
    assert main(["open-council", code, "--admin", "quan.tri", "--clerk", "van.phong"]) == 1
    assert not Council.objects.exists()


def test_a_demo_opens_no_real_council(cast: Cast, settings, capsys) -> None:
    settings.DEMO = True
    assert main(["open-council", WARD, "--admin", "quan.tri", "--clerk", "van.phong"]) == 1
    assert "NGHITRUONG_DEMO" in capsys.readouterr().err
    assert not Council.objects.filter(is_demo=False).exists()


def test_a_bad_day_is_wrong_usage(db: None) -> None:
    assert main(["open-council", WARD, "--admin", "a", "--clerk", "b", "--on", "31/02/2026"]) == 2
