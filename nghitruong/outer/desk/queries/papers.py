"""Papers of coming meetings: how many one person has still to read, how far the deputies have come."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from nghitruong.domain.meetings.models import Paper
from nghitruong.foundation.documents.models import Reading, Version
from nghitruong.foundation.documents.queries import documents_of
from nghitruong.foundation.verbs.kept import kept
from nghitruong.kernel.actor import Actor


@dataclass(frozen=True)
class ReadingState:
    """How far somebody is with the papers of one meeting. `pages` are those of the unread ones, where known."""

    total: int = 0
    read: int = 0
    pages: int = 0

    @property
    def unread(self) -> int:
        return self.total - self.read


def reading_of(actor: Actor, meeting_ids: Iterable[int]) -> dict[int, ReadingState]:
    """By meeting, the papers that the actor may read, in one query; one paper under two items counts once."""
    known = {
        (meeting, document): (was_opened, pages or 0)
        for meeting, document, was_opened, pages in _papers(actor, list(meeting_ids))
    }
    found: dict[int, ReadingState] = {}
    for (meeting, _document), (was_opened, pages) in known.items():
        before = found.get(meeting, ReadingState())
        found[meeting] = ReadingState(
            before.total + 1, before.read + was_opened, before.pages + (0 if was_opened else pages)
        )
    return found


@kept
def _papers(actor: Actor, meeting_ids: list[int]) -> QuerySet[Paper, Any]:
    opened = Reading.objects.filter(account_id=actor.account_id or 0, version__document=OuterRef("document"))
    latest = Version.objects.filter(document=OuterRef("document")).order_by("-number").values("pages")[:1]
    # Asked paper by paper: a list of all documents that she may read would be made for each page.
    readable = Exists(documents_of(actor).filter(pk=OuterRef("document")))
    rows = Paper.objects.filter(readable, item__meeting__in=meeting_ids)
    rows = rows.annotate(was_opened=Exists(opened), pages=Subquery(latest)).order_by()
    return rows.values_list("item__meeting_id", "document_id", "was_opened", "pages")


def readers_of(meeting_id: int) -> int:
    """How many accounts have opened at least one paper of a meeting; who they are is not asked."""
    readings = Reading.objects.filter(version__document__papers__item__meeting_id=meeting_id)
    count: int = readings.aggregate(count=Count("account_id", distinct=True))["count"]
    return count
