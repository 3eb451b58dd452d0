"""The pages of the room: the deputy's, the chair's, the secretary's, the wall's. Each press is one verb."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from nghitruong.domain.meetings import actions as meetings
from nghitruong.domain.meetings.queries import (
    item_for,
    meeting_for,
    meetings_of,
    round_page_of,
    running_meeting,
    speaker_request_for,
    with_room,
)
from nghitruong.domain.room.forms import BallotForm, PressForm
from nghitruong.domain.room.live.consoles import (
    chair_context,
    deputy_context,
    desk_context,
    hall_context,
    minutes_context,
    own_context,
    received_ballot,
    secretary_context,
    unsent_context,
    wall_context,
)
from nghitruong.domain.room.live.public import is_followed
from nghitruong.domain.room.live.topics import member_context
from nghitruong.domain.room.policies import may_see_consoles
from nghitruong.domain.room.queries.room import is_let_in, room_by_code, room_for
from nghitruong.domain.room.rules import UNKNOWN_CODE
from nghitruong.domain.room.views.presses import PRESSES
from nghitruong.domain.voting.actions import cast_vote
from nghitruong.domain.voting.queries import poll_for
from nghitruong.domain.voting.rules import NO_SUCH_CHOICE
from nghitruong.kernel.actor import Actor, Role
from nghitruong.kernel.decision import RefusedError, ensure
from nghitruong.web.choices import choice_of

if TYPE_CHECKING:
    from nghitruong.domain.meetings.models import Meeting
    from nghitruong.domain.voting.models import Poll


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@require_GET
def door(request: HttpRequest) -> HttpResponse:
    """To one's own face of the meeting in progress, or of the latest one."""
    actor = actor_of(request)
    meeting = running_meeting(actor.council_id or 0) or with_room(meetings_of(actor)).first()
    if meeting is None:
        return redirect("meetings:list")
    return redirect(_face_of(actor, meeting), meeting.pk)


