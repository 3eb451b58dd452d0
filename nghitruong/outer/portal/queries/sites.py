"""Whose public site an address belongs to, and which councils there are to look for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nghitruong.foundation.councils.models import Council
from nghitruong.foundation.councils.queries import council_by_code, council_with_code
from nghitruong.kernel.vietnamese import fold

MOST_FOUND = 30


@dataclass(frozen=True)
class Site:
    """One council's public site. `root` is where its addresses begin: nothing on a host that is its own.

    A code that was closed keeps answering: with the records of the council that bore it, and with those of its heir.
    """

    code: str
    root: str
    council_id: int
    council_ids: Sequence[int]
    name: str
    closed_name: str = ""
    closed_on: date | None = None
    address: str = ""
    phone: str = ""
    email: str = ""

    def at(self, *parts: object) -> str:
        """The address of a page of this site."""
        return "/".join([self.root, *map(str, parts), ""])


@dataclass(frozen=True)
class FoundCouncil:
    """A council in the list of whoever looks for the own one."""

    name: str
    code: str
    parent: str


def site_of(code: str, root: str) -> Site | None:
    """The public site that answers under a unit's code, or None where no council ever had it."""
    named = council_with_code(code)
    council = council_by_code(code)
    if named is None or council is None:
        return None
    is_heir = named.pk != council.pk
    return Site(
        code=code,
        root=root,
        council_id=council.pk,
        council_ids=(council.pk, named.pk) if is_heir else (council.pk,),
        name=council.name,
        closed_name=named.name if named.closed_on else "",
        closed_on=named.closed_on,
        **_contact(council),
    )


def council_at_host(host: str) -> str:
    """The unit code of the living council that has a host name of its own, or nothing."""
    codes = Council.objects.filter(host_name=host, closed_on=None).values_list("unit__code", flat=True)
    return codes.first() or "" if host else ""


def living_councils(words: str = "") -> list[FoundCouncil]:
    """Councils at work whose names hold all the words, accents or not; the first of them by name."""
    wanted = fold(words).split()
    rows = Council.objects.filter(closed_on=None).order_by("name")
    found = (FoundCouncil(*row) for row in rows.values_list("name", "unit__code", "parent__name"))
    return [council for council in found if all(word in fold(council.name) for word in wanted)][:MOST_FOUND]


def _contact(council: Council) -> dict[str, str]:
    """How the office is reached, where the council said so."""
    return {name: str(council.settings.get(name, "")) for name in ("address", "phone", "email")}
