"""One council follows others: deputies are inherited, the old ones close, open work passes on (R1.30 to R1.35)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from nghitruong.foundation.councils import gazetteer, rules
from nghitruong.foundation.councils.actions.terms import TermPlan, store_term
from nghitruong.foundation.councils.actions.writing import BATCH, insert, line, living
from nghitruong.foundation.councils.handover import Handover, on_succession
from nghitruong.foundation.councils.lifecycle import HOLDING, SUCCESSION, MandateState
from nghitruong.foundation.councils.models import (
    Affiliation,
    Agency,
    Body,
    Council,
    FocalPerson,
    Mandate,
    MandateChange,
    MandateOrigin,
    Membership,
    Person,
    PlannedPart,
    Succession,
    SuccessionPlan,
    Term,
    Unit,
    UnitOrigin,
)
from nghitruong.foundation.councils.policies import may
from nghitruong.foundation.councils.queries import held_on, law_on, old_council, register_counts, running_term, term_on
from nghitruong.foundation.councils.rules import Part, refusals
from nghitruong.foundation.councils.rules.refusals import naming
from nghitruong.foundation.verbs.beats import announce, consequence, lawful, permit, record, refuse_now, verb
from nghitruong.foundation.verbs.moves import move
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.vietnamese import clean_line

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Inheritance:
    """What a merger did: the term, counts of all old councils before, of the new one after, what else was carried.

    `brought` counts deputies by old council; `twice` are people who sat in two of them and now hold one seat.
    """

    term: Term
    before: dict[str, int]
    after: dict[str, int]
    brought: dict[int, int]
    twice: int
    carried: dict[str, int]


@dataclass
class _Run:
    """One merger in progress."""

    council: Council
    on: date
    decision: str
    term: Term
    people: dict[int, int] = field(default_factory=dict)
    mandates: dict[int, int] = field(default_factory=dict)
    known: dict[tuple[str, date], int] = field(default_factory=dict)
    carried: dict[str, int] = field(default_factory=dict)

    @property
    def eve(self) -> date:
        return self.on - ONE_DAY


@verb("councils.succeed_council", serious=True)
def succeed_council(
    system: Actor, council: Council, *, parts: Sequence[Part], on: date, decision: str, term: TermPlan | None = None
) -> Inheritance:
    """Let a council follow others from a day on, by one decision (Law 72/2025 Art. 44).

    All deputies of a whole predecessor and the named ones of a part sit in the new council until the term ends; `term`
    is needed where no predecessor has a running one. Old councils close the day before and stay readable.
    """
    permit(may(system, "councils.succeed_council"))
    done = _succeed(council, parts, on, decision, term)
    record(council, **_facts(done, on, decision))
    announce(f"council-{council.pk}")
    return done


@verb("councils.propose_succession", serious=True)
def propose_succession(
    admin: Actor, council: Council, *, parts: Sequence[Part], on: date, decision: str
) -> SuccessionPlan:
    """Prepare a merger of councils under the same upper one; the new council's office carries it out (row 28, T2)."""
    permit(may(admin, "councils.propose_succession", council_id=council.parent_id or council.pk))
    living(council.pk)
    _same_parent(council, parts)
    lawful(rules.may_succeed(_look(council, parts, on, None), parts, on, decision))
    plan = SuccessionPlan(
        council=council,
        on=on,
        decision=line(decision, refusals.NO_DECISION),
        proposed_by=admin.name,
        proposed_by_account_id=admin.account_id,
    )
    insert(plan, refusals.PLAN_EXISTS)
    for part in parts:
        planned = PlannedPart.objects.create(
            council=council, plan=plan, predecessor_id=part.council_id, is_whole=part.is_whole, closes=part.closes
        )
        planned.mandates.set(part.mandate_ids)
    record(plan, predecessors=[part.council_id for part in parts], on=on.isoformat(), decision=plan.decision)
    announce(f"council-{council.pk}")
    return plan


@verb("councils.carry_out_succession", serious=True)
def carry_out_succession(clerk: Actor, plan: SuccessionPlan) -> Inheritance:
    """Carry a prepared merger out, as the second person; everything happens at once or not at all."""
    permit(may(clerk, "councils.carry_out_succession", council_id=plan.council_id))
    lawful(rules.may_carry_out(plan.proposed_by_account_id, clerk.account_id))
    if plan.on > clock.today():
        refuse_now(naming(refusals.NOT_YET, day=plan.on))
    move(plan, SUCCESSION, "carry_out_succession")
    done = _succeed(plan.council, parts_of(plan), plan.on, plan.decision, None)
    plan.before, plan.after = done.before, done.after
    plan.save(update_fields=["before", "after"])
    record(plan, **_facts(done, plan.on, plan.decision))
    announce(f"council-{plan.council_id}")
    return done


@verb("councils.withdraw_succession")
def withdraw_succession(admin: Actor, plan: SuccessionPlan, *, reason: str) -> SuccessionPlan:
    """Take a prepared merger back; nothing was changed by it."""
    permit(may(admin, "councils.withdraw_succession", council_id=plan.council.parent_id or plan.council_id))
    move(plan, SUCCESSION, "withdraw_succession", reason=line(reason, refusals.NO_REASON))
    record(plan, reason=plan.reason)
    announce(f"council-{plan.council_id}")
    return plan


