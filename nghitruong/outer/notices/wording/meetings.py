"""Invitations, changes and cancellations of meetings, and new papers (E01, E02, SMS-01, 02)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nghitruong.domain.meetings.lifecycle import MeetingState
from nghitruong.domain.meetings.queries import items_of, meetings_of
from nghitruong.foundation.events.queries import Happened
from nghitruong.kernel import clock
from nghitruong.kernel.actor import system_actor
from nghitruong.kernel.vietnamese import date_with_weekday, short_date, short_moment, short_time
from nghitruong.outer.notices.kinds import Kind, Letter, Occasion, Recipient
from nghitruong.outer.notices.queries.people import deputies_invited_to, invited_to
from nghitruong.outer.notices.queries.said import meeting_of_item, papers_to_tell
from nghitruong.outer.notices.wording.greeting import dear

NEAR = timedelta(hours=24)
"""Whoever was to come within a day is told of a change also at night."""
PAPERS_WAIT_S = 600
MOST_LISTED = 30


@dataclass(frozen=True)
class Gathering:
    """What a letter says of a meeting. `titles` are its open items; of a closed one not even the number is told."""

    id: int
    council: str
    title: str
    starts_at: datetime
    place: str
    state: MeetingState
    reason: str
    titles: tuple[str, ...]


def meeting_changed(event: Happened) -> Occasion | None:
    """Something about a convened meeting that its people must know: it is called, moved, put off, called off."""
    found = _gathering(event)
    if found is None:
        return None
    about = f"{found.state}|{found.starts_at.isoformat()}|{found.place}"[:200]
    is_change = found.state is not MeetingState.CONVENED or event.verb == "meetings.change_meeting"
    is_urgent = is_change and found.starts_at - clock.now() < NEAR
    return Occasion(event.council_id, found, f"meeting-{found.id}", about, is_urgent=is_urgent)


def papers_added(event: Happened) -> Occasion | None:
    """Papers that the deputies may read were put before a convened meeting."""
    item_id = event.subject.id if event.subject else 0
    found = _gathering(event, meeting_of_item(item_id) or 0)
    if found is None or found.state is not MeetingState.CONVENED:
        return None
    thread = f"meeting-{found.id}"
    items = papers_to_tell(item_id, PAPERS.code, thread)
    return Occasion(event.council_id, found, thread, items=items) if items else None


def deputies_invited(occasion: Occasion) -> list[Recipient]:
    return deputies_invited_to(occasion.data.id)


def invited(occasion: Occasion) -> list[Recipient]:
    return invited_to(occasion.data.id)


def meeting_letter(occasion: Occasion, one: Recipient) -> Letter:
    found: Gathering = occasion.data
    if found.state is MeetingState.CONVENED:
        return _invitation(found, one)
    return _called_off(found, one)


def papers_letter(occasion: Occasion, one: Recipient) -> Letter:
    """How many papers and which; papers that came meanwhile are in it."""
    found: Gathering = occasion.data
    count = len(occasion.items)
    values = {"count": count, "council": found.council, "meeting": found.title}
    subject = ngettext(
        "[%(council)s] %(count)s paper of %(meeting)s", "[%(council)s] %(count)s papers of %(meeting)s", count
    )
    lines = [f"- {title}" for _number, title in occasion.items[:MOST_LISTED]]
    said = ngettext(
        "%(count)s paper of %(meeting)s is there to read:", "%(count)s papers of %(meeting)s are there to read:", count
    )
    sms = ngettext(
        "%(council)s: %(count)s new paper of %(meeting)s. Please read at",
        "%(council)s: %(count)s new papers of %(meeting)s. Please read at",
        count,
    )
    return Letter(
        subject % values,
        "\n\n".join([dear(one), said % values, "\n".join(lines)]),
        reverse("meetings:detail", args=[found.id]),
        _("Open the papers"),
        (sms % {**values},),
    )


def _invitation(found: Gathering, one: Recipient) -> Letter:
    values = _values(found)
    lines = [
        _("Time: %(time)s, %(weekday)s.") % values,
        *([_("Place: %(place)s.") % values] if found.place else []),
        *([_("Items:"), *(f"- {title}" for title in found.titles)] if found.titles else []),
    ]
    return Letter(
        _("[%(council)s] Invitation to %(meeting)s, %(moment)s") % values,
        "\n\n".join([dear(one), _("The Standing body invites you to %(meeting)s.") % values, "\n".join(lines)]),
        reverse("meetings:detail", args=[found.id]),
        _("See the meeting"),
        (
            _("%(council)s: %(meeting)s opens at %(time)s on %(day)s, %(place)s. See") % values,
            _("%(council)s: %(meeting)s opens at %(time)s on %(day)s. See") % values,
        ),
    )


def _called_off(found: Gathering, one: Recipient) -> Letter:
    values = _values(found)
    if found.state is MeetingState.POSTPONED:
        subject = _("[%(council)s] %(meeting)s is postponed")
        said = _("%(meeting)s, which was to open at %(moment)s, is postponed.")
        sms = _("%(council)s: %(meeting)s on %(day)s is postponed. See")
    else:
        subject = _("[%(council)s] %(meeting)s is cancelled")
        said = _("%(meeting)s, which was to open at %(moment)s, is cancelled.")
        sms = _("%(council)s: %(meeting)s on %(day)s is cancelled. See")
    reason = [_("Reason: %(reason)s") % values] if found.reason else []
    path = reverse("meetings:detail", args=[found.id])
    return Letter(
        subject % values, "\n\n".join([dear(one), said % values, *reason]), path, _("See the meeting"), (sms % values,)
    )


def _values(found: Gathering) -> dict[str, str]:
    day = clock.local_date(found.starts_at)
    return {
        "council": found.council,
        "meeting": found.title,
        "moment": short_moment(found.starts_at),
        "time": short_time(found.starts_at),
        "day": short_date(day),
        "weekday": date_with_weekday(day),
        "place": found.place,
        "reason": found.reason,
    }


def _gathering(event: Happened, meeting_id: int | None = None) -> Gathering | None:
    """The meeting of an event as it is now, once it was convened."""
    number = meeting_id if meeting_id is not None else event.subject.id if event.subject else 0
    meetings = meetings_of(system_actor(event.council_id)).select_related("council")
    row = meetings.filter(pk=number).exclude(convened_at=None).first()
    told = (MeetingState.CONVENED, MeetingState.POSTPONED, MeetingState.CANCELLED)
    if row is None or row.state not in told:
        return None
    titles = items_of(row.pk).filter(is_public=True).values_list("title", flat=True)
    return Gathering(
        row.pk,
        row.council.name,
        row.title,
        row.starts_at,
        row.place,
        MeetingState(row.state),
        row.state_reason,
        tuple(titles[:MOST_LISTED]),
    )


INVITATION = Kind(
    "invitation",
    "invitation",
    gettext_lazy("Invitations, changes and cancellations of meetings"),
    meeting_changed,
    invited,
    meeting_letter,
    hears={
        "meetings.invite_participants": "meeting-",
        "meetings.change_meeting": "meeting-",
        "meetings.postpone_meeting": "meeting-",
        "meetings.cancel_meeting": "meeting-",
    },
)
PAPERS = Kind(
    "papers",
    "papers",
    gettext_lazy("Papers of a meeting"),
    papers_added,
    deputies_invited,
    papers_letter,
    hears={"meetings.add_paper": "meeting-"},
    wait_s=PAPERS_WAIT_S,
    merges=True,
    sms_once_a_day=True,
)
