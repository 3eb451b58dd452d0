"""Receptions and appointments in the shapes that the page components read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nghitruong.domain.letters.lifecycle import SlotState
from nghitruong.domain.letters.queries import PublicDay
from nghitruong.kernel import clock
from nghitruong.kernel.vietnamese.dates import date_with_weekday, short_date, short_moment, short_time
from nghitruong.outer.portal.queries.reception import OwnAppointment
from nghitruong.outer.portal.queries.sites import Site
from nghitruong.web import parts
from nghitruong.web.words import in_words

if TYPE_CHECKING:
    from nghitruong.domain.letters.models import ReceptionDay

TONES = {
    SlotState.ASKED: "amber",
    SlotState.CONFIRMED: "done",
    SlotState.DECLINED: "red",
    SlotState.CANCELLED: "grey",
}


@dataclass(frozen=True)
class DayLine:
    """A posted day: when, who, where, and what has changed since it was posted."""

    day: PublicDay
    when: str
    hours: str
    deputy_url: str
    ask_url: str
    posted: str
    moved_to: str


def day_lines(site: Site, days: Iterable[PublicDay], slugs: Mapping[int, str]) -> list[DayLine]:
    return [_day_line(site, day, slugs.get(day.mandate_id, "")) for day in days]


def slot_tag(mine: OwnAppointment) -> parts.Tag:
    """Where the appointment stands."""
    return parts.Tag(in_words(mine.state), TONES[mine.state])


def posted_facts(day: "ReceptionDay") -> list[parts.Fact]:
    """What is asked for, above the form."""
    return [
        parts.Fact(_("Day"), _when(day.starts_at, day.ends_at)),
        parts.Fact(_("Receives"), day.receiver.person.full_name),
        parts.Fact(_("Place"), _("Online") if day.is_online and not day.place else day.place),
    ]


def own_facts(mine: OwnAppointment) -> list[parts.Fact]:
    """What is known and kept of it."""
    rows = (
        (_("Your time"), short_moment(mine.at) if mine.at else ""),
        (_("Day"), _when(mine.starts_at, mine.ends_at)),
        (_("Receives"), mine.receiver),
        (_("Place"), mine.place),
        (_("What you come for"), mine.subject),
        (_("Reason"), mine.reason),
        (_("Your name"), mine.name),
        (_("Telephone"), mine.phone),
        (_("E-mail"), mine.email),
        (_("Kept until"), short_date(mine.forget_after) if mine.forget_after else ""),
    )
    return [parts.Fact(name, value) for name, value in rows if value]


def _day_line(site: Site, day: PublicDay, slug: str) -> DayLine:
    return DayLine(
        day=day,
        when=date_with_weekday(clock.local_date(day.starts_at)),
        hours=f"{short_time(day.starts_at)}\N{NO-BREAK SPACE}–\N{NO-BREAK SPACE}{short_time(day.ends_at)}",
        deputy_url=site.at("dai-bieu", slug) if slug else "",
        ask_url=site.at("lich-tiep-dan", day.id, "hen") if day.may_ask else "",
        posted=short_date(day.posted_on) if day.posted_on else "",
        moved_to=short_moment(day.new_starts_at) if day.new_starts_at else "",
    )


def _when(starts_at: datetime, ends_at: datetime) -> str:
    day = date_with_weekday(clock.local_date(starts_at))
    return f"{day}, {short_time(starts_at)} – {short_time(ends_at)}"