@consequence("councils.close_council")
def close_council(council: Council, *, on: date, decision: str, successor: Council) -> Council:
    """Close a council with its seats, bodies, agencies and posts; `on` is its last day. Nothing is erased."""
    lawful(rules.is_at_work(council.closed_on))
    _end_seats(Mandate.objects.filter(council=council, state__in=HOLDING), on, decision)
    for table in (Body, Membership, Agency, FocalPerson, Affiliation):
        table._base_manager.filter(council=council, valid_to=None).update(valid_to=on)
    Term.objects.filter(council=council, ends_on=None).update(ends_on=on)
    Unit.objects.filter(pk=council.unit_id, valid_to=None).update(valid_to=on)
    council.closed_on = on
    council.save(update_fields=["closed_on"])
    record(council, closed_on=on.isoformat(), successor=successor.pk, decision=decision)
    announce(f"council-{council.pk}")
    return council


def parts_of(plan: SuccessionPlan) -> list[Part]:
    """The predecessors of a plan, as the rules want them."""
    return [
        Part(
            part.predecessor_id,
            is_whole=part.is_whole,
            mandate_ids=tuple(part.mandates.values_list("id", flat=True)),
            closes=part.closes,
        )
        for part in plan.parts.order_by("id")
    ]


def _succeed(council: Council, parts: Sequence[Part], on: date, decision: str, term: TermPlan | None) -> Inheritance:
    council = living(council.pk)
    lawful(rules.may_succeed(facts := _look(council, parts, on, term), parts, on, decision))
    old = Council.objects.select_related("unit").in_bulk([part.council_id for part in parts])
    run = _Run(council, on, clean_line(decision), _term(council, facts, on, term), known=_known_people(council))
    before = _sum(register_counts(pk, run.eve) for pk in old)
    brought = {part.council_id: _bring_deputies(run, part) for part in parts}
    for part in parts:
        _pass_on(run, part, old[part.council_id])
    return Inheritance(
        term=run.term,
        before=before,
        after=register_counts(council.pk, on),
        brought=brought,
        twice=sum(brought.values()) - len(set(run.mandates.values())),
        carried=run.carried,
    )


def _look(council: Council, parts: Sequence[Part], on: date, term: TermPlan | None) -> rules.SuccessionFacts:
    old = Council.objects.filter(pk__in=[part.council_id for part in parts]).select_related("unit").order_by("id")
    return rules.SuccessionFacts(
        council_id=council.pk,
        unit_name=council.unit.name,
        unit_kind=council.unit.kind,
        level=str(gazetteer.level(council.unit.kind)),
        opened_on=council.opened_on,
        has_term=term is not None or running_term(council.pk) is not None,
        old=[old_council(each, on) for each in old],
    )


def _same_parent(council: Council, parts: Sequence[Part]) -> None:
    """Councils of another upper one do not exist for its administrator."""
    ids = [part.council_id for part in parts]
    if Council.objects.filter(pk__in=ids, parent_id=council.parent_id).count() != len(set(ids)):
        refuse_now(refusals.NOT_HERE)


def _term(council: Council, facts: rules.SuccessionFacts, on: date, plan: TermPlan | None) -> Term:
    """The running term of a council that takes others up, or a new one in the years of the old ones (R1.30, R1.34)."""
    if running := running_term(council.pk):
        running.is_inherited = True
        running.save(update_fields=["is_inherited"])
        return running
    ordinal = rules.inherited_ordinal(facts, law_on(council.pk, on))
    if plan is not None:
        return store_term(council, replace(plan, starts_on=on), is_inherited=True)
    running_old = (term_on(old.council_id, on - ONE_DAY) for old in facts.old if old.ordinal)
    oldest = max((term for term in running_old if term), key=lambda term: (term.last_year, term.first_year))
    return store_term(council, TermPlan(ordinal, oldest.first_year, oldest.last_year, on), is_inherited=True)


def _bring_deputies(run: _Run, part: Part) -> int:
    """Copy the deputies who come, as people and seats of the new council; answers how many came."""
    coming = Mandate.objects.filter(held_on(run.eve), council_id=part.council_id, state__in=HOLDING)
    if not part.is_whole:
        coming = coming.filter(pk__in=list(part.mandate_ids))
    mandates = list(coming.select_related("person").order_by("person__sort_key", "id"))
    _copy_people(run, [mandate.person for mandate in mandates])
    _copy_mandates(run, mandates, part.council_id)
    if not part.closes:
        _end_seats(Mandate.objects.filter(pk__in=[mandate.pk for mandate in mandates]), run.eve, run.decision)
    return len(mandates)


