"""The council's list of topics, and the topics that a list can be narrowed by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from nghitruong.domain.petitions import queries
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.queries import term
from nghitruong.domain.petitions.views.shapes.reports import Cell, list_url
from nghitruong.kernel.vietnamese import short_date

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from nghitruong.domain.petitions.models import Petition
    from nghitruong.kernel.actor import Actor


@dataclass(frozen=True)
class TopicRow:
    """A topic with the petitions that have it, what became of it, and where it is changed."""

    name: str
    note: str
    petitions: Cell
    rename_url: str
    merge_url: str
    close_url: str
    open_url: str


def topics_page(actor: Actor) -> dict[str, Any]:
    """The topics that may be chosen, then the closed ones with what they go on as."""
    council_id = actor.council_id or 0
    book, counts = queries.topic_book(council_id), queries.topic_petitions(council_id)
    rows = [(topic, _row(topic, book, counts.get(topic.code, 0))) for topic in book.every]
    return {
        "title": _("Topics of petitions"),
        "open_rows": [row for topic, row in rows if not topic.closed_on],
        "closed_rows": [row for topic, row in rows if topic.closed_on],
        "may_close": len(book.choices) > 1,
        "may_keep": may(actor, "petitions.rename_topic").is_allowed,
    }


def topic_filter(book: queries.TopicBook) -> list[tuple[str, str]]:
    """The topics of the list, closed ones last: their petitions are still found by them."""
    closed = [(each.code, _("%(topic)s (closed)") % {"topic": each.name}) for each in book.every if each.closed_on]
    return [*book.choices, *closed]


def topics_in_list(actor: Actor, petitions: QuerySet[Petition], *, is_inherited: bool) -> queries.TopicBook:
    """The names for a list: where predecessors' petitions stand in it, their own topics too."""
    if not is_inherited:
        return queries.topic_book(actor.council_id)
    return queries.topic_book_of(term.councils_in(petitions), actor.council_id)


def _row(topic: queries.KnownTopic, book: queries.TopicBook, count: int) -> TopicRow:
    urls = (reverse(f"petitions:{verb}_topic", args=[topic.code]) for verb in ("rename", "merge", "close", "open"))
    petitions = Cell(_("Petitions"), count, list_url(**{"linh-vuc": topic.code}))
    return TopicRow(topic.name, _note(topic, book), petitions, *urls)


def _note(topic: queries.KnownTopic, book: queries.TopicBook) -> str:
    """Whose topic it is, or since when it is closed and what it goes on as."""
    day = topic.closed_on
    if day and topic.goes_on_as:
        said = {"day": short_date(day), "topic": book.label(topic.goes_on_as)}
        return _("Merged into “%(topic)s” on %(day)s") % said
    if day:
        return _("Closed since %(day)s") % {"day": short_date(day)}
    if topic.is_own:
        return _("Added by this council")
    is_renamed = topic.name != topic.shipped_name
    return _("Called “%(name)s” before") % {"name": topic.shipped_name} if is_renamed else ""
