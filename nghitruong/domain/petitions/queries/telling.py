"""Whom of a petition's voters and followers can be told, and of what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from nghitruong.domain.petitions.lifecycle import ENDED, ReplyState
from nghitruong.domain.petitions.models import Follower, Petition, Voice
from nghitruong.domain.petitions.queries.upward import came_from_below


@dataclass(frozen=True)
class Told:
    """What a letter to a voter says; `voters` are name, phone and mail address of who can be reached,
    `followers` mail address and code to leave of who confirmed that she follows."""

    petition_id: int
    code: str
    title: str
    agency: str
    answer: str
    promised_on: date | None
    voters: tuple[tuple[str, str, str], ...]
    private_codes: Mapping[str, str]
    followers: tuple[tuple[str, str], ...]


def told_of(petition_id: int) -> Told | None:
    """The petition with everybody who asked and can be reached, and who follows it."""
    petition = Petition.objects.select_related("agency").filter(pk=petition_id).first()
    if petition is None:
        return None
    # Who asked another council hears it from there.
    asked_here = petition.voices.none() if came_from_below(petition) else petition.voices.order_by("id")
    voices = [each for each in asked_here if each.phone or each.email]
    accepted = petition.replies.filter(state=ReplyState.ACCEPTED).select_related("agency")
    reply = accepted.order_by("-number").first()
    return Told(
        petition.pk,
        petition.code,
        petition.title,
        reply.agency.name if reply else petition.agency.name if petition.agency else "",
        reply.text if reply else "",
        petition.promised_on,
        tuple((each.name, each.phone, each.email) for each in voices),
        {each.phone or each.email: each.private_code for each in voices},
        tuple(petition.followers.filter(is_confirmed=True).order_by("id").values_list("email", "leave_code")),
    )


@dataclass(frozen=True)
class ToConfirm:
    """What the first mail to a follower says, and the codes to confirm and to leave."""

    follower_id: int
    code: str
    title: str
    email: str
    confirm_code: str


def follower_to_confirm(follower_id: int) -> ToConfirm | None:
    """A follower who has not confirmed yet; None for anybody else."""
    waiting = Follower.objects.filter(pk=follower_id, is_confirmed=False).select_related("petition").first()
    if waiting is None:
        return None
    petition = waiting.petition
    return ToConfirm(waiting.pk, petition.code, petition.title, waiting.email, waiting.confirm_code)


def councils_that_forget(today: date) -> list[int]:
    """The councils in which the term of a voter of an ended petition is over."""
    due = Voice.objects.filter(forgotten_on=None, forget_after__lt=today, petition__state__in=ENDED)
    return list(due.order_by().values_list("council_id", flat=True).distinct())
