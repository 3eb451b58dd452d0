"""What the top of every office page says of the council: its term, and the meeting in progress."""

import re
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from nghitruong.kernel.actor import NOBODY, Actor
from nghitruong.kernel.vietnamese import roman
from nghitruong.outer.desk.queries.council import Frame, frame_of
from nghitruong.web.addresses import way_to


def desk(request: HttpRequest) -> dict[str, Any]:
    """Asked of the database only by a page that shows it, once."""
    actor: Actor = getattr(request, "actor", NOBODY)
    if not actor.is_signed_in or actor.council_id is None:
        return {}
    frame: Any = SimpleLazyObject(lambda: frame_of(actor))
    return {
        "home_url": "/",
        "council_detail": SimpleLazyObject(lambda: term_words(frame)),
        "notices_url": way_to("notices:inbox"),
        "notice_count": SimpleLazyObject(lambda: frame.notices),
        # In the room itself and on the page of today it is shown larger.
        "live": None if _shows_it(request.path) else SimpleLazyObject(lambda: _live(frame)),
    }


def term_words(frame: Frame) -> str:
    """Khóa I, nhiệm kỳ 2026–2031."""
    if not frame.ordinal:
        return ""
    values = {"ordinal": roman(frame.ordinal), "first": frame.first_year, "last": frame.last_year}
    return _("Council %(ordinal)s, term %(first)s–%(last)s") % values


def short_title(title: str) -> str:
    """Kỳ họp thứ ba, of “Kỳ họp thứ ba (thường lệ), HĐND phường …”: what one line of a phone has room for."""
    return re.split(r"[(,;]", title, maxsplit=1)[0].strip() or title


def _shows_it(path: str) -> bool:
    return path == "/" or path.startswith((way_to("desk:today"), way_to("room:door")))


def _live(frame: Frame) -> dict[str, str] | None:
    """The way into the room of whoever asks, while a meeting runs."""
    if not frame.running_title:
        return None
    return {
        "label": _("In session: %(meeting)s") % {"meeting": short_title(frame.running_title)},
        "title": _("In session: %(meeting)s. Enter the room") % {"meeting": frame.running_title},
        "url": way_to("room:door"),
    }
