"""Reads: the door to one debt, lists by lateness, an agency's statement of a month."""

import calendar
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Max, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from nghitruong.domain.commitments import rules
from nghitruong.domain.commitments.lifecycle import (
    COMMITMENT,
    ENDED,
    OPEN,
    WITH_DEBTOR,
    CommitmentState,
    ExtensionState,
    MilestoneState,
)
from nghitruong.domain.commitments.models import ClockStop, Commitment, Escalation, Extension, Milestone
from nghitruong.domain.commitments.policies import may, reads_all, reads_own
from nghitruong.foundation.councils.models import Agency
from nghitruong.foundation.councils.queries import law_on
from nghitruong.foundation.documents.models import Document
from nghitruong.foundation.documents.queries import documents_of
from nghitruong.foundation.law.queries import calendar_for, catalogue
from nghitruong.foundation.search.registry import Audience, Indexed
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.days import DayType
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.policy import NO_SUCH_RECORD
from nghitruong.kernel.refs import RecordRef

OTHER_ORIGINS = "other"
"""The row of reminders for every origin that has none of its own."""


@dataclass(frozen=True)
class AnsweringRoom:
    """Where debts of one kind of origin are answered: the page of a record, and whether somebody reads it."""

    page: Callable[[int], str]
    reads: Callable[[Actor, int], bool]


_rooms: dict[str, AnsweringRoom] = {}
SOON_DAYS = 7
"""Days before the due day in which a debt is said to be due soon; shown, never decided by."""


def commitments_of(actor: Actor) -> QuerySet[Commitment]:
    """The debts that the actor reads, the longest overdue first; an agency reads its own, a citizen none here."""
    debts = Commitment.objects.filter(council_id=actor.council_id or 0).select_related("debtor")
    if not reads_all(actor):
        debts = debts.filter(debtor_id=actor.agency_id) if reads_own(actor) else debts.none()
    return debts.order_by(F("due_on").asc(nulls_last=True), "number")


def commitment_for(actor: Actor, number: int) -> Commitment:
    """One debt by its number in the actor's council; what the actor may not read does not exist."""
    found = commitments_of(actor).filter(number=number).first()
    if found is None:
        raise RefusedError(NO_SUCH_RECORD, f"commitment-{number}")
    return found


def extension_for(actor: Actor, extension_id: int) -> Extension:
    """A wish for more time in the actor's council."""
    wishes = Extension.objects.filter(commitment__in=commitments_of(actor).values("pk"))
    found = wishes.select_related("commitment__debtor").filter(pk=extension_id).first()
    if found is None:
        raise RefusedError(NO_SUCH_RECORD, f"extension-{extension_id}")
    return found


def milestone_for(actor: Actor, milestone_id: int) -> Milestone:
    """A milestone of a debt that the actor reads."""
    known = Milestone.objects.filter(commitment__in=commitments_of(actor).values("pk"))
    found = known.select_related("commitment__debtor").filter(pk=milestone_id).first()
    if found is None:
        raise RefusedError(NO_SUCH_RECORD, f"milestone-{milestone_id}")
    return found


def milestones_of(debt: Commitment) -> QuerySet[Milestone]:
    """The debt's plan in the order of days, without what was dropped."""
    return debt.milestones.exclude(state=MilestoneState.DROPPED).order_by("due_on", "id")


def due_between(actor: Actor, first: date, last: date, most: int) -> QuerySet[Commitment]:
    """What is open and due in these days, of each day the first few: a day on which thousands fall shows as many."""
    place = Window(RowNumber(), partition_by="due_on", order_by="number")
    open_ones = commitments_of(actor).filter(state__in=OPEN, due_on__range=(first, last))
    return open_ones.annotate(place=place).filter(place__lte=most).order_by("due_on", "number")


def due_counts(actor: Actor, first: date, last: date) -> dict[date, int]:
    """How much is open and due on each of these days."""
    open_ones = commitments_of(actor).filter(state__in=OPEN, due_on__range=(first, last)).order_by()
    return dict(open_ones.values_list("due_on").annotate(count=Count("pk")))


