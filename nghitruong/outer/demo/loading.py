"""Build the whole demo, once; take it away again."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from nghitruong.foundation.accounts.queries import demo_accounts, demo_councils, first_real_council
from nghitruong.foundation.audit.actions import seal_all
from nghitruong.foundation.councils.queries import council_with_code
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Role
from nghitruong.kernel.decision import Refusal, RefusedError
from nghitruong.outer.demo import world
from nghitruong.outer.demo.names import NameMaker
from nghitruong.outer.demo.organisation import open_city_office, staff_binh_minh, staff_city, staff_sen_hong
from nghitruong.outer.demo.story import tell_binh_minh, tell_sen_hong
from nghitruong.outer.demo.territory import build_city, build_merged_ward, build_ward
from nghitruong.outer.demo.timeline import Timeline
from nghitruong.outer.demo.upward import send_up

REAL_COUNCIL = Refusal(
    "demo.real_council",
    "This database holds a real council (%(name)s). The demo never touches it: name another folder in NGHITRUONG_DATA.",
)


def load_demo(tell: Callable[[str], object] = lambda _part: None) -> bool:
    """Build the demo; answers whether anything was built. Twice changes nothing; half a demo is replaced.

    `tell` hears the name of each part that stands. Raises RefusedError over a real council.
    """
    _refuse_real()
    if is_loaded():
        return False
    if demo_councils().exists():
        wipe_demo()
    with _quick_writes():
        _build(tell)
        seal_all()
    return True


def is_loaded() -> bool:
    """Whether a demo stands whole: the city's administrator comes last."""
    city = council_with_code(world.CITY.code)
    return city is not None and demo_accounts(city.pk, Role.PROVINCE_ADMIN).exists()


def wipe_demo() -> None:
    """Empty the tables and the documents' folder. Numbers go on rising, so that a running server sees what is new.

    Raises RefusedError over a real council.
    """
    _refuse_real()
    call_command("flush", interactive=False, verbosity=0, reset_sequences=False)
    root = Path(settings.DOCUMENTS_ROOT)
    for path in root.iterdir() if root.is_dir() else ():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _refuse_real() -> None:
    if name := first_real_council():
        raise RefusedError(Refusal(REAL_COUNCIL.code, REAL_COUNCIL.message, {"name": name}))


def _build(tell: Callable[[str], object]) -> None:
    days, names = Timeline(clock.now()), NameMaker(world.LEAD_NAMES)
    city = build_city(days, names)
    tell(city.name)
    binh_minh = build_ward(days, names, city, world.BINH_MINH, (world.LIEN, world.KIEN))
    ward = staff_binh_minh(binh_minh, days, names)
    tell_binh_minh(ward)
    tell(binh_minh.name)
    sen_hong = build_merged_ward(days, names, city)
    tell_sen_hong(staff_sen_hong(sen_hong, days, names))
    tell(sen_hong.name)
    send_up(ward, open_city_office(city, days, names))
    staff_city(city, days, names)


@contextmanager
def _quick_writes() -> Iterator[None]:
    """Let SQLite not wait for the disk at each verb: a demo that a power cut stops half-way is built anew."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
