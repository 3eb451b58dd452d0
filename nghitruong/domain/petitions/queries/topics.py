"""A council's list of topics: the shipped twenty as it named, merged and closed them, then its own.

A page reads the list once, as a `TopicBook`: one statement, whatever the number of its rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from nghitruong.domain.petitions.models import Petition, Topic
from nghitruong.foundation.law.queries import catalogue

OWN = "rieng-"
"""Begins the code of a council's own topic; the council's number follows, so no two councils share one."""


@dataclass(frozen=True)
class KnownTopic:
    """A topic of the list; `shipped_name` is what the product calls it, empty for one of the council's own."""

    code: str
    name: str
    shipped_name: str = ""
    goes_on_as: str = ""
    closed_on: date | None = None

    @property
    def is_own(self) -> bool:
        return not self.shipped_name


@dataclass(frozen=True)
class TopicBook:
    """The list of a council as it stands now."""

    every: tuple[KnownTopic, ...]

    @property
    def names(self) -> dict[str, str]:
        """Every topic in words, closed ones too: their petitions keep them."""
        return {each.code: each.name for each in self.every}

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The topics that may be chosen: code and words."""
        return [(each.code, each.name) for each in self.every if not each.closed_on]

    @property
    def codes(self) -> list[str]:
        return [code for code, _name in self.choices]

    @property
    def heirs(self) -> dict[str, str]:
        """Each closed topic with the open one that it goes on as, empty without any."""
        return {each.code: self.now(each.code) for each in self.every if each.closed_on}

    def label(self, code: str) -> str:
        """A topic in words; the code itself for one that is nowhere in the list."""
        return next((each.name for each in self.every if each.code == code), code)

    def known(self, code: str) -> KnownTopic | None:
        return next((each for each in self.every if each.code == code), None)

    def now(self, code: str) -> str:
        """The open topic by which one goes today; empty when it was closed without any, or is unknown here."""
        seen: set[str] = set()
        topic = self.known(code)
        while topic and topic.closed_on and topic.code not in seen:
            seen.add(topic.code)
            topic = self.known(topic.goes_on_as)
        return topic.code if topic and not topic.closed_on else ""


def topic_book(council_id: int | None) -> TopicBook:
    """The list of one council; the shipped one without a council."""
    return _book(Topic.objects.filter(council_id=council_id).order_by("pk") if council_id else ())


def topic_book_of(council_ids: Iterable[int], reader: int | None = None) -> TopicBook:
    """The names for records of several councils: each one's own topics, shipped ones as the reader's council has them.

    Without a reader one council speaks for itself, and several use the product's names.
    """
    ids = set(council_ids)
    of = reader or (next(iter(ids)) if len(ids) == 1 else 0)
    rows = Topic.objects.filter(Q(council_id=of) | Q(council_id__in=ids, code__startswith=OWN)).order_by("pk")
    return _book(sorted(rows, key=lambda row: row.council_id == of))


def own_codes(council_id: int) -> list[str]:
    """The codes of all topics that the council ever added."""
    return list(Topic.objects.filter(council_id=council_id, code__startswith=OWN).values_list("code", flat=True))


def topic_petitions(council_id: int) -> dict[str, int]:
    """How many petitions of the council each topic has."""
    rows = Petition.objects.filter(council_id=council_id).exclude(topic="").order_by()
    return dict(rows.values_list("topic").annotate(count=Count("pk")))


def _book(rows: Iterable[Topic]) -> TopicBook:
    changed = {row.code: row for row in rows}
    shipped = [(item.code, item.label_vi) for item in catalogue("petition_topics")]
    found = [_known(code, name, changed.pop(code, None)) for code, name in shipped]
    return TopicBook((*found, *(_known(code, "", row) for code, row in changed.items())))


def _known(code: str, shipped_name: str, row: Topic | None) -> KnownTopic:
    if row is None:
        return KnownTopic(code, shipped_name, shipped_name)
    return KnownTopic(code, row.name, shipped_name, row.goes_on_as, row.closed_on)
