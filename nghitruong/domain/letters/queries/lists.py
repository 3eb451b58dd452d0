"""Lists of letters by what waits, kind, agency and words; equal ones; the numbers of a month or a quarter (C088)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from nghitruong.domain.letters import rules
from nghitruong.domain.letters.lifecycle import (
    ENDED,
    TO_TELL,
    UNSORTED,
    WITH_BODY,
    LetterKind,
    LetterState,
)
from nghitruong.domain.letters.models import Letter, Sender
from nghitruong.engines.similarity import ALIKE, score, sketch
from nghitruong.kernel import clock
from nghitruong.kernel.vietnamese.folding import fold

NO_KIND = "none"
"""In an address: letters whose kind was not chosen yet."""
_COMPARED = 300
"""How many of the latest letters are compared word by word; the register of a ward holds fewer in 18 months."""


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed by; empty means all. `group` is one of the conditions, days are of the receipt."""

    group: str = ""
    words: str = ""
    kind: str = ""
    agency_id: int | None = None
    first: date | None = None
    last: date | None = None


def conditions(today: date) -> dict[str, Q]:
    """Which letters each group holds; chips, lists and numbers ask the same."""
    running = ~Q(state__in=ENDED)
    return {
        "to_sort": Q(state__in=UNSORTED),
        "late": running & Q(due_on__lt=today),
        "waiting": Q(state__in=WITH_BODY),
        "to_tell": Q(state__in=TO_TELL),
        "supervised": Q(state=LetterState.UNDER_SUPERVISION),
        "many": Q(signatures__gte=rules.MANY_SIGNATURES),
        "ended": Q(state__in=ENDED) | Q(state=LetterState.CITIZEN_INFORMED),
        "running": running,
    }


def group_counts(letters: QuerySet[Letter], today: date) -> dict[str, int]:
    """How many stand in each group, in one statement."""
    wanted = conditions(today)
    counted: dict[str, int] = letters.order_by().aggregate(
        **{group: Count("pk", filter=condition) for group, condition in wanted.items()}
    )
    return counted


def narrowed(letters: QuerySet[Letter], wanted: Wanted, today: date) -> QuerySet[Letter]:
    """The letters of one group, kind, agency and span of days, with all of the words."""
    named = conditions(today) | _review_conditions()
    if condition := named.get(wanted.group):
        letters = letters.filter(condition)
    if wanted.group in REVIEWED:
        letters = letters.exclude(state__in=_COUNTED_ELSEWHERE)
    if wanted.kind == NO_KIND:
        letters = letters.filter(kind="")
    exact = {
        "kind": "" if wanted.kind == NO_KIND else wanted.kind,
        "agency_id": wanted.agency_id,
        "received_on__gte": wanted.first,
        "received_on__lte": wanted.last,
    }
    letters = letters.filter(**{name: value for name, value in exact.items() if value})
    for word in fold(wanted.words).split():
        letters = letters.filter(folded__contains=word)
    return letters.order_by("due_on", "id") if wanted.group == "late" else letters


def is_late(letter: Letter, today: date) -> bool:
    """Whether the next step is overdue."""
    return letter.state not in ENDED and letter.due_on is not None and letter.due_on < today


@dataclass(frozen=True)
class Number:
    """One number of the review: of which kind, under which heading, and the filter that opens its records."""

    kind: str
    group: str
    value: int


_COUNTED_ELSEWHERE = (LetterState.SPLIT, LetterState.DUPLICATE, LetterState.HANDED_OVER)
"""What goes on under another number is counted there."""
REVIEWED = ("all", "not_sorted", "refused", "guided", "forwarded", "answered", "told", "to_petition", "late")


def _review_conditions() -> dict[str, Q]:
    """The columns of the review of a month: what has become, by now, of what came in it."""
    s = LetterState
    return {
        "not_sorted": Q(state__in=UNSORTED),
        "refused": ~Q(reason_code=""),
        "guided": ~Q(competent="") & Q(forwarded_on=None),
        "forwarded": ~Q(forwarded_on=None),
        "answered": ~Q(result_on=None),
        "told": Q(state__in=[s.CITIZEN_INFORMED, s.ARCHIVED]),
        "to_petition": Q(state=s.TO_PETITION),
    }


def review(letters: QuerySet[Letter], first: date, last: date, today: date) -> list[Number]:
    """How many letters of each kind came within the days, and what has become of them; each opens its records."""
    asked = {"all": Q(), "late": conditions(today)["late"], **_review_conditions()}
    came = letters.filter(received_on__range=(first, last)).exclude(state__in=_COUNTED_ELSEWHERE)
    columns = {group: Count("pk", filter=asked[group]) for group in REVIEWED}
    counted: dict[str, Any] = {row["kind"]: row for row in came.order_by().values("kind").annotate(**columns)}
    return [
        Number(kind, group, counted.get(kind, {}).get(group, 0)) for kind in [*LetterKind, ""] for group in REVIEWED
    ]


@dataclass(frozen=True)
class Alike:
    """A letter that may be the same, and by what: the sender, or how alike the words are, 0 to 1."""

    letter: Letter
    is_same_sender: bool
    score: float


def alike(letters: QuerySet[Letter], letter: Letter, limit: int = 8) -> list[Alike]:
    """Letters of the last 18 months from the same sender or in nearly the same words, the likest first."""
    since = clock.today() - timedelta(days=rules.DAYS_BACK)
    names = [each for each in letter.senders.values_list("folded", flat=True) if each]
    senders = Sender.objects.filter(council_id=letter.council_id, folded__in=names).exclude(letter=None)
    same = set(senders.values_list("letter_id", flat=True))
    own = sketch(f"{letter.subject} {letter.content}", {}, "")
    others = letters.filter(received_on__gte=since, same_as=None).exclude(pk=letter.pk)
    others = others.exclude(state__in=[LetterState.SPLIT, LetterState.HANDED_OVER])
    judged = [
        Alike(each, each.pk in same, score(own, sketch(f"{each.subject} {each.content}", {}, "")))
        for each in others[:_COMPARED]
    ]
    close = [each for each in judged if each.is_same_sender or each.score >= ALIKE]
    return sorted(close, key=lambda each: (-each.score, -each.letter.pk))[:limit]
