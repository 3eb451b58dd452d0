"""The council's own bodies and who sits in them on a day."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, F, Prefetch, QuerySet

from nghitruong.foundation.councils.models import Body, BodyKind, Membership
from nghitruong.foundation.councils.queries.deputies import open_on, rank
from nghitruong.foundation.law.pack import Item
from nghitruong.foundation.law.queries import catalogue
from nghitruong.foundation.verbs.kept import kept
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.policy import NO_SUCH_RECORD


def posts_of(body_kind: str = "") -> list[Item]:
    """The catalogue of posts, those of one kind of body where given, in the order of rank."""
    return [item for item in catalogue("posts") if not body_kind or item.facts.get("body") == body_kind]


def bodies_of(council_id: int) -> QuerySet[Body]:
    """The bodies of a council, past ones too: Standing body, committees, groups, office."""
    return Body.objects.filter(council_id=council_id).order_by(rank("kind", BodyKind.values), "name", "valid_from")


def bodies_on(council_id: int, day: date) -> QuerySet[Body]:
    """The bodies at work on a day, each with its members of that day as `members_now`, by rank and name."""
    members = memberships_of(council_id).filter(open_on(day))
    return (
        bodies_of(council_id)
        .filter(open_on(day))
        .prefetch_related(Prefetch("memberships", queryset=members, to_attr="members_now"), "constituencies")
    )


def memberships_of(council_id: int) -> QuerySet[Membership]:
    """All posts held in a council's bodies, by rank and name."""
    by_rank = rank("post", [item.code for item in posts_of()])
    memberships = Membership.objects.filter(council_id=council_id).select_related("person", "body")
    return memberships.order_by(by_rank, "person__sort_key", "valid_from")


def body_choices(council_id: int, day: date) -> list[tuple[int, str]]:
    """The bodies at work on a day, by number and name."""
    return _choices(council_id, day)


@kept
def _choices(council_id: int, day: date) -> QuerySet[Body, tuple[int, str]]:
    return bodies_of(council_id).filter(open_on(day)).values_list("pk", "name")


def posts_held_by(person_id: int) -> QuerySet[Membership]:
    """Everything somebody holds or held in bodies, what is open first."""
    posts = Membership.objects.filter(person_id=person_id).select_related("body")
    return posts.order_by(F("valid_to").desc(nulls_first=True), "-valid_from", "id")


def body_for(actor: Actor, body_id: int) -> Body:
    """One body of the actor's council."""
    body = Body.objects.filter(pk=body_id, council_id=actor.council_id or 0).select_related("council", "term").first()
    if body is None:
        raise RefusedError(NO_SUCH_RECORD, f"body-{body_id}")
    return body


def membership_for(actor: Actor, membership_id: int) -> Membership:
    """One post held in a body of the actor's council."""
    memberships = Membership.objects.select_related("person", "body")
    membership = memberships.filter(pk=membership_id, council_id=actor.council_id or 0).first()
    if membership is None:
        raise RefusedError(NO_SUCH_RECORD, f"membership-{membership_id}")
    return membership


def holders_of(council_id: int, post: str, day: date) -> dict[int, int]:
    """How many hold a post on a day, by body."""
    rows = Membership.objects.filter(open_on(day), council_id=council_id, post=post).order_by()
    return dict(rows.values_list("body_id").annotate(holders=Count("id")))


def open_posts(council_id: int, person_ids: Sequence[int], day: date) -> set[tuple[int, int, str]]:
    """Body, person and post of everything these people hold on a day."""
    rows = Membership.objects.filter(open_on(day), council_id=council_id, person_id__in=person_ids)
    return set(rows.values_list("body_id", "person_id", "post"))
