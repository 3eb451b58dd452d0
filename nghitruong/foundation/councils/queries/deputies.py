"""Deputies: the seats held on a day, one deputy, the filtered list, and who is already known."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Case, Count, IntegerField, Max, Prefetch, Q, QuerySet, Value, When

from nghitruong.foundation.councils.lifecycle import HOLDING, MandateState
from nghitruong.foundation.councils.models import Mandate, MandateChange, Membership, Person
from nghitruong.foundation.verbs.kept import kept
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.policy import NO_SUCH_RECORD
from nghitruong.kernel.vietnamese import fold

ENDED_EARLY = frozenset(set(MandateState) - HOLDING - {MandateState.TERM_ENDED})


class ListedDeputy(NamedTuple):
    """One row of the list of deputies. `posts`: code of the post, kind and name of the body."""

    mandate_id: int
    full_name: str
    occupation: str
    seat: int | None
    constituency: int | None
    origin_council: str | None
    state: str
    posts: list[tuple[str, str, str]]


_DEPUTY_SHOWN = (
    "id",
    "person__full_name",
    "person__occupation",
    "seat",
    "constituency__number",
    "origin_council__name",
    "state",
)


def held_on(day: date) -> Q:
    """The condition of a seat held on a day (R1.46).

    A release, removal, loss or death counts from its own day on; the last day of a term still belongs to the term.
    """
    not_over = Q(ends_on=None) | Q(ends_on__gte=day)
    return Q(starts_on__lte=day) & (
        Q(not_over, state__in=[*HOLDING, MandateState.TERM_ENDED]) | Q(state__in=ENDED_EARLY, ends_on__gt=day)
    )


def mandates_on(council_id: int, day: date) -> QuerySet[Mandate]:
    """The seats held on a day: begun, not ended, not released, removed, lost or left by death (R1.46)."""
    return Mandate.objects.filter(held_on(day), council_id=council_id)


def active_mandates_on(council_id: int, day: date) -> QuerySet[Mandate]:
    """The seats whose holders may act on a day: those of `mandates_on` that are not suspended now (R1.42)."""
    return mandates_on(council_id, day).exclude(state=MandateState.SUSPENDED)


def deputies_of(council_id: int) -> QuerySet[Mandate]:
    """The mandates of a council with what lists show, in the order of Vietnamese names."""
    mandates = Mandate.objects.filter(council_id=council_id)
    mandates = mandates.select_related("person", "constituency", "origin_council", "term")
    return mandates.order_by("person__sort_key", "person_id", "-starts_on")


def filter_deputies(
    council_id: int,
    day: date,
    *,
    words: str = "",
    body_id: int | None = None,
    constituency_id: int | None = None,
    origin_council_id: int | None = None,
    state: str = "",
) -> QuerySet[Mandate]:
    """The list of deputies: those holding a seat on the day, or, by `state`, those in that state.

    `words` are looked for without accents. Every deputy comes with her open memberships as `posts_now`.
    """
    mandates = deputies_of(council_id)
    mandates = mandates.filter(state=state) if state else mandates.filter(held_on(day))
    for word in fold(words).split():
        mandates = mandates.filter(person__folded_name__contains=word)
    open_posts = Membership.objects.filter(open_on(day), council_id=council_id).select_related("body")
    if body_id is not None:
        mandates = mandates.filter(person__in=open_posts.filter(body_id=body_id).values("person_id"))
    if constituency_id is not None:
        mandates = mandates.filter(constituency_id=constituency_id)
    if origin_council_id is not None:
        mandates = mandates.filter(origin_council_id=origin_council_id)
    posts = open_posts.order_by("body__kind", "body__name")
    return mandates.prefetch_related(Prefetch("person__memberships", queryset=posts, to_attr="posts_now"))


def listed_deputies(mandates: QuerySet[Mandate], council_id: int, day: date) -> list[ListedDeputy]:
    """The rows of one page of the list with the posts that are open on the day, in two queries."""
    rows: list[Any] = list(mandates.prefetch_related(None).values_list("person_id", *_DEPUTY_SHOWN))
    posts: dict[int, list[tuple[str, str, str]]] = {}
    for person_id, *post in _open_posts(council_id, day, [row[0] for row in rows]):
        posts.setdefault(person_id, []).append(tuple(post))
    return [ListedDeputy._make((*row[1:], posts.get(row[0], []))) for row in rows]


@kept
def _open_posts(council_id: int, day: date, person_ids: list[int]) -> QuerySet[Membership, Any]:
    posts = Membership.objects.filter(open_on(day), council_id=council_id, person__in=person_ids)
    in_order = posts.order_by("body__kind", "body__name", "id")
    return in_order.values_list("person_id", "post", "body__kind", "body__name")


def rank(column: str, order: Iterable[str]) -> Case:
    """An order that the alphabet does not know: by the place in a list, what is not in it last."""
    whens = [When(**{column: value}, then=Value(place)) for place, value in enumerate(order)]
    return Case(*whens, default=Value(len(whens)), output_field=IntegerField())


def open_on(day: date) -> Q:
    """The condition of a dated row (`valid_from`, `valid_to`) in force on a day."""
    return Q(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)


def deputy_for(actor: Actor, mandate_id: int) -> Mandate:
    """One mandate of the actor's council; another council's does not exist for the actor."""
    mandates = Mandate.objects.select_related("person", "constituency", "origin_council", "term", "council")
    mandate = mandates.filter(pk=mandate_id, council_id=actor.council_id or 0).first()
    if mandate is None:
        raise RefusedError(NO_SUCH_RECORD, f"mandate-{mandate_id}")
    return mandate


def person_for(actor: Actor, person_id: int) -> Person:
    """One person of the actor's council."""
    person = Person.objects.filter(pk=person_id, council_id=actor.council_id or 0).first()
    if person is None:
        raise RefusedError(NO_SUCH_RECORD, f"person-{person_id}")
    return person


def state_on(mandate: Mandate, day: date) -> MandateState:
    """The state a mandate had on a day, from its changes."""
    change = MandateChange.objects.filter(mandate=mandate, on__lte=day).order_by("-on", "-id").first()
    return MandateState(change.state) if change else MandateState.ACTIVE


def matching_people(council_id: int, folded_names: Iterable[str]) -> QuerySet[Person]:
    """People of a council by their folded names, for telling whether a row is somebody known."""
    return Person.objects.filter(council_id=council_id, folded_name__in=set(folded_names)).order_by("id")


def next_seat(term_id: int) -> int:
    """The number after the highest seat taken in a term."""
    taken = Mandate.objects.filter(term_id=term_id, state__in=HOLDING).aggregate(highest=Max("seat"))
    return 1 + (taken["highest"] or 0)


def state_counts(council_id: int) -> dict[str, int]:
    """How many mandates are in each state now."""
    return dict(_state_counts(council_id))


@kept
def _state_counts(council_id: int) -> QuerySet[Mandate, Any]:
    rows = Mandate.objects.filter(council_id=council_id).order_by().values_list("state")
    return rows.annotate(count=Count("*"))


def changes_of(mandate_id: int) -> QuerySet[MandateChange]:
    """The moves of a mandate, newest first."""
    return MandateChange.objects.filter(mandate_id=mandate_id).order_by("-on", "-id")
