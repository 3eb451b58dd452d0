"""`nghitruong demo-tokens --role ROLE`: bearer tokens of fictional people, for scripts and load tests."""

import argparse
from datetime import timedelta
from gettext import gettext as _
from typing import TYPE_CHECKING

from django.conf import settings

from nghitruong.domain.meetings.queries import running_meeting
from nghitruong.foundation.accounts.actions import issue_token
from nghitruong.foundation.accounts.queries import demo_accounts, demo_councils, first_real_council
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Role, system_actor
from nghitruong.outer.cli.output import FailedError, print_rows

if TYPE_CHECKING:
    from nghitruong.foundation.councils.models import Council

HELP = "Print API tokens of fictional people of the demo, one a line: person-id, a tab, the token."
NEEDS_DATABASE = True
ROLES = (
    Role.CHAIR,
    Role.SECRETARY,
    Role.STANDING,
    Role.COMMITTEE,
    Role.DEPUTY,
    Role.CLERK,
    Role.AGENCY,
    Role.AGENCY_LEADER,
    Role.FRONT,
    Role.AUDITOR,
    Role.ADMIN,
    Role.PROVINCE_ADMIN,
)
LIFE = timedelta(days=7)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--role", required=True, choices=[str(role) for role in ROLES], help=_("whose tokens"))
    parser.add_argument("-n", type=_count, default=1, metavar="N", help=_("how many people (1)"))
    parser.add_argument("--council", metavar="CODE", default="", help=_("the code of the administrative unit"))


def run(options: argparse.Namespace) -> int:
    """One token each for the first N people with the role; refuses outside the demo and when there are fewer."""
    if not settings.DEMO or first_real_council():
        raise FailedError(_("Tokens are given out only by a demo: NGHITRUONG_DEMO=1 on fictional councils."))
    role = Role(options.role)
    council = _council(options.council, role)
    accounts = list(demo_accounts(council.pk, role)[: options.n])
    if len(accounts) < options.n:
        told = {"count": len(accounts), "council": council.name}
        raise FailedError(_("Only %(count)s people have that role in %(council)s.") % told)
    system, expires = system_actor(council.pk), clock.now() + LIFE
    for account in accounts:
        token = issue_token(system, account, council=council, name="demo-tokens", expires_at=expires)
        print_rows([(account.person_id or account.pk, token)])
    return 0


def _council(code: str, role: Role) -> "Council":
    """The council with the code; without one the ward in session, or what stands above it for the province's people."""
    councils = list(demo_councils())
    if code:
        found = next((council for council in councils if council.code == code), None)
        missing = _("No fictional council has the code %(code)s.") % {"code": code}
    else:
        found = next((council for council in councils if running_meeting(council.pk)), None)
        missing = _("No fictional council is in session now: name one with --council CODE.")
    if found is None:
        raise FailedError(missing)
    above = found.parent if role is Role.PROVINCE_ADMIN and not code else None
    return above or found


def _count(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(_("not a number of people: %(text)s") % {"text": text})
    return number
