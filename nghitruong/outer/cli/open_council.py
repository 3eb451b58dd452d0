"""`nghitruong open-council CODE`: a real council with its first two accounts, who then open all others together."""

import argparse
from datetime import date
from gettext import gettext as _
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.hashers import make_password

from nghitruong.foundation.accounts import rules
from nghitruong.foundation.accounts.actions import Capacity, create_account, grant_role
from nghitruong.foundation.accounts.queries import has_administrator, is_name_taken
from nghitruong.foundation.accounts.sealing import random_word
from nghitruong.foundation.councils.actions import create_council, create_unit_from_gazetteer
from nghitruong.foundation.councils.queries import council_with_code
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Role, system_actor
from nghitruong.kernel.decision import ensure
from nghitruong.outer.cli.output import FailedError, print_rows, tell

if TYPE_CHECKING:
    from nghitruong.foundation.councils.models import Council

HELP = "Open a council of a real unit with its first administrator and clerk, and print their first passwords."
NEEDS_DATABASE = True
PROVINCIAL = frozenset({"tinh", "thanh_pho_tw"})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help=_("the code of the administrative unit"))
    parser.add_argument("--admin", required=True, metavar="NAME", help=_("user name of the first administrator"))
    parser.add_argument("--clerk", required=True, metavar="NAME", help=_("user name of the first clerk"))
    parser.add_argument("--on", metavar="DATE", type=_day, default=None, help=_("first day of the council; today"))


def run(options: argparse.Namespace) -> int:
    """Refuses on a demo, and where somebody administers the council already."""
    if settings.DEMO:
        raise FailedError(_("The demo holds fictional councils only: switch NGHITRUONG_DEMO off first."))
    for name in (options.admin, options.clerk):
        ensure(rules.is_good_username(name))
        if is_name_taken(name):
            raise FailedError(_("There is already an account with the user name %(name)s.") % {"name": name})
    print_rows(_open(options.code, options.on or clock.today(), options.admin, options.clerk))
    tell(_("Hand both over in person. Each must be changed at the first sign-in, and a second factor set up."))
    return 0


def _open(code: str, day: date, admin: str, clerk: str) -> list[tuple[str, str]]:
    council = _council(code, day)
    if has_administrator(council.pk):
        raise FailedError(_("%(council)s has an administrator already.") % {"council": council.name})
    first = Role.PROVINCE_ADMIN if council.unit.kind in PROVINCIAL else Role.ADMIN
    # The administrator comes last: until then the command may be repeated.
    second = _account(council, clerk, Role.CLERK)
    return [_account(council, admin, first), second]


def _council(code: str, day: date) -> "Council":
    """The council that is there, else a new one of the unit in the gazetteer."""
    known = council_with_code(code, day)
    if known is not None:
        return known
    system = system_actor()
    unit = create_unit_from_gazetteer(system, code)
    parent = council_with_code(unit.parent.code, day) if unit.parent else None
    return create_council(system, unit, opened_on=day, parent=parent)


def _account(council: "Council", name: str, role: Role) -> tuple[str, str]:
    password, system = random_word(3), system_actor(council.pk)
    account = create_account(
        system, council, username=name, password_hash=make_password(password), must_change_password=True
    )
    grant_role(system, account, capacity=Capacity(council, role, clock.today(), decision="open-council"))
    return account.username, password


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("not a day: %(text)s (write 2026-03-01)") % {"text": text}) from None
