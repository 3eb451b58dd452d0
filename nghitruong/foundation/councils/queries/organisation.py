"""Agencies with their focal persons, and people who take part without a seat."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from nghitruong.foundation.councils.models import Affiliation, AffiliationKind, Agency, AgencyKind, FocalPerson
from nghitruong.foundation.councils.queries.deputies import open_on, rank
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.policy import NO_SUCH_RECORD

OF_THE_EXECUTIVE = (AgencyKind.EXECUTIVE, AgencyKind.DEPARTMENT)


def agencies_on(council_id: int, day: date) -> QuerySet[Agency]:
    """The agencies of a day, each with its focal persons of that day as `focal_now`."""
    people = (
        FocalPerson.objects.filter(open_on(day)).select_related("person").order_by("-is_leader", "person__sort_key")
    )
    agencies = Agency.objects.filter(open_on(day), council_id=council_id)
    agencies = agencies.order_by(rank("kind", AgencyKind.values), "name", "id")
    return agencies.prefetch_related(Prefetch("focal_persons", queryset=people, to_attr="focal_now"))


def agency_for(actor: Actor, agency_id: int) -> Agency:
    """One agency of the actor's council."""
    agency = Agency.objects.filter(pk=agency_id, council_id=actor.council_id or 0).select_related("council").first()
    if agency is None:
        raise RefusedError(NO_SUCH_RECORD, f"agency-{agency_id}")
    return agency


def focal_persons_of(agency_id: int, day: date) -> QuerySet[FocalPerson]:
    """Who speaks for an agency on a day, leaders first."""
    people = FocalPerson.objects.filter(open_on(day), agency_id=agency_id).select_related("person")
    return people.order_by("-is_leader", "person__sort_key")


def focal_person_for(actor: Actor, focal_id: int) -> FocalPerson:
    """One focal person of an agency of the actor's council."""
    people = FocalPerson.objects.select_related("person", "agency")
    person = people.filter(pk=focal_id, council_id=actor.council_id or 0).first()
    if person is None:
        raise RefusedError(NO_SUCH_RECORD, f"focalperson-{focal_id}")
    return person


def affiliations_of(council_id: int, day: date) -> QuerySet[Affiliation]:
    """Who takes part without a seat on a day, by name."""
    rows = Affiliation.objects.filter(open_on(day), council_id=council_id).select_related("person", "agency")
    return rows.order_by("person__sort_key", "id")


def affiliation_for(actor: Actor, affiliation_id: int) -> Affiliation:
    """One such capacity in the actor's council."""
    rows = Affiliation.objects.select_related("person")
    row = rows.filter(pk=affiliation_id, council_id=actor.council_id or 0).first()
    if row is None:
        raise RefusedError(NO_SUCH_RECORD, f"affiliation-{affiliation_id}")
    return row


def is_in_executive(council_id: int, person_ids: Iterable[int], day: date) -> set[int]:
    """Those of these people who are members of the People's Committee on a day (R1.08)."""
    member = Q(capacity=AffiliationKind.EXECUTIVE) | Q(agency__kind=AgencyKind.EXECUTIVE)
    rows = Affiliation.objects.filter(member, open_on(day), council_id=council_id, person_id__in=list(person_ids))
    return set(rows.values_list("person_id", flat=True))


def leads_agency(council_id: int, person_ids: Iterable[int], day: date) -> set[int]:
    """Those of these people who head the People's Committee or an agency of it on a day (R1.08)."""
    rows = FocalPerson.objects.filter(
        open_on(day),
        council_id=council_id,
        person_id__in=list(person_ids),
        is_leader=True,
        agency__kind__in=OF_THE_EXECUTIVE,
    )
    return set(rows.values_list("person_id", flat=True))
