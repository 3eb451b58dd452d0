"""Mergers on their way, and what they look at before they run."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from nghitruong.foundation.councils import gazetteer
from nghitruong.foundation.councils.handover import on_succession
from nghitruong.foundation.councils.models import (
    Affiliation,
    Agency,
    Body,
    Council,
    Mandate,
    Membership,
    SuccessionPlan,
    Term,
    Unit,
    UnitOrigin,
)
from nghitruong.foundation.councils.queries.deputies import held_on, open_on
from nghitruong.foundation.councils.rules import OldCouncil
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.policy import NO_SUCH_RECORD


def plans_of(actor: Actor) -> QuerySet[SuccessionPlan]:
    """Mergers into the actor's council or into one directly under it, newest first."""
    mine = Q(council_id=actor.council_id or 0) | Q(council__parent_id=actor.council_id or 0)
    plans = SuccessionPlan.objects.filter(mine).select_related("council__unit")
    return plans.prefetch_related("parts__predecessor").order_by("-id")


def plan_for(actor: Actor, plan_id: int) -> SuccessionPlan:
    """One such merger."""
    plan = plans_of(actor).filter(pk=plan_id).first()
    if plan is None:
        raise RefusedError(NO_SUCH_RECORD, f"successionplan-{plan_id}")
    return plan


def child_council(actor: Actor, council_id: int) -> Council:
    """One council directly under the actor's."""
    council = Council.objects.filter(pk=council_id, parent_id=actor.council_id or 0).select_related("unit").first()
    if council is None:
        raise RefusedError(NO_SUCH_RECORD, f"council-{council_id}")
    return council


def origin_links(unit: Unit) -> tuple[gazetteer.Link, ...]:
    """What a real unit was formed from, by the gazetteer; nothing of an invented one."""
    known = next((each for each in gazetteer.versions(unit.code) if each.valid_from == unit.valid_from), None)
    return gazetteer.predecessors(known) if known and not unit.is_fictional else ()


def origins_here(council: Council) -> dict[int, bool]:
    """The open councils of the units that a council's own was formed from, and whether in whole.

    From what is written down here, else from the gazetteer.
    """
    stored = dict(UnitOrigin.objects.filter(unit=council.unit_id).values_list("origin__code", "is_whole"))
    links = {link.old.code: link.is_whole for link in origin_links(council.unit)}
    shares = {**links, **stored}
    living = Council.objects.filter(parent_id=council.parent_id, closed_on=None, unit__code__in=shares)
    living = living.exclude(pk=council.pk)
    return {pk: shares[code] for pk, code in living.values_list("id", "unit__code")}


def counts_before(plan: SuccessionPlan) -> dict[str, int]:
    """What all predecessors of a plan together have on its eve."""
    eve = plan.on - timedelta(days=1)
    total: dict[str, int] = {}
    for part in plan.parts.all():
        for key, count in register_counts(part.predecessor_id, eve).items():
            total[key] = total.get(key, 0) + count
    return total


def old_council(council: Council, on: date) -> OldCouncil:
    """A predecessor as it stands on the eve of the day, for the rules."""
    eve = on - timedelta(days=1)
    term = Term.objects.filter(open_term(eve), council=council).order_by("-starts_on").first()
    mandates = Mandate.objects.filter(held_on(eve), council=council)
    return OldCouncil(
        council_id=council.pk,
        name=council.name,
        unit_name=council.unit.name,
        unit_kind=council.unit.kind,
        level=str(gazetteer.level(council.unit.kind)),
        ordinal=term.ordinal if term else None,
        opened_on=council.opened_on,
        is_open=council.closed_on is None,
        mandate_ids=frozenset(mandates.values_list("id", flat=True)),
    )


def open_term(day: date) -> Q:
    """The condition of a term that a day falls into."""
    return Q(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


def register_counts(council_id: int, day: date) -> dict[str, int]:
    """How much of everything a council has on a day: what stands before and after a merger or a new term.

    Nouns of upper rooms are counted by their own carriers, as they are now.
    """
    return {
        "deputies": Mandate.objects.filter(held_on(day), council_id=council_id).count(),
        "bodies": Body.objects.filter(open_on(day), council_id=council_id).count(),
        "members": Membership.objects.filter(open_on(day), council_id=council_id).count(),
        "agencies": Agency.objects.filter(open_on(day), council_id=council_id).count(),
        "affiliations": Affiliation.objects.filter(open_on(day), council_id=council_id).count(),
        **on_succession.counts(council_id),
    }