@require_GET
def deputy(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The room from inside; who only follows a public meeting is led to its public face."""
    actor = actor_of(request)
    meeting = meeting_for(actor, meeting_id)
    if not is_let_in(actor, meeting) and is_followed(meeting):
        return redirect("portal:meeting", meeting.council.unit.code, meeting.pk)
    if round_page_of(actor, meeting) is not None:
        return redirect("meetings:detail", meeting.pk)
    return render(request, "room/deputy.html", deputy_context(actor, room_for(actor, meeting_id)))


@require_GET
def deputy_area(request: HttpRequest, meeting_id: int) -> HttpResponse:
    return render(request, "room/_deputy.html", member_context(room_for(actor_of(request), meeting_id)))


@require_GET
def own_area(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """What is this person's own: roll call, wish to speak, the floor."""
    actor = actor_of(request)
    return render(request, "room/_own.html", own_context(actor, room_for(actor, meeting_id)))


@require_GET
def ballot_area(request: HttpRequest, meeting_id: int) -> HttpResponse:
    actor = actor_of(request)
    return render(request, "room/_ballot.html", deputy_context(actor, room_for(actor, meeting_id)))


@require_GET
def chair(request: HttpRequest, meeting_id: int) -> HttpResponse:
    ensure(may_see_consoles(actor_of(request)))
    actor = actor_of(request)
    meeting = meeting_for(actor, meeting_id)
    if round_page_of(actor, meeting) is not None:
        return redirect("meetings:detail", meeting.pk)
    return render(request, "room/chair.html", chair_context(actor, meeting))


@require_GET
def chair_area(request: HttpRequest, meeting_id: int) -> HttpResponse:
    ensure(may_see_consoles(actor_of(request)))
    actor = actor_of(request)
    return render(request, "room/_chair.html", chair_context(actor, meeting_for(actor, meeting_id)))


@require_GET
def unsent_area(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Who has not sent, while the vote is open."""
    ensure(may_see_consoles(actor_of(request)))
    return render(request, "room/_unsent.html", unsent_context(meeting_for(actor_of(request), meeting_id)))


@require_GET
def secretary(request: HttpRequest, meeting_id: int) -> HttpResponse:
    ensure(may_see_consoles(actor_of(request)))
    actor = actor_of(request)
    meeting = meeting_for(actor, meeting_id)
    if round_page_of(actor, meeting) is not None:
        return redirect("meetings:detail", meeting.pk)
    return render(request, "room/secretary.html", secretary_context(actor, meeting))


@require_GET
def secretary_area(request: HttpRequest, meeting_id: int) -> HttpResponse:
    ensure(may_see_consoles(actor_of(request)))
    actor = actor_of(request)
    return render(request, "room/_secretary.html", desk_context(actor, meeting_for(actor, meeting_id)))


@require_GET
def hall_area(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The seats, while the vote is open."""
    ensure(may_see_consoles(actor_of(request)))
    return render(request, "room/_hall.html", hall_context(meeting_for(actor_of(request), meeting_id)))


@require_GET
def minutes_area(request: HttpRequest, meeting_id: int) -> HttpResponse:
    ensure(may_see_consoles(actor_of(request)))
    meeting = meeting_for(actor_of(request), meeting_id)
    return render(request, "room/_minutes.html", minutes_context(meeting))


@require_GET
def wall(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "room/wall.html", wall_context(_paired_meeting(code), code))


@require_GET
def wall_area(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "room/_wall.html", wall_context(_paired_meeting(code), code))


def ballot(request: HttpRequest, poll_id: int) -> HttpResponse:
    """Choose and look again (GET, works without script), or send (POST): answers the receipt."""
    actor = actor_of(request)
    poll = poll_for(actor, poll_id)
    if request.method != "POST":
        return _look_again(request, poll)
    form = BallotForm(request.POST)
    if not form.is_valid():
        raise RefusedError(NO_SUCH_CHOICE)
    cast_vote(actor, poll, **form.cleaned_data)
    return _received(request, actor, poll)


@require_POST
def check_in(request: HttpRequest, meeting_id: int) -> HttpResponse:
    actor = actor_of(request)
    meetings.check_in(actor, meeting_for(actor, meeting_id))
    return _changed(request, "room:deputy", meeting_id)


@require_POST
def ask_for_floor(request: HttpRequest, item_id: int) -> HttpResponse:
    actor = actor_of(request)
    item = item_for(actor, item_id)
    meetings.ask_for_floor(actor, item, kind=request.POST.get("kind", "speech"))
    return _changed(request, "room:deputy", item.meeting_id)


@require_POST
def withdraw(request: HttpRequest, request_id: int) -> HttpResponse:
    actor = actor_of(request)
    wish = speaker_request_for(actor, request_id)
    meetings.withdraw_request(actor, wish)
    return _changed(request, "room:deputy", wish.item.meeting_id)


@require_POST
def call(request: HttpRequest, request_id: int) -> HttpResponse:
    actor = actor_of(request)
    wish = speaker_request_for(actor, request_id)
    meetings.give_floor(actor, wish)
    return _changed(request, _face_of(actor, wish.item.meeting), wish.item.meeting_id)


@require_POST
def extend(request: HttpRequest, request_id: int) -> HttpResponse:
    actor = actor_of(request)
    wish = speaker_request_for(actor, request_id)
    meetings.extend_speech(actor, wish)
    return _changed(request, _face_of(actor, wish.item.meeting), wish.item.meeting_id)


@require_POST
def end_speech(request: HttpRequest, request_id: int) -> HttpResponse:
    actor = actor_of(request)
    wish = speaker_request_for(actor, request_id)
    meetings.end_speech(actor, wish)
    return _changed(request, _face_of(actor, wish.item.meeting), wish.item.meeting_id)


@require_POST
def press(request: HttpRequest, meeting_id: int, name: str) -> HttpResponse:
    """One press of a console: the verb of that name with what the form brings along."""
    actor = actor_of(request)
    meeting = meeting_for(actor, meeting_id)
    act = PRESSES.get(name)
    form = PressForm(request.POST)
    if act is None or not form.is_valid():
        raise Http404
    act(actor, meeting, form.cleaned_data)
    return _changed(request, _face_of(actor, meeting), meeting_id)


def _face_of(actor: Actor, meeting: Meeting) -> str:
    if meeting.presider_id == actor.person_id or (actor.has(Role.CHAIR) and meeting.presider_id is None):
        return "room:chair"
    return "room:secretary" if actor.has(Role.SECRETARY, Role.CLERK) else "room:deputy"


def _changed(request: HttpRequest, face: str, meeting_id: int) -> HttpResponse:
    """A script is told to fetch its areas anew; a plain form goes back to its page."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Trigger": "room-changed"})
    return redirect(face, meeting_id)


def _look_again(request: HttpRequest, poll: Poll) -> HttpResponse:
    context: dict[str, Any] = {"meeting": poll.meeting, "poll": poll, "key": secrets.token_hex(16)}
    try:
        context["choice"] = choice_of(request.GET.get("choice", ""))
    except LookupError:
        return redirect("room:deputy", poll.meeting_id)
    return render(request, "room/ballot_check.html", context)


def _received(request: HttpRequest, actor: Actor, poll: Poll) -> HttpResponse:
    if request.headers.get("HX-Request") != "true":
        return redirect("room:deputy", poll.meeting_id)
    return render(request, "room/_ballot_alone.html", {"ballot": received_ballot(actor, poll)})


def _paired_meeting(code: str) -> Meeting:
    room = room_by_code(code)
    if room is None:
        raise RefusedError(UNKNOWN_CODE)
    return room.meeting
