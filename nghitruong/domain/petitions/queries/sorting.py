"""What a petition is sorted by beside its topic: the row of law for its answer, the reasons to choose from."""

import re
from collections.abc import Sequence
from datetime import date

from django.db.models import Count, QuerySet

from nghitruong.domain.commitments.rules import due_by
from nghitruong.domain.meetings.models import Meeting
from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.lifecycle import BEFORE_SENDING, Level, Pace
from nghitruong.domain.petitions.models import Intake, Petition
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.queries.doors import petitions_of
from nghitruong.foundation.councils.queries import law_on, province_code_of
from nghitruong.foundation.law.queries import calendar_for, catalogue
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.policy import NO_SUCH_RECORD


def vague_phrases() -> list[str]:
    """Phrases that promise nothing unless a day stands beside them."""
    return [item.label_vi for item in catalogue("vague_phrases")]


def return_reasons() -> list[tuple[str, str]]:
    """Why an answer is sent back, to choose from."""
    return [(item.code, item.label_vi) for item in catalogue("reply_return_reasons")]


def dissatisfaction_reasons() -> list[tuple[str, str]]:
    """Why a voter is not satisfied, to choose from."""
    return [(item.code, item.label_vi) for item in catalogue("dissatisfaction_reasons")]


def answer_param(petition: Petition) -> str:
    """The row of law that gives the days of this petition's answer (R7.22, R7.29)."""
    local = {item.code: str(item.facts["key"]) for item in catalogue("petition_answer_days")}
    province, is_central = province_code_of(petition.council_id), petition.level == Level.CENTRAL
    return rules.answer_key(local, province, Pace(petition.pace), is_central=is_central)


def due_if_sent(petitions: Sequence[Petition], agency_id: int | None) -> date | None:
    """The earliest day until which an agency would have to answer, were these sent today; None without any."""
    own = [each for each in petitions if each.agency_id == agency_id]
    if not own:
        return None
    today, council_id = clock.today(), own[0].council_id
    law, working = law_on(council_id, today), calendar_for(council_id)
    return min(due_by(today, law[key], working) for key in {answer_param(each) for each in own})


def contacts_of(actor: Actor) -> QuerySet[Meeting]:
    """The voter contacts of the council, the newest first: where an evening's petitions come from."""
    held = Meeting.objects.filter(council_id=actor.council_id or 0, kind="voter_contact")
    return held.order_by("-starts_at")


def intake_for(actor: Actor, intake_id: int) -> Intake:
    """One source in the actor's council, for who may record."""
    own = Intake.objects.filter(council_id=actor.council_id or 0, pk=intake_id).select_related("meeting")
    intake = own.first() if may(actor, "petitions.record_petitions").is_allowed else None
    if intake is None:
        raise RefusedError(NO_SUCH_RECORD, f"intake-{intake_id}")
    return intake


def intakes_of(actor: Actor) -> QuerySet[Intake]:
    """The sources of the council that hold petitions which are still to be sorted or sent, the newest first."""
    own = Intake.objects.filter(council_id=actor.council_id or 0, petitions__state__in=BEFORE_SENDING)
    return own.annotate(waiting=Count("petitions")).order_by("-held_on", "-id")


def of_intake(actor: Actor, intake: Intake) -> QuerySet[Petition]:
    """The petitions of one source, in their order."""
    return petitions_of(actor).filter(intake=intake).order_by("id")


def split_places(petition: Petition) -> list[tuple[int, str]]:
    """Where a second petition may begin: every word after a comma, a semicolon or a full stop, with what follows."""
    likely = petition.suggestion.get("doubt_at")
    places = {found.end() for found in re.finditer(r"[.;,:]\s+", petition.text)} | ({likely} if likely else set())
    return [(at, petition.text[at : at + 80]) for at in sorted(places) if petition.text[at:].strip()]
