"""What voters asked for in a round of contact, at one source, or in a span of days: the consolidated report (R7.18)."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet, Sum

from nghitruong.domain.petitions.lifecycle import PetitionerKind, PetitionState, WishKind
from nghitruong.domain.petitions.models import Contact, ContactRound, Intake, Petition
from nghitruong.domain.petitions.queries.contacts import round_for
from nghitruong.domain.petitions.queries.doors import petitions_of
from nghitruong.domain.petitions.queries.lists import Wanted
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor


@dataclass(frozen=True)
class Scope:
    """What a consolidated report is about, and the petitions in it.

    Merged ones count once, remarks about the council are gathered apart (R7.20), signals of the press are no petitions.
    """

    wanted: Wanted
    round: ContactRound | None
    source: Intake | None
    readable: QuerySet[Petition]

    @property
    def petitions(self) -> QuerySet[Petition]:
        """What voters, deputies and the Front ask for."""
        asked = self.readable.filter(kind=WishKind.PETITION).exclude(petitioner_kind=PetitionerKind.SIGNAL)
        return asked.select_related("agency", "intake").order_by("id")

    @property
    def opinions(self) -> QuerySet[Petition]:
        return self.readable.filter(kind=WishKind.OPINION).order_by("id")

    @property
    def signals(self) -> QuerySet[Petition]:
        """What press and public opinion say, counted apart."""
        signals = self.readable.filter(kind=WishKind.PETITION, petitioner_kind=PetitionerKind.SIGNAL)
        return signals.select_related("agency", "intake").order_by("id")


def scope_for(actor: Actor, wanted: Wanted) -> Scope:
    """The round or source that is wanted, else a span of days; this year where nothing is."""
    readable = petitions_of(actor).exclude(state=PetitionState.DUPLICATE)
    planned = round_for(actor, wanted.round_id) if wanted.round_id else None
    source = Intake.objects.filter(council_id=actor.council_id or 0, pk=wanted.intake_id or 0).first()
    if planned:
        readable = readable.filter(intake__meeting__contact__round=planned)
    elif source:
        readable = readable.filter(intake=source)
    else:
        wanted = replace(wanted, first=wanted.first or clock.today().replace(month=1, day=1))
        wanted = replace(wanted, last=wanted.last or clock.today())
        readable = readable.filter(recorded_on__range=(wanted.first, wanted.last))
    return Scope(wanted, planned, source, readable)


def gatherings(scope: Scope) -> tuple[int, int]:
    """How many sources the report rests on, and how many voters came to them; a number that nobody gave counts 0."""
    if scope.round:
        sites = Contact.objects.filter(round=scope.round).exclude(recorded_on=None)
        return sites.count(), sites.aggregate(n=Sum("attendance"))["n"] or 0
    sources = Intake.objects.filter(pk__in=scope.readable.order_by().values("intake"))
    return sources.count(), sources.aggregate(n=Sum("attendance"))["n"] or 0


def count_of(scope: Scope, field: str) -> Counter[str]:
    """How many petitions of the report have each value of a field."""
    return Counter(scope.petitions.order_by().values_list(field, flat=True))


def days_of(scope: Scope) -> tuple[date | None, date | None]:
    """The span of days, where the report is about one."""
    return (None, None) if scope.round or scope.source else (scope.wanted.first, scope.wanted.last)
