"""Open votes for programs: the same verbs and reads as JSON."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest, JsonResponse
from ninja import Field, Router, Schema, Status

from nghitruong.domain.meetings.queries import item_for
from nghitruong.domain.voting import actions, queries
from nghitruong.domain.voting.queries import poll_for, poll_to_vote_in, visible_poll
from nghitruong.kernel.actor import Actor

router = Router(tags=["votes"])


class NewPoll(Schema):
    """`kind` is a code of the catalogue of vote kinds; it names the majority."""

    question: str = Field(min_length=1, max_length=500)
    kind: str = Field("resolution", max_length=20)
    seconds: int = Field(60, ge=5, le=3600)


class Ballot(Schema):
    """One of the three lawful options. A resent ballot carries the same Idempotency-Key."""

    choice: Literal["yes", "no", "abstain"]


class Receipt(Schema):
    """What a deputy keeps of a ballot, and the moment it was stored."""

    receipt: str
    stored_at: datetime


class Cancellation(Schema):
    """Why the round is cancelled; kept in the minutes."""

    reason: str = Field(min_length=1, max_length=300)


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.auth  # type: ignore[attr-defined]
    return actor


@router.post("/agenda-items/{int:item_id}/polls", response={201: dict[str, Any]}, summary="Prepare a vote")
def prepare(request: HttpRequest, item_id: int, wish: NewPoll) -> Status[dict[str, Any]]:
    actor = actor_of(request)
    return Status(201, visible_poll(actions.prepare_poll(actor, item_for(actor, item_id), **wish.dict()), actor))


@router.get(
    "/polls/{int:poll_id}", response=dict[str, Any], summary="State, numbers sent, and the result when it is due"
)
def read(request: HttpRequest, poll_id: int) -> dict[str, Any]:
    actor = actor_of(request)
    return visible_poll(poll_for(actor, poll_id), actor)


@router.post("/polls/{int:poll_id}/open", response=dict[str, Any], summary="Open the vote")
def open_poll(request: HttpRequest, poll_id: int) -> dict[str, Any]:
    actor = actor_of(request)
    return visible_poll(actions.open_poll(actor, poll_for(actor, poll_id)), actor)


@router.post("/polls/{int:poll_id}/close", response=dict[str, Any], summary="Close the vote and count")
def close_poll(request: HttpRequest, poll_id: int) -> dict[str, Any]:
    actor = actor_of(request)
    return visible_poll(actions.close_poll(actor, poll_for(actor, poll_id)), actor)


@router.post("/polls/{int:poll_id}/announce", response=dict[str, Any], summary="Announce the result")
def announce(request: HttpRequest, poll_id: int) -> dict[str, Any]:
    actor = actor_of(request)
    return visible_poll(actions.announce_result(actor, poll_for(actor, poll_id)), actor)


@router.post("/polls/{int:poll_id}/cancel", response=dict[str, Any], summary="Cancel the round")
def cancel(request: HttpRequest, poll_id: int, wish: Cancellation) -> dict[str, Any]:
    actor = actor_of(request)
    return visible_poll(actions.cancel_poll(actor, poll_for(actor, poll_id), reason=wish.reason), actor)


@router.post("/polls/{int:poll_id}/ballot", response=Receipt, summary="Cast one's own ballot")
def cast(request: HttpRequest, poll_id: int, wish: Ballot) -> JsonResponse:
    actor = actor_of(request)
    poll = poll_to_vote_in(actor, poll_id)
    return told(actions.cast_vote(actor, poll, choice=wish.choice, key=_key(request)))


def cast_together(ballots: Iterable[tuple[HttpRequest, Actor, int, Ballot]]) -> list[queries.Receipt | Exception]:
    """What became of ballots that came in the same moment, in their order: a receipt, or what ended it."""
    calls = [
        actions.cast_vote.call(actor, poll_to_vote_in(actor, poll_id), choice=wish.choice, key=_key(request))
        for request, actor, poll_id, wish in ballots
    ]
    return actions.cast_vote.together(calls)


def told(receipt: queries.Receipt) -> JsonResponse:
    """Answered as it is: checking our own two words against their description would cost as much as asking the law."""
    return JsonResponse(receipt._asdict())


def _key(request: HttpRequest) -> str:
    return request.headers.get("Idempotency-Key") or secrets.token_hex(16)
