"""What can be found of the councils' own registers: deputies by seat, bodies, agencies. Contacts are not among it."""

from collections.abc import Collection, Iterable, Sequence

from django.db.models import Prefetch, Q, QuerySet

from nghitruong.foundation.accounts import matrix
from nghitruong.foundation.councils.lifecycle import HOLDING
from nghitruong.foundation.councils.models import Agency, Body, DeputyImport, Mandate, Membership, PlannedPart
from nghitruong.foundation.councils.queries.deputies import open_on
from nghitruong.foundation.law.queries import catalogue_item
from nghitruong.foundation.search.registry import Audience, Indexed
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor

REGISTER = "01"
"""The matrix's row of the register."""


def indexed_deputies(ids: Sequence[int]) -> dict[int, Indexed]:
    """Name, posts, electoral unit, where from: what the public site says too, as long as the seat is held."""
    posts = Membership.objects.filter(open_on(clock.today())).select_related("body")
    rows = Mandate.objects.filter(pk__in=ids).select_related("person", "constituency", "origin_council")
    rows = rows.prefetch_related(Prefetch("person__memberships", queryset=posts, to_attr="posts_now"))
    return {row.pk: _deputy(row) for row in rows}


def deputy_ids() -> Iterable[int]:
    return Mandate.objects.values_list("pk", flat=True)


def readable_deputies(actor: Actor, ids: Sequence[int]) -> Collection[int]:
    """Every seat of the actor's council for who works there; those that are held for anybody else."""
    rows = Mandate.objects.filter(council_id=actor.council_id or 0, pk__in=ids)
    return _pks(rows if matrix.may(actor.roles, REGISTER, "R") else rows.filter(state__in=HOLDING))


def public_deputies(council_ids: Sequence[int], ids: Sequence[int]) -> Collection[int]:
    return _pks(Mandate.objects.filter(council_id__in=council_ids[:1], state__in=HOLDING, pk__in=ids))


def seats_of_person(person_id: int) -> Iterable[int]:
    return _pks(Mandate.objects.filter(person_id=person_id))


def seats_behind_post(membership_id: int) -> Iterable[int]:
    people = Membership.objects.filter(pk=membership_id).values("person_id")
    return _pks(Mandate.objects.filter(person__in=people))


def seats_in_term(term_id: int) -> Iterable[int]:
    """Of the whole council: the term before may have ended with it."""
    return _pks(Mandate.objects.filter(council__terms=term_id))


def seats_in_council(council_id: int) -> Iterable[int]:
    return _pks(Mandate.objects.filter(council_id=council_id))


def seats_of_import(import_id: int) -> Iterable[int]:
    return _pks(Mandate.objects.filter(council__in=DeputyImport.objects.filter(pk=import_id).values("council_id")))


def seats_in_succession(plan_id: int) -> Iterable[int]:
    """Of the new council and of those that it follows."""
    old = PlannedPart.objects.filter(plan_id=plan_id).values("predecessor_id")
    new = PlannedPart.objects.filter(plan_id=plan_id).values("council_id")
    return _pks(Mandate.objects.filter(Q(council__in=old) | Q(council__in=new)))


def seats_in_constituency(constituency_id: int) -> Iterable[int]:
    return _pks(Mandate.objects.filter(constituency_id=constituency_id))


def seats_in_body(body_id: int) -> Iterable[int]:
    people = Membership.objects.filter(body_id=body_id).values("person_id")
    return _pks(Mandate.objects.filter(person__in=people))


def indexed_bodies(ids: Sequence[int]) -> dict[int, Indexed]:
    """A body's name and who sits in it today."""
    members = Membership.objects.filter(open_on(clock.today())).select_related("person").order_by("id")
    rows = Body.objects.filter(pk__in=ids).prefetch_related(
        Prefetch("memberships", queryset=members, to_attr="members_now")
    )
    return {row.pk: _body(row) for row in rows}


def body_ids() -> Iterable[int]:
    return Body.objects.values_list("pk", flat=True)


def readable_bodies(actor: Actor, ids: Sequence[int]) -> Collection[int]:
    return _pks(Body.objects.filter(council_id=_reads_register(actor), pk__in=ids))


def body_of_post(membership_id: int) -> Iterable[int]:
    return Membership.objects.filter(pk=membership_id).values_list("body_id", flat=True)


def bodies_of_person(person_id: int) -> Iterable[int]:
    return Membership.objects.filter(person_id=person_id).values_list("body_id", flat=True)


def bodies_in_council(council_id: int) -> Iterable[int]:
    return _pks(Body.objects.filter(council_id=council_id))


def indexed_agencies(ids: Sequence[int]) -> dict[int, Indexed]:
    """An agency's names and its code."""
    rows = Agency.objects.filter(pk__in=ids)
    return {
        row.pk: Indexed(
            row.council_id,
            row.name,
            row.valid_from,
            Audience.OFFICE,
            " · ".join(filter(None, (row.short_name, str(row.get_kind_display())))),
            (row.pk,),
        )
        for row in rows
    }


def agency_ids() -> Iterable[int]:
    return Agency.objects.values_list("pk", flat=True)


def readable_agencies(actor: Actor, ids: Sequence[int]) -> Collection[int]:
    return _pks(Agency.objects.filter(council_id=_reads_register(actor), pk__in=ids))


def agencies_in_council(council_id: int) -> Iterable[int]:
    return _pks(Agency.objects.filter(council_id=council_id))


def _deputy(row: Mandate) -> Indexed:
    posts: list[Membership] = row.person.posts_now  # type: ignore[attr-defined] # set by the prefetch above
    words = [f"{catalogue_item('posts', post.post).label_vi}, {post.body.name}" for post in posts]
    place = row.constituency
    words += [place.area] if place and place.area else []
    words += [row.origin_council.name] if row.origin_council else []
    audience = Audience.PUBLIC if row.state in HOLDING else Audience.OFFICE
    return Indexed(row.council_id, row.person.full_name, row.starts_on, audience, " · ".join(words), (row.pk,))


def _body(row: Body) -> Indexed:
    members: list[Membership] = row.members_now  # type: ignore[attr-defined] # set by the prefetch above
    words = [f"{member.person.full_name}, {catalogue_item('posts', member.post).label_vi}" for member in members]
    return Indexed(row.council_id, row.name, row.valid_from, Audience.OFFICE, " · ".join(words), (row.pk,))


def _reads_register(actor: Actor) -> int:
    """The council whose register exists for the actor; none for who reads only what is public."""
    return (actor.council_id or 0) if actor.works_here and matrix.may(actor.roles, REGISTER, "R") else 0


def _pks(rows: "QuerySet[Mandate] | QuerySet[Body] | QuerySet[Agency]") -> list[int]:
    return list(rows.values_list("pk", flat=True))