def milestones_between(actor: Actor, first: date, last: date) -> QuerySet[Milestone]:
    """What is planned for these days on the way to debts that the actor reads and that are still with their debtor."""
    debts = commitments_of(actor).filter(state__in=WITH_DEBTOR).order_by()
    planned = Milestone.objects.filter(commitment__in=debts.values("pk"), due_on__range=(first, last))
    return planned.exclude(state=MilestoneState.DROPPED).select_related("commitment__debtor").order_by("due_on", "id")


def debts_from(origin: RecordRef) -> QuerySet[Commitment]:
    """What came of another record: upper rooms show it on their own page."""
    rows = Commitment.objects.filter(origin_kind=origin.kind, origin_id=origin.id)
    return rows.select_related("debtor").order_by("number")


def use_answering_rooms(rooms: Mapping[str, AnsweringRoom]) -> None:
    """Called once from config/wiring.py: which kinds of origin answer their debts themselves, and on which page."""
    _rooms.update(rooms)


def answering_page(debt: Commitment) -> str:
    """The page on which the debt is answered and checked; empty where that is its own."""
    room = _rooms.get(debt.origin_kind)
    return room.page(debt.origin_id) if room and debt.origin_id else ""


def origin_page(actor: Actor, debt: Commitment) -> str:
    """The answering page for whoever reads it; everybody reads debts, but not every record they come from."""
    room = _rooms.get(debt.origin_kind)
    return answering_page(debt) if room and room.reads(actor, debt.origin_id or 0) else ""


def answered_here(council_id: int) -> QuerySet[Commitment]:
    """The open debts of a council that no other room answers, in their order."""
    open_ones = Commitment.objects.filter(council_id=council_id, state__in=OPEN).exclude(origin_kind__in=list(_rooms))
    return open_ones.select_related("debtor", "council").order_by("number")


def late(debts: QuerySet[Commitment], today: date) -> QuerySet[Commitment]:
    """Those that wait for their debtor after the due day while time runs."""
    return debts.filter(state__in=WITH_DEBTOR, stopped_on=None, due_on__lt=today)


def due_soon(debts: QuerySet[Commitment], today: date, until: date) -> QuerySet[Commitment]:
    """Those that are due from today to a day."""
    return debts.filter(state__in=WITH_DEBTOR, stopped_on=None, due_on__gte=today, due_on__lte=until)


def in_group(debts: QuerySet[Commitment], group: str, today: date, until: date) -> QuerySet[Commitment]:
    """The debts of one chip of the list; all of them without one."""
    match group:
        case "late":
            return late(debts, today)
        case "soon":
            return due_soon(debts, today, until)
        case "to_check":
            return debts.filter(state=CommitmentState.REPORTED)
        case "running":
            return debts.filter(state__in=OPEN)
        case "done":
            return debts.filter(state__in=ENDED)
    return debts


def with_words(debts: QuerySet[Commitment], words: str) -> QuerySet[Commitment]:
    """Those whose code, title, origin or agency hold all the words."""
    for word in words.split():
        number = word.upper().removeprefix("CK-")
        hit = Q(title__icontains=word) | Q(origin__icontains=word) | Q(debtor__name__icontains=word)
        if number.isascii() and number.isdigit() and len(number) < 9:
            hit |= Q(number=int(number))
        debts = debts.filter(hit)
    return debts


def group_counts(debts: QuerySet[Commitment], today: date, until: date) -> dict[str, int]:
    """How many stand in each group, in one statement."""
    waits = Q(state__in=WITH_DEBTOR, stopped_on=None)
    counted: dict[str, int] = debts.order_by().aggregate(
        late=Count("pk", filter=waits & Q(due_on__lt=today)),
        soon=Count("pk", filter=waits & Q(due_on__gte=today, due_on__lte=until)),
        to_check=Count("pk", filter=Q(state=CommitmentState.REPORTED)),
        running=Count("pk", filter=Q(state__in=OPEN)),
        done=Count("pk", filter=Q(state__in=ENDED)),
    )
    return counted


