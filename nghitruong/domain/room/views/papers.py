"""The papers that come out of a meeting, as DOCX and PDF."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from nghitruong.domain.meetings.policies import may_read_minutes
from nghitruong.domain.meetings.queries import has_sat, meeting_for
from nghitruong.domain.room.queries.papers import meeting_name, minutes_facts, secretary_of, vote_facts
from nghitruong.domain.room.rules import NOT_ANNOUNCED, NOTHING_HELD
from nghitruong.domain.room.views.pages import actor_of
from nghitruong.domain.voting.lifecycle import PollState
from nghitruong.domain.voting.queries import poll_for
from nghitruong.engines.officialforms.forms.minutes import session_minutes
from nghitruong.engines.officialforms.forms.vote_result import vote_record
from nghitruong.kernel.decision import RefusedError, ensure
from nghitruong.kernel.vietnamese import fold_key
from nghitruong.web.papers import paper_file


@require_GET
def minutes(request: HttpRequest, meeting_id: int, form: str) -> HttpResponse:
    """The minutes of a meeting that has been opened; a draft until it is closed."""
    actor = actor_of(request)
    meeting = meeting_for(actor, meeting_id)
    ensure(may_read_minutes(actor))
    if not has_sat(meeting):
        raise RefusedError(NOTHING_HELD)
    document = session_minutes(minutes_facts(meeting, secretary=secretary_of(meeting, actor)))
    return paper_file(document, form, f"bien-ban-{fold_key(meeting_name(meeting)).replace(' ', '-')}")


@require_GET
def vote(request: HttpRequest, poll_id: int, form: str) -> HttpResponse:
    """The record of one announced vote."""
    actor = actor_of(request)
    poll = poll_for(actor, poll_id)
    if poll.state != PollState.ANNOUNCED:
        raise RefusedError(NOT_ANNOUNCED)
    document = vote_record(vote_facts(poll, secretary=secretary_of(poll.meeting, actor)))
    return paper_file(document, form, f"ket-qua-bieu-quyet-{poll.number}")
