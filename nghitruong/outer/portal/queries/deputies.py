"""Deputies in public: name, seat, electoral unit, posts. Contact, birth and everything else stay where they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nghitruong.foundation.councils.models import Body, Mandate, Membership
from nghitruong.foundation.councils.queries import deputies_of, filter_deputies
from nghitruong.foundation.law.queries import catalogue_item
from nghitruong.kernel.vietnamese import fold

PLAIN_POSTS = frozenset({"thanh_vien_to", "uy_vien_ban"})
"""Posts that say little without their body."""


@dataclass(frozen=True)
class PublicPost:
    """A post in a body of the council, named as the law's catalogue does."""

    post: str
    body: str
    since: date


@dataclass(frozen=True)
class PublicDeputy:
    """One deputy. `slug` is the address, made from the name: no number of a person stands in an address."""

    slug: str
    full_name: str
    gender: str
    constituency: int | None
    area: str
    origin: str
    starts_on: date
    is_full_time: bool
    posts: Sequence[PublicPost]


def deputies_on(council_id: int, day: date, words: str = "") -> list[PublicDeputy]:
    """Who holds a seat on a day, by Vietnamese names; `words` are looked for in names and electoral areas."""
    slugs = _slugs(council_id)
    found = [_deputy(row, slugs[row.person_id]) for row in filter_deputies(council_id, day)]
    wanted = fold(words).split()
    return [row for row in found if all(word in fold(f"{row.full_name} {row.area}") for word in wanted)]


def deputy_on(council_id: int, day: date, slug: str) -> PublicDeputy | None:
    """One of them by the address, or None."""
    return next((row for row in deputies_on(council_id, day) if row.slug == slug), None)


def addresses_of(mandate_ids: Sequence[int]) -> dict[int, tuple[str]]:
    """The word in the address of each of these deputies; a search leads there."""
    rows = list(Mandate.objects.filter(pk__in=mandate_ids).values_list("pk", "council_id", "person_id"))
    slugs = {council_id: _slugs(council_id) for council_id in {row[1] for row in rows}}
    return {number: (slugs[council_id][person_id],) for number, council_id, person_id in rows}


def mandates_with(council_ids: Sequence[int], slug: str) -> list[int]:
    """The seats of whoever has this address in one of the councils; none for an address of nobody."""
    people = {person for council in council_ids for person, word in _slugs(council).items() if word == slug}
    return list(Mandate.objects.filter(council_id__in=council_ids, person_id__in=people).values_list("pk", flat=True))


def name_with(council_ids: Sequence[int], slug: str) -> str:
    """What whoever has this address is called."""
    names = Mandate.objects.filter(pk__in=mandates_with(council_ids, slug)).values_list("person__full_name", flat=True)
    return names.first() or ""


def _slugs(council_id: int) -> dict[int, str]:
    """An address for everybody who ever held a seat here: a second of the same name gets a number that stays."""
    people = deputies_of(council_id).order_by("person_id").values_list("person_id", "person__full_name")
    slugs: dict[int, str] = {}
    used: dict[str, int] = {}
    for person_id, name in dict(people).items():
        slug = "-".join(fold(name).split())
        used[slug] = used.get(slug, 0) + 1
        slugs[person_id] = slug if used[slug] == 1 else f"{slug}-{used[slug]}"
    return slugs


def _deputy(row: Mandate, slug: str) -> PublicDeputy:
    place = row.constituency
    posts: list[Membership] = row.person.posts_now  # type: ignore[attr-defined] # fetched by filter_deputies
    return PublicDeputy(
        slug=slug,
        full_name=row.person.full_name,
        gender=row.person.gender,
        constituency=place.number if place else None,
        area=place.area if place else "",
        origin=row.origin_council.name if row.origin_council else "",
        starts_on=row.starts_on,
        is_full_time=row.is_full_time,
        posts=tuple(_post(post) for post in posts),
    )


def _post(row: Membership) -> PublicPost:
    body: Body = row.body
    return PublicPost(catalogue_item("posts", row.post).label_vi, body.name, row.valid_from)