def _copy_people(run: _Run, people: Iterable[Person]) -> None:
    """Each once: the same name born on the same day, met in two old councils, is one person."""
    new: dict[int, Person] = {}
    for person in people:
        if (key := _identity(person)) and key in run.known:
            run.people[person.pk] = run.known[key]
        elif person.pk not in run.people:
            new[person.pk] = _copy_of(person, run.council.pk)
    copies = Person.objects.bulk_create(new.values(), batch_size=BATCH)
    for old_id, copy in zip(new, copies, strict=True):
        run.people[old_id] = copy.pk
        if key := _identity(copy):
            run.known[key] = copy.pk


def _known_people(council: Council) -> dict[tuple[str, date], int]:
    """Who is in the new council's register already, from lists taken in before the merger."""
    people = Person.objects.filter(council=council).exclude(born_on=None)
    return {key: person.pk for person in people if (key := _identity(person))}


def _copy_mandates(run: _Run, mandates: Sequence[Mandate], origin_council_id: int) -> None:
    seated = {mandate.person_id: mandate.pk for mandate in Mandate.objects.filter(term=run.term, state__in=HOLDING)}
    new: dict[int, Mandate] = {}
    for mandate in mandates:
        person_id = run.people[mandate.person_id]
        if person_id in seated:
            run.mandates[mandate.pk] = seated[person_id]
        else:
            new[mandate.pk] = _inherited(run, mandate, person_id, origin_council_id)
    copies = Mandate.objects.bulk_create(new.values(), batch_size=BATCH)
    run.mandates |= {old_id: copy.pk for old_id, copy in zip(new, copies, strict=True)}
    _note_states(copies, run)


def _inherited(run: _Run, mandate: Mandate, person_id: int, origin_council_id: int) -> Mandate:
    return Mandate(
        council=run.council,
        term=run.term,
        person_id=person_id,
        origin=MandateOrigin.INHERITED,
        origin_council_id=origin_council_id,
        state=mandate.state,
        starts_on=run.on,
        decision=run.decision,
        is_full_time=mandate.is_full_time,
    )


def _note_states(mandates: Sequence[Mandate], run: _Run) -> None:
    """Who was suspended, or had asked to go, stays so."""
    MandateChange.objects.bulk_create(
        MandateChange(council=run.council, mandate=mandate, state=mandate.state, on=run.on, decision=run.decision)
        for mandate in mandates
        if mandate.state != MandateState.ACTIVE
    )


def _pass_on(run: _Run, part: Part, old: Council) -> None:
    """The links, the open work of other rooms, and the end of the old council."""
    Succession.objects.create(
        council=run.council, predecessor=old, is_whole=part.is_whole, on=run.on, decision=run.decision
    )
    UnitOrigin.objects.get_or_create(
        unit=run.council.unit,
        origin=old.unit,
        defaults={"is_whole": part.is_whole, "on": run.on, "instrument": run.decision[:120]},
    )
    mine = dict(Mandate.objects.filter(council=old, pk__in=run.mandates).values_list("id", "person_id"))
    handover = Handover(
        predecessor_id=old.pk,
        council_id=run.council.pk,
        term_id=run.term.pk,
        on=run.on,
        decision=run.decision,
        is_whole=part.is_whole,
        mandates={pk: run.mandates[pk] for pk in mine},
        people={person_id: run.people[person_id] for person_id in mine.values()},
    )
    run.carried = _sum([run.carried, on_succession.run(handover)])
    if part.closes:
        close_council(old, on=run.eve, decision=run.decision, successor=run.council)


def _end_seats(mandates: QuerySet[Mandate], on: date, decision: str) -> None:
    """The seats end with the council; one that would have begun later never begins."""
    rows = list(mandates.values_list("id", "council_id"))
    ids = [pk for pk, _council in rows]
    Mandate.objects.filter(pk__in=ids, starts_on__gt=on).update(starts_on=on)
    Mandate.objects.filter(pk__in=ids).update(state=MandateState.TERM_ENDED, ends_on=on, end_reason=decision)
    MandateChange.objects.bulk_create(
        [
            MandateChange(council_id=council_id, mandate_id=pk, state=MandateState.TERM_ENDED, on=on, decision=decision)
            for pk, council_id in rows
        ],
        batch_size=BATCH,
    )


def _copy_of(person: Person, council_id: int) -> Person:
    return Person(
        council_id=council_id,
        full_name=person.full_name,
        sort_key=person.sort_key,
        folded_name=person.folded_name,
        gender=person.gender,
        born_on=person.born_on,
        born_year=person.born_year,
        occupation=person.occupation,
        phone=person.phone,
        email=person.email,
    )


def _identity(person: Person) -> tuple[str, date] | None:
    return (person.full_name.casefold(), person.born_on) if person.born_on else None


def _sum(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for each in counts:
        total = {key: total.get(key, 0) + each.get(key, 0) for key in {**total, **each}}
    return total


def _facts(done: Inheritance, on: date, decision: str) -> dict[str, Any]:
    return {
        "on": on.isoformat(),
        "decision": clean_line(decision),
        "term": done.term.pk,
        "brought": {str(pk): count for pk, count in done.brought.items()},
        "twice": done.twice,
        "before": done.before,
        "after": done.after,
        "carried": done.carried,
    }
