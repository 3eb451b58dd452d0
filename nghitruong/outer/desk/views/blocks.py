"""What stands round the tasks: the meeting in progress or the next one, the days to come, the council's figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nghitruong.kernel import clock
from nghitruong.kernel.vietnamese import format_number, short_moment
from nghitruong.outer.desk.queries.council import LedgerState
from nghitruong.outer.desk.queries.meetings import Coming
from nghitruong.outer.desk.queries.papers import ReadingState
from nghitruong.outer.desk.rules import MeetingFacts, reading_minutes
from nghitruong.outer.desk.views.tasks import duration, unread_papers_url
from nghitruong.web import parts


@dataclass(frozen=True)
class Reading:
    """How far one person is with the papers of a meeting, in words."""

    state: ReadingState
    left: str
    url: str


@dataclass(frozen=True)
class NextMeeting:
    """The meeting that everything turns round: in progress, or the next."""

    meeting: Coming
    title: str
    is_running: bool
    url: str
    reading: Reading | None = None


def next_meeting(coming: Sequence[Coming], reading: dict[int, ReadingState]) -> NextMeeting | None:
    """The running one of these, else the first."""
    running = [row for row in coming if row.state in ("open", "adjourned")]
    chosen = next(iter([*running, *coming]), None)
    if chosen is None:
        return None
    is_running = chosen in running
    return NextMeeting(
        meeting=chosen,
        title=_("%(meeting)s is in progress") % {"meeting": chosen.title} if is_running else opening_words(chosen),
        is_running=is_running,
        url=reverse("room:door") if is_running else reverse("meetings:detail", args=[chosen.id]),
        reading=_reading(reading.get(chosen.id)),
    )


def opening_words(meeting: Coming) -> str:
    """Kỳ họp thứ 3 khai mạc sau 5 ngày."""
    days = days_until(clock.local_date(meeting.starts_at))
    if days <= 0:
        return _("%(meeting)s opens today") % {"meeting": meeting.title}
    text = ngettext("%(meeting)s opens in %(days)s day", "%(meeting)s opens in %(days)s days", days)
    return text % {"meeting": meeting.title, "days": days}


def greeting(name: str, gender: str) -> str:
    """The deputy is spoken to as ông or bà; both where the council's list does not say (ux 2.1)."""
    if gender == "nam":
        return _("Good day, Mr %(name)s") % {"name": name}
    if gender == "nu":
        return _("Good day, Ms %(name)s") % {"name": name}
    return _("Good day, %(name)s") % {"name": name}


def days_until(day: date) -> int:
    return (day - clock.today()).days


def preparation_of(meetings: Sequence[MeetingFacts]) -> MeetingFacts | None:
    """The next meeting that is still being prepared."""
    return next((row for row in meetings if row.is_before), None)


def preparation_steps(meeting: MeetingFacts, readers: int) -> list[parts.Step]:
    """The five steps before an opening (ux 5.5); the first that is not done is the present one."""
    items = meeting.open_items
    with_papers = sum(item.has_paper for item in items)
    lacking = sum(item.lacks_paper for item in items)
    scripts = sum(item.has_script for item in items)
    marks = [
        (_("Programme"), bool(items), _("%(count)s items") % {"count": len(items)}),
        (_("Invitation"), meeting.is_convened, _("Sent") if meeting.is_convened else _("Not sent yet")),
        (_("Papers"), bool(items) and not lacking, _("%(count)s items have papers") % {"count": with_papers}),
        (_("Deputies' reading"), bool(readers), _("%(count)s have begun to read") % {"count": readers}),
        (
            _("Script"),
            bool(items) and scripts == len(items),
            _("%(done)s of %(all)s") % {"done": scripts, "all": len(items)},
        ),
    ]
    current = next((place for place, (_name, is_done, _detail) in enumerate(marks) if not is_done), len(marks))
    return [
        parts.Step(name, "done" if is_done else "now" if place == current else "to_come", detail)
        for place, (name, is_done, detail) in enumerate(marks)
    ]


def ledger_facts(state: LedgerState) -> list[parts.Fact]:
    """The ledger in figures, for the auditor."""
    waiting = state.lines - state.sealed
    return [
        parts.Fact(_("Lines"), format_number(state.lines)),
        parts.Fact(_("Sealed"), format_number(state.sealed)),
        parts.Fact(_("Waiting for the seal"), format_number(waiting)),
        parts.Fact(_("Last sealed line"), short_moment(state.sealed_at) if state.sealed_at else ""),
        parts.Fact(_("Refused attempts today"), format_number(state.refused_today)),
        parts.Fact(_("Head hash"), state.head[:16]),
    ]


def _reading(state: ReadingState | None) -> Reading | None:
    if state is None or not state.total:
        return None
    minutes = reading_minutes(state.pages)
    left = ""
    if state.unread:
        text = ngettext("%(count)s paper is still to be read", "%(count)s papers are still to be read", state.unread)
        left = text % {"count": state.unread}
        left += f", {_('about %(time)s') % {'time': duration(minutes)}}" if minutes else ""
    return Reading(state, left, unread_papers_url())