def clock_of(debt: Commitment) -> rules.Clock:
    """What the debt's lateness follows from."""
    return rules.Clock(
        CommitmentState(debt.state), debt.due_on, DayType(debt.day_type), debt.stopped_on, debt.reported_on
    )


def days_to_go(debts: Iterable[Commitment], today: date, council_id: int) -> dict[int, int | None]:
    """Days until each due day, by the council's own calendar; one reading of the calendar for a whole list."""
    working = calendar_for(council_id)
    return {debt.pk: rules.days_to_go(clock_of(debt), today, working) for debt in debts}


def debtors_to_remind(council_id: int, since: date, today: date) -> set[int]:
    """The agencies of which a debt has a reminder today, by the rows of its origin (Annex A: reminder.*, followup.*).

    One statement for the whole council; the list of due days is short, and the index leads to them.
    """
    law, hits, named = law_on(council_id, today), Q(), [item for item in catalogue("commitment_reminders") if item.code]
    for item in catalogue("commitment_reminders"):
        before, after = (law[str(item.facts[name])].value for name in ("before_key", "after_key"))
        days = rules.reminded_due_days(since, today, list(before), list(after))
        kinds = [item.code] if item.code != OTHER_ORIGINS else [each.code for each in named]
        origin = Q(origin_kind__in=kinds)
        hits |= Q(due_on__in=days) & (origin if item.code != OTHER_ORIGINS else ~origin)
    waiting = Commitment.objects.filter(hits, council_id=council_id, state__in=WITH_DEBTOR, stopped_on=None)
    return set(waiting.order_by().values_list("debtor_id", flat=True).distinct())


def ladder() -> list[tuple[str, str]]:
    """The steps of pressing in their order: code and words (R6.28)."""
    return [(item.code, item.label_vi) for item in catalogue("escalation_steps")]


def steps_taken(debt: Commitment) -> list[str]:
    """The codes of the steps that were taken, in order."""
    return list(debt.escalations.order_by("on", "id").values_list("step", flat=True))


def steps_of(debts: Sequence[Commitment]) -> dict[int, list[str]]:
    """The same for many debts in one statement."""
    taken: dict[int, list[str]] = {}
    rows = Escalation.objects.filter(commitment__in=[debt.pk for debt in debts]).order_by("on", "id")
    for debt_id, step in rows.values_list("commitment_id", "step"):
        taken.setdefault(debt_id, []).append(step)
    return taken


def open_wish(debt: Commitment) -> Extension | None:
    """The wish for more time that waits for its answer, if there is one."""
    return debt.extensions.filter(state=ExtensionState.ASKED).first()


def open_wishes(actor: Actor) -> QuerySet[Extension]:
    """The wishes for more time in the actor's council that wait for their answer."""
    return Extension.objects.filter(council_id=actor.council_id or 0, state=ExtensionState.ASKED)


def papers_of(actor: Actor, debt: Commitment) -> QuerySet[Document]:
    """The papers that show the result, of these the ones that the actor may know of."""
    return debt.documents.filter(pk__in=documents_of(actor).values("pk")).order_by("id")


def extensions_of(debt: Commitment) -> QuerySet[Extension]:
    return debt.extensions.order_by("id")


def escalations_of(debt: Commitment) -> QuerySet[Escalation]:
    return debt.escalations.order_by("on", "id")


def stops_of(debt: Commitment) -> QuerySet[ClockStop]:
    return debt.stops.order_by("from_on", "id")


def next_number(council_id: int) -> int:
    """The number of the council's next debt."""
    return (Commitment.objects.filter(council_id=council_id).aggregate(last=Max("number"))["last"] or 0) + 1


def debtors_of(actor: Actor) -> QuerySet[Agency]:
    """The agencies at work that may come to owe something."""
    return Agency.objects.filter(council_id=actor.council_id or 0, valid_to=None).order_by("name")


def is_debtor_at_work(debtor: Agency, council_id: int, on: date) -> bool:
    """Whether the agency is one of the council's, and was not ended before the day."""
    return debtor.council_id == council_id and (debtor.valid_to is None or debtor.valid_to >= on)


