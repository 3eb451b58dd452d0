"""The side navigation: which places exist, for which roles. config/wiring.py says it once, at start."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.functional import Promise

from nghitruong.kernel.actor import NOBODY, Actor, Role
from nghitruong.web.addresses import way_to

Words = str | Promise

DEPUTY_ONLY = frozenset({Role.DEPUTY, Role.COMMITTEE, Role.COUNTING, Role.CITIZEN})


@dataclass(frozen=True)
class Place:
    """One entry. `address` is a path or the name of one; without roles everyone signed in sees it.

    `key` is what the counter of badges calls it; `tone` colours its badge ("red" for what is overdue).
    """

    key: str
    label: Words
    icon: str
    address: str
    roles: frozenset[Role] = frozenset()
    section: Words = ""
    tone: str = "grey"

    def is_for(self, actor: Actor) -> bool:
        return not self.roles or actor.has(*self.roles)

    @property
    def path(self) -> str:
        return self.address if self.address.startswith("/") else way_to(self.address)


@dataclass(frozen=True)
class Entry:
    """A place as it is shown on one page."""

    label: Words
    icon: str
    url: str
    is_current: bool
    badge: int = 0
    tone: str = "grey"


@dataclass(frozen=True)
class Section:
    """Entries under one title; the first section has none."""

    title: Words
    entries: Sequence[Entry]


@dataclass
class Menu:
    """All places of one face of the product, and how their badges are counted.

    `root` is where the addresses of a request begin; None when its page does not belong to this face.
    """

    root: Callable[[HttpRequest], str | None] = lambda _request: ""
    places: list[Place] = field(default_factory=list)
    count_badges: Callable[[HttpRequest], Mapping[str, int]] = lambda _request: {}

    def install(
        self, places: Iterable[Place], count_badges: Callable[[HttpRequest], Mapping[str, int]] | None = None
    ) -> None:
        """Say once what there is; a second call replaces the first."""
        self.places = list(places)
        if count_badges is not None:
            self.count_badges = count_badges

    def sections(self, request: HttpRequest) -> list[Section]:
        """What this request's actor sees, with the place being visited marked."""
        actor: Actor = getattr(request, "actor", NOBODY)
        seen = [place for place in self.places if place.is_for(actor)]
        root = self.root(request)
        if not seen or root is None:
            return []
        current = _visited([place.path for place in seen], request.path.removeprefix(root))
        badges = self.count_badges(request)
        grouped: dict[Words, list[Entry]] = {}
        for place in seen:
            path = place.path
            entry = Entry(place.label, place.icon, root + path, path == current, badges.get(place.key, 0), place.tone)
            grouped.setdefault(place.section, []).append(entry)
        return [Section(title, entries) for title, entries in grouped.items()]

    def entries(self, request: HttpRequest) -> list[Entry]:
        """The same without sections, for the rail and the bottom bar."""
        return [entry for section in self.sections(request) for entry in section.entries]


def is_deputy(actor: Actor) -> bool:
    """Whether the pages have the deputy's face: large, five places; who works in the office has the office's."""
    return actor.has(Role.DEPUTY) and actor.roles <= DEPUTY_ONLY


def further(request: HttpRequest) -> list[Entry]:
    """What the office's menu holds for this actor and the deputy's five places do not."""
    near = {entry.url for entry in DEPUTY.entries(request)}
    return [entry for entry in OFFICE.entries(request) if entry.url not in near]


def public_root(request: HttpRequest) -> str | None:
    """Where the public site of this request's council begins; the site itself puts it on the request."""
    root: str | None = getattr(request, "public_root", None)
    return root


OFFICE = Menu()
DEPUTY = Menu()
PUBLIC = Menu(root=public_root)


def _visited(paths: Sequence[str], path: str) -> str:
    """The longest of the places that the address lies under; the root only when it is the address itself."""
    under = [place for place in paths if path == place or (place != "/" and path.startswith(place))]
    return max(under, key=len, default="")
