"""Public meetings: the list, one of them with its programme, papers and live area, and the results of its votes."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from nghitruong.domain.room.live.topics import render_meeting
from nghitruong.foundation.events.registry import Audience
from nghitruong.outer.portal.queries.meetings import (
    PublicMeeting,
    all_meetings,
    meeting_of,
    programme_of,
)
from nghitruong.outer.portal.queries.sites import Site
from nghitruong.outer.portal.queries.votes import PublicVote, record_of, vote_of, votes_in
from nghitruong.outer.portal.views import shapes
from nghitruong.outer.portal.views.answering import public_page, show
from nghitruong.web.paging import page_of

PAGE = 20


@public_page
def meeting_list(request: HttpRequest, site: Site) -> HttpResponse:
    """All public meetings, newest first."""
    page, pager = page_of(request, all_meetings(site.council_ids), PAGE)
    rows = [shapes.meeting_line(site, row) for row in page]
    return show(request, site, "portal/meetings.html", title=_("Sessions"), meetings=rows, pager=pager)


@public_page
def meeting(request: HttpRequest, site: Site, meeting_id: int) -> HttpResponse:
    """One meeting: where it stands, its programme with papers, its results; live while it runs."""
    found = _meeting_or_404(site, meeting_id)
    votes = votes_in(site.council_ids, found.id)
    context = {
        "meeting": shapes.meeting_line(site, found),
        "room": _room(found),
        "programme": shapes.programme_lines(site, found, programme_of(found), votes),
        "back_url": site.at("ky-hop"),
        "back_label": _("Sessions"),
    }
    return show(request, site, "portal/meeting.html", title=found.title, **context)


@public_page
def live_area(_request: HttpRequest, site: Site, meeting_id: int) -> HttpResponse:
    """What the stream would send, for who cannot have one."""
    return HttpResponse(_room(_meeting_or_404(site, meeting_id)))


@public_page
def vote(request: HttpRequest, site: Site, meeting_id: int, poll_id: int) -> HttpResponse:
    """One round: its result with the sentence of its law, and how to count it again."""
    found = vote_of(site.council_ids, meeting_id, poll_id)
    if found is None:
        raise Http404
    return show(request, site, "portal/vote.html", **_vote_context(site, found))


@public_page
def vote_record(_request: HttpRequest, site: Site, meeting_id: int, poll_id: int) -> HttpResponse:
    """The published record, as `nghitruong recount` reads it."""
    record = record_of(site.council_ids, meeting_id, poll_id)
    if record is None:
        raise Http404
    response = HttpResponse(json.dumps(record, ensure_ascii=False, indent=1), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{_file_name(meeting_id, record["number"])}"'
    return response


def _file_name(meeting_id: int, number: int) -> str:
    return f"bieu-quyet-{meeting_id}-{number}.json"


def _meeting_or_404(site: Site, meeting_id: int) -> PublicMeeting:
    found = meeting_of(site.council_ids, meeting_id)
    if found is None:
        raise Http404
    return found


def _room(found: PublicMeeting) -> str:
    """The same partial that the stream pushes to everybody."""
    return mark_safe(render_meeting(f"meeting-{found.id}", Audience.PUBLIC, found.council_id))  # noqa: S308 - a template's


def _vote_context(site: Site, found: PublicVote) -> dict[str, object]:
    return {
        "title": found.question,
        "vote": shapes.vote_line(site, found),
        "result": shapes.result_of(found),
        "facts": shapes.vote_facts(found),
        "command": f"nghitruong recount {_file_name(found.meeting_id, found.number)}",
        "receipt": "--receipt K7P42MXR",
        "back_url": site.at("ky-hop", found.meeting_id),
        "back_label": found.meeting_title,
    }
