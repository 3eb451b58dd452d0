"""Reads of voter contact: rounds with totals that add up from their sites, the schedule, one site."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse

from nghitruong.domain.meetings.lifecycle import MeetingState
from nghitruong.domain.meetings.models import Meeting
from nghitruong.domain.petitions.lifecycle import Organiser, PetitionerKind, RoundState, WishKind
from nghitruong.domain.petitions.models import Contact, ContactRound, Petition
from nghitruong.domain.petitions.policies import may, reads_all
from nghitruong.domain.petitions.rules import may_publish_round
from nghitruong.foundation.councils.queries import law_on
from nghitruong.foundation.law.queries import calendar_for, catalogue
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role
from nghitruong.kernel.decision import Reason, RefusedError
from nghitruong.kernel.policy import NO_SUCH_RECORD

WRITING = timedelta(days=2)
"""Time after a conference began in which nobody is asked for its minutes (ux T07)."""

WITHOUT_MINUTES = "chua-nhap"
"""The chip of the list of rounds for what `without_minutes` finds."""

NOT_HELD = Q(recorded_on=None) & (
    Q(round__state=RoundState.CLOSED) | Q(meeting__state__in=[MeetingState.CANCELLED, MeetingState.POSTPONED])
)
"""What has no result and will have none: a round is closed with the reason why some were not held (R7.13)."""


@dataclass(frozen=True)
class Totals:
    """The sums of a round over its sites."""

    sites: int = 0
    held: int = 0
    attendance: int = 0
    spoke: int = 0
    petitions: int = 0
    opinions: int = 0


def contact_kinds() -> list[tuple[str, str]]:
    """The kinds of voter contact: code and words (R7.01)."""
    return [(item.code, item.label_vi) for item in catalogue("contact_kinds")]


def rounds_of(actor: Actor) -> QuerySet[ContactRound]:
    """The council's rounds, the newest first, each with its first day."""
    rounds = ContactRound.objects.filter(council_id=actor.council_id or 0)
    if not reads_all(actor):
        rounds = (
            rounds.filter(state__in=[RoundState.PUBLISHED, RoundState.CLOSED]) if actor.works_here else rounds.none()
        )
    return rounds.annotate(first_at=Min("sites__meeting__starts_at")).order_by("-id")


def rounds_in(actor: Actor, group: str) -> QuerySet[ContactRound]:
    """The rounds of one chip: WITHOUT_MINUTES, or all of them for anything else."""
    rounds = rounds_of(actor)
    return rounds.filter(pk__in=without_minutes(actor).values("round")) if group == WITHOUT_MINUTES else rounds


def round_for(actor: Actor, round_id: int) -> ContactRound:
    """One round of the actor's council."""
    found = rounds_of(actor).filter(pk=round_id).first()
    if found is None:
        raise RefusedError(NO_SUCH_RECORD, f"contact-round-{round_id}")
    return found


def sites_of(planned: ContactRound) -> QuerySet[Contact]:
    """The round's conferences in the order of their time, with how many petitions each brought."""
    asked = Q(meeting__intakes__petitions__kind=WishKind.PETITION)
    sites = planned.sites.select_related("meeting", "constituency").prefetch_related("deputies__person")
    return sites.annotate(
        petition_count=Count("meeting__intakes__petitions", filter=asked, distinct=True),
        opinion_count=Count("meeting__intakes__petitions", filter=~asked, distinct=True),
    ).order_by("meeting__starts_at", "id")


def site_for(actor: Actor, site_id: int) -> Contact:
    """One conference of a round that the actor reads."""
    readable = Contact.objects.filter(pk=site_id, round__in=rounds_of(actor).values("pk"))
    site = readable.select_related("meeting", "round", "constituency").first()
    if site is None:
        raise RefusedError(NO_SUCH_RECORD, f"contact-{site_id}")
    return site


def page_of_site(actor: Actor, meeting_id: int) -> str | None:
    """The page of the conference that this meeting is; "" for who may not read it, None when it is in no round."""
    site = Contact.objects.filter(meeting=meeting_id).first()
    if site is None:
        return None
    is_readable = rounds_of(actor).filter(pk=site.round_id).exists()
    return reverse("petitions:site", args=[site.pk]) if is_readable else ""


def totals_of(sites: list[Contact]) -> Totals:
    """The sums over a round's sites as they were read, so that the line below a table is what stands above it."""
    return Totals(
        len(sites),
        sum(site.recorded_on is not None for site in sites),
        sum(site.attendance or 0 for site in sites),
        sum(site.spoke or 0 for site in sites),
        sum(getattr(site, "petition_count", 0) for site in sites),
        sum(getattr(site, "opinion_count", 0) for site in sites),
    )


def petitions_at(actor: Actor, site: Contact) -> QuerySet[Petition]:
    """What was asked at one conference; remarks only for whom they are meant."""
    rows = Petition.objects.filter(council_id=actor.council_id or 0, intake__meeting_id=site.meeting_id)
    return rows.exclude(kind=WishKind.REMARK).exclude(petitioner_kind=PetitionerKind.SIGNAL).order_by("id")


def first_day_of(planned: ContactRound) -> date | None:
    """The day of the first conference; None while there is none."""
    first: datetime | None = planned.sites.aggregate(first=Min("meeting__starts_at"))["first"]
    return clock.local_date(first) if first else None


def unrecorded_sites(planned: ContactRound) -> int:
    """How many conferences have no results yet."""
    return planned.sites.filter(recorded_on=None).count()


def without_minutes(actor: Actor) -> QuerySet[Contact]:
    """Conferences held a while ago whose minutes the actor should have entered, the oldest first (ux T07).

    The office enters those of all, the Front those that it holds: it appoints their writer (R7.06).
    """
    held = Contact.objects.filter(council_id=actor.council_id or 0, recorded_on=None).exclude(NOT_HELD)
    if not may(actor, "petitions.record_contact").is_allowed:
        held = held.none()
    elif not actor.has(Role.CLERK):
        held = held.filter(organiser=Organiser.FRONT)
    return held.filter(meeting__starts_at__lte=clock.now() - WRITING).order_by("meeting__starts_at", "id")


def sessions_to_come(actor: Actor) -> QuerySet[Meeting]:
    """The sessions that a round may prepare or follow."""
    return Meeting.objects.filter(council_id=actor.council_id or 0, kind="session").order_by("-starts_at")


def press_notice(planned: ContactRound) -> Reason | None:
    """The comparison with the day until which the schedule must be with the press; None once it is published."""
    first = first_day_of(planned)
    if first is None or planned.state != RoundState.PLANNED:
        return None
    today = clock.today()
    param = law_on(planned.council_id, today)["contact.press_notice"]
    return next(iter(may_publish_round(first, today, param, calendar_for(planned.council_id)).reasons), None)
