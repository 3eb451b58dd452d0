"""The calendar that other programs fetch: whoever has the secret address is answered, without a sign-in."""

from datetime import datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nghitruong.domain.commitments.lifecycle import WITH_DEBTOR
from nghitruong.domain.commitments.queries import commitments_of
from nghitruong.domain.meetings.lifecycle import MeetingState
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.outer.notices.agenda import Entry, calendar
from nghitruong.outer.notices.queries import council_name, feed_owner, meetings_with
from nghitruong.outer.notices.telling import absolute

KEPT = timedelta(days=180)
MOST = 500


@require_safe
def calendar_file(_request: HttpRequest, secret: str) -> HttpResponse:
    """Meetings to which the owner is invited, and due days of what her agency owes, by her rights of this moment."""
    owner = feed_owner(secret)
    if owner is None:
        raise Http404
    text = calendar(council_name(owner.council_id or 0), [*_meetings(owner), *_dues(owner)])
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-cache"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _meetings(owner: Actor) -> list[Entry]:
    """Of a meeting that is not public, that there is one: the address of a calendar is easily passed on."""
    return [
        Entry(
            f"meeting-{row.pk}",
            row.title if row.is_public else _("Meeting"),
            row.convened_at or row.starts_at,
            row.starts_at,
            row.ends_at or _later(row.starts_at),
            row.place if row.is_public else "",
            absolute(reverse("meetings:detail", args=[row.pk])),
            row.state in (MeetingState.CANCELLED, MeetingState.POSTPONED),
        )
        for row in meetings_with(owner, clock.now() - KEPT)[:MOST]
    ]


def _dues(owner: Actor) -> list[Entry]:
    """Codes without titles."""
    if owner.agency_id is None:
        return []
    debts = commitments_of(owner).filter(debtor_id=owner.agency_id, state__in=WITH_DEBTOR).exclude(due_on=None)
    return [
        Entry(
            f"commitment-{row.pk}",
            _("%(code)s is due") % {"code": row.code},
            row.created_at,
            row.due_on,
            url=absolute(reverse("commitments:detail", args=[row.number])),
        )
        for row in debts[:MOST]
        if row.due_on
    ]


def _later(start: datetime) -> datetime:
    return start + timedelta(hours=4)
