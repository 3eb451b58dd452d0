"""What a process does before its first call, which would wait half a second for it: in the hall everybody would."""

import contextlib
import gc
import logging
import threading
from concurrent.futures import Executor
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection
from django.template.loader import get_template
from django.urls import get_resolver
from django.utils.translation import override

from nghitruong.foundation.events.wake import wake_readers
from nghitruong.foundation.law.pack import rule_pack

log = logging.getLogger(__name__)

HALL = ("accounts", "audit", "councils", "events", "law", "meetings", "voting")
"""Apps whose tables a press of the chair reads or writes."""
SHOWN = ("web", "room", "meetings", "desk")
"""Apps whose pages stand on the tablets of a session."""
PATIENCE_S = 5.0


def warm_process() -> None:
    """What all threads share: every view is imported, the law is read, the pages of a session are compiled."""
    get_resolver().reverse_dict  # noqa: B018 - asking is what imports
    rule_pack()
    with override(settings.LANGUAGE_CODE):
        for app in SHOWN:
            home = Path(apps.get_app_config(app).path) / "templates"
            for page in sorted(home.rglob("*.html")):
                get_template(page.relative_to(home).as_posix())


def warm_threads(threads: Executor, count: int) -> None:
    """Let each of so many threads open its database connection, and the server behind it learn the hall's tables."""
    meeting = threading.Barrier(count)
    for done in [threads.submit(_warm_thread, meeting) for _ in range(count)]:
        done.result()


def keep_for_good() -> None:
    """Take what is there now out of the collector's rounds: each round over all of it stops a process for 0.1 s."""
    gc.collect()
    gc.freeze()


def _warm_thread(meeting: threading.Barrier) -> None:
    try:
        tables = [table._meta.db_table for app in HALL for table in apps.get_app_config(app).get_models()]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(f'SELECT 1 FROM "{table}" WHERE 1 = 0' for table in tables))  # noqa: S608
        wake_readers()
    except DatabaseError as error:
        log.warning("a thread starts without its database connection (%s)", str(error).strip())
    finally:
        # Each thread must come once: none may take the work of two. Cold threads answer too, only later.
        with contextlib.suppress(threading.BrokenBarrierError):
            meeting.wait(PATIENCE_S)
