"""What must never be started: the demo, where anybody signs in as anybody by one press, on real councils."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from nghitruong.foundation.accounts.queries import first_real_council


def refuse_demo_on_real_councils() -> None:
    """Raise ImproperlyConfigured when the demo is switched on over a database that holds a real council.

    Servers and demo commands call it before anything else; a database without tables yet holds nobody.
    """
    if settings.DEMO and (name := _real_council()):
        raise ImproperlyConfigured(_sentence(name))


def check_demo(*_apps: Any, **_databases: Any) -> Sequence[CheckMessage]:
    """The same as a numbered system check."""
    name = _real_council() if settings.DEMO else ""
    return [Error(_sentence(name), id="accounts.E001")] if name else []


def _real_council() -> str:
    try:
        with transaction.atomic():
            return first_real_council()
    except DatabaseError:
        return ""


def _sentence(name: str) -> str:
    text = _("NGHITRUONG_DEMO is on, but this database holds a real council (%(name)s). Nothing was started.")
    return text % {"name": name}
