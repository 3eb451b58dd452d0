"""The law's clocks as pages show them: what runs, what was met in time or late, and what is the council's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nghitruong.domain.petitions import queries, rules
from nghitruong.domain.petitions.policies import may
from nghitruong.foundation.law.wording import label_of, plain_value
from nghitruong.kernel import clock
from nghitruong.kernel.vietnamese import short_date
from nghitruong.web.parts import Tag, Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from nghitruong.kernel.actor import Actor
    from nghitruong.kernel.params import Param

NEAR = 3
"""Days before the day of a clock from which it is amber."""
CLOCK_WORDS = {
    rules.clocks.GATHER: gettext_lazy("Gather what was said and report it to the Standing body"),
    rules.clocks.REPORT: gettext_lazy("Consolidated report to the People's Committee"),
    rules.clocks.SUMMARY: gettext_lazy("Summary of what became of the last session's petitions"),
    rules.clocks.PUBLISH: gettext_lazy("Publish what became of petitions"),
}


@dataclass(frozen=True)
class ClockLine:
    """One clock of the law: until when, whether it was met and by what, the row behind it, where it is recorded."""

    words: Words
    subject: str
    due_on: date
    tag: Tag
    law_url: str
    basis: str = ""
    record_words: str = ""
    meet_url: str = ""
    undo_url: str = ""


@dataclass(frozen=True)
class LocalRow:
    """A row of law of the council's own or its province's: what it is about, how much, and what decided it."""

    words: str
    value: str
    document: str
    url: str


def clock_words(key: str) -> str:
    """What a clock asks for; a province's own row by its name in the table of rules."""
    return str(CLOCK_WORDS.get(key) or label_of(key))


def clock_lines(actor: Actor, clocks: Sequence[queries.Clock]) -> list[ClockLine]:
    """The clocks: what the law wants until when, and whether it is done, runs or has run out."""
    may_meet = may(actor, "petitions.meet_clock").is_allowed
    return [_line(each, may_meet=may_meet) for each in clocks]


def clocks_page(actor: Actor) -> dict[str, Any]:
    """What runs in the council, what was recorded as met, and the rows that are its own or its province's."""
    council_id = actor.council_id or 0
    return {
        "title": _("Days of the law"),
        "running": clock_lines(actor, queries.clocks_to_record(council_id)),
        "met": [_met(each) for each in queries.clock_records(council_id)[:50]],
        "local": [_local(each) for each in queries.local_rows(council_id)],
    }


def _line(running: queries.Clock, *, may_meet: bool) -> ClockLine:
    can_record = running.record is None and (running.meeting_id is not None or running.through is not None)
    asked_by = {"khoa": running.key, "cuoc": running.meeting_id or ""}
    met = running.record
    return ClockLine(
        clock_words(running.key),
        running.subject,
        running.due_on,
        _tag(running),
        reverse("law:rule", args=[running.key]),
        running.param.basis,
        _record_words(met) if met else "",
        f"{reverse('petitions:meet_clock')}?{urlencode(asked_by)}" if may_meet and can_record else "",
        reverse("petitions:take_back_clock", args=[met.pk]) if may_meet and met else "",
    )


def _met(met: Any) -> ClockLine:
    subject = _subject(met.meeting) if met.meeting else ""
    if met.through:
        subject = _("Answers that were due until %(day)s") % {"day": short_date(met.through)}
    return ClockLine(
        clock_words(met.key),
        subject,
        met.due_on,
        _met_tag(queries.record_late(met)),
        reverse("law:rule", args=[met.key]),
        "",
        _record_words(met),
        "",
        reverse("petitions:take_back_clock", args=[met.pk]),
    )


def _subject(meeting: Any) -> str:
    """A session by its name, a conference with voters by its place: as the running clock called it."""
    return str(meeting.title if meeting.kind == "session" else meeting.place or meeting.title)


def _record_words(met: Any) -> str:
    said = {"day": short_date(met.done_on), "document": met.document, "by": met.by}
    return _("%(document)s, on %(day)s, recorded by %(by)s") % said


def _met_tag(days_late: int) -> Tag:
    if not days_late:
        return Tag(_("Done in time"), "done", "check")
    return Tag(ngettext("Done, %(n)s day late", "Done, %(n)s days late", days_late) % {"n": days_late}, "amber")


def _tag(running: queries.Clock) -> Tag:
    today = clock.today()
    if running.record:
        return _met_tag(running.days_late)
    if not running.is_open:
        return Tag(_("Nothing waits"), "grey")
    if running.is_late(today):
        return Tag(_("Overdue"), "red", "alert-triangle")
    days = (running.due_on - today).days
    left = ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
    return Tag(_("Today") if not days else left, "amber" if days <= NEAR else "grey")


def _local(row: Param) -> LocalRow:
    return LocalRow(label_of(row.key), plain_value(row.value, row.unit), row.basis, reverse("law:rule", args=[row.key]))
