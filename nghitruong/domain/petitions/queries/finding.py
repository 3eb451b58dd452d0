"""What a search finds of petitions: the title and the public text, never what was said or by whom."""

from collections.abc import Collection, Iterable, Sequence

from nghitruong.domain.petitions.lifecycle import WishKind
from nghitruong.domain.petitions.models import Petition, Topic
from nghitruong.domain.petitions.queries.doors import petitions_of
from nghitruong.domain.petitions.queries.topics import TopicBook, topic_book
from nghitruong.foundation.search.registry import Audience, Indexed
from nghitruong.kernel.actor import Actor


def indexed_petitions(ids: Sequence[int]) -> dict[int, Indexed]:
    """The entries of petitions; remarks about the council and its deputies are in a register of their own (R7.20)."""
    rows = Petition.objects.filter(pk__in=ids).exclude(kind=WishKind.REMARK).select_related("agency")
    books: dict[int, TopicBook] = {}
    found: dict[int, Indexed] = {}
    for row in rows:
        if row.council_id not in books:
            books[row.council_id] = topic_book(row.council_id)
        found[row.pk] = _entry(row, books[row.council_id].label(row.topic))
    return found


def petition_ids() -> Iterable[int]:
    return Petition.objects.values_list("pk", flat=True)


def petitions_in_intake(intake_id: int) -> Iterable[int]:
    """The petitions of one source, which an event about it may have changed."""
    return Petition.objects.filter(intake_id=intake_id).values_list("pk", flat=True)


def petitions_with_topic(topic_id: int) -> Iterable[int]:
    """The petitions whose entry names a topic that a council called something else: found by its new name."""
    topic = Topic.objects.filter(pk=topic_id).first()
    if topic is None:
        return ()
    return Petition.objects.filter(council_id=topic.council_id, topic=topic.code).values_list("pk", flat=True)


def readable_petitions(actor: Actor, ids: Sequence[int]) -> Collection[int]:
    """Of these petitions the ones that the actor reads."""
    return petitions_of(actor).filter(pk__in=ids).values_list("pk", flat=True)


def petitions_in_public(council_ids: Sequence[int], ids: Sequence[int]) -> Collection[int]:
    """Of these petitions the ones that everybody may read."""
    shown = Petition.objects.filter(council_id__in=council_ids, pk__in=ids, is_public=True, same_as=None)
    return shown.values_list("pk", flat=True)


def _entry(row: Petition, topic: str) -> Indexed:
    agency = row.agency.name if row.agency else ""
    words = (row.code, row.public_text, row.place, row.neighbourhood, topic, agency)
    body = " · ".join(word for word in words if word)
    return Indexed(row.council_id, row.title, row.recorded_on, Audience.PUBLIC, body, (row.code,))