def available_verbs(actor: Actor, debt: Commitment) -> set[str]:
    """The verbs that both the state and the actor's capacity allow now, by their short names."""
    is_own = actor.agency_id is not None and actor.agency_id == debt.debtor_id
    here = {verb for state, verb in COMMITMENT.moves if state == debt.state}
    following = set() if answering_page(debt) else here
    if debt.state in WITH_DEBTOR:
        following |= set() if answering_page(debt) else {"plan_milestone", "reach_milestone", "drop_milestone"}
    if debt.state in WITH_DEBTOR and debt.due_on:
        following |= {"ask_extension", "escalate_commitment", "resume_clock" if debt.stopped_on else "stop_clock"}
    return {
        verb
        for verb in following
        if may(actor, f"commitments.{verb}", is_own=is_own, council_id=debt.council_id).is_allowed
    }


@dataclass(frozen=True)
class Statement:
    """What an agency owed in a month: the parts add up to `owed`."""

    debtor: Agency
    owed: int
    in_time: int
    late: int
    open: int
    overdue: int
    otherwise: int


PARTS = ("owed", "in_time", "late", "open", "overdue", "otherwise")


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of the month of a day."""
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def statement_conditions(first: date, last: date, today: date) -> dict[str, Q]:
    """Which debts each number of the statement counts; the page and the list behind a number ask the same.

    Owed: came to be owed by the month's last day and had not ended before its first. In time and late: the report that
    was accepted came in the month. Open and overdue: not ended by the last day, due later or before; in the running
    month nothing is overdue before its day has passed. Otherwise: ended in the month without being met.
    """
    met = Q(state=CommitmentState.MET, ended_on__range=(first, last))
    pending = Q(ended_on=None) | Q(ended_on__gt=last)
    reported = Q(reported_on__isnull=False, reported_on__lte=last)
    passed = Q(due_on__isnull=False, due_on__lte=last, due_on__lt=today) & ~reported
    overdue = pending & passed & Q(stopped_on=None)
    owed = Q(owed_on__lte=last) & (Q(ended_on=None) | Q(ended_on__gte=first))
    return {
        "owed": owed,
        "in_time": owed & met & Q(days_late=0),
        "late": owed & met & Q(days_late__gt=0),
        "open": owed & pending & ~overdue,
        "overdue": owed & overdue,
        "otherwise": owed & Q(ended_on__range=(first, last)) & ~Q(state=CommitmentState.MET),
    }


def statements(actor: Actor, month: date, today: date) -> list[Statement]:
    """The month's statement of every agency that owed something, in the order of names."""
    conditions = statement_conditions(*month_of(month), today)
    debts = commitments_of(actor).filter(conditions["owed"]).order_by()
    counts = {f"n_{part}": Count("pk", filter=conditions[part]) for part in PARTS}
    rows = debts.values("debtor").annotate(**counts).values_list("debtor", *counts)
    counted = {debtor: numbers for debtor, *numbers in rows}
    agencies = Agency.objects.filter(pk__in=counted).order_by("name")
    return [Statement(agency, *counted[agency.pk]) for agency in agencies]


def in_statement(debts: QuerySet[Commitment], part: str, month: date, today: date) -> QuerySet[Commitment]:
    """The debts behind one number of a month's statement."""
    return debts.filter(statement_conditions(*month_of(month), today)[part])


def indexed_commitments(ids: Sequence[int]) -> dict[int, Indexed]:
    """What a search keeps of debts: what is owed, by whom, where it comes from; never the report."""
    rows = Commitment.objects.filter(pk__in=ids).select_related("debtor")
    return {
        row.pk: Indexed(
            row.council_id,
            row.title,
            row.owed_on,
            Audience.OFFICE,
            " · ".join(filter(None, (row.code, row.debtor.name, row.origin, row.product))),
            (row.number,),
        )
        for row in rows
    }


def commitment_ids() -> Iterable[int]:
    return Commitment.objects.values_list("pk", flat=True)


def readable_commitments(actor: Actor, ids: Sequence[int]) -> Collection[int]:
    """Of these debts the ones that the actor reads."""
    return commitments_of(actor).filter(pk__in=ids).values_list("pk", flat=True)
