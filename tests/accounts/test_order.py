"""In which order accounts stand in their list, and that they move when a name is corrected."""

from importlib import import_module

from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nghitruong.foundation.accounts import actions, queries
from nghitruong.foundation.accounts.models import Account, Grant
from nghitruong.foundation.councils.actions import change_person
from nghitruong.foundation.councils.models import Person
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role, system_actor
from nghitruong.kernel.vietnamese import name_sort_key
from tests.cast import Cast, account_of


def in_order(actor: Actor) -> list[str]:
    return [account.shown_name for account in queries.accounts_of(actor)]


def test_accounts_stand_in_the_order_of_given_names(cast: Cast) -> None:
    actions.create_account(system_actor(), cast.council, username="may-quet")
    names = in_order(cast.minh)
    assert "may-quet" in names
    assert names == sorted(names, key=name_sort_key)


def test_a_corrected_name_moves_its_accounts(cast: Cast) -> None:
    hoa = Person.objects.get(pk=cast.hoa.person_id)
    change_person(cast.minh, hoa, full_name="Nguyễn Thị Ái")
    change_person(cast.minh, Person.objects.get(pk=cast.lan.person_id), full_name="Lê Thị Ỷ")
    assert (in_order(cast.minh)[0], in_order(cast.minh)[-1]) == ("Nguyễn Thị Ái", "Lê Thị Ỷ")
    hoa.refresh_from_db()
    assert account_of(cast.hoa).sort_key == hoa.sort_key


def test_what_is_not_a_name_moves_nobody(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as asked:
        change_person(cast.minh, Person.objects.get(pk=cast.hoa.person_id), occupation="Giáo viên")
    assert not [each["sql"] for each in asked if each["sql"].startswith('UPDATE "accounts_account"')]


def test_who_is_at_home_elsewhere_stands_among_the_others(cast: Cast) -> None:
    guest = account_of(cast.kien)
    Grant.objects.create(
        council=cast.council, account=guest, role=Role.AUDITOR, valid_from=clock.today(), confirmed_at=clock.now()
    )
    names = in_order(cast.minh)
    assert names == sorted(names, key=name_sort_key)
    assert guest.shown_name in names


def test_accounts_of_before_are_given_their_place(cast: Cast) -> None:
    machine = actions.create_account(system_actor(), cast.council, username="may-quet")
    before = dict(Account.objects.values_list("pk", "sort_key"))
    Account.objects.update(sort_key="")
    import_module("nghitruong.foundation.accounts.migrations.0003_sorted_by_names").sort_by_names(apps, None)
    assert dict(Account.objects.values_list("pk", "sort_key")) == before
    assert before[machine.pk] == name_sort_key("may-quet")
