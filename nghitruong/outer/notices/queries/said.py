"""What a notice may say of papers: those that the council's own people may read, and that were not told before."""

from nghitruong.domain.meetings.models import AgendaItem, Paper
from nghitruong.foundation.documents.models import Access
from nghitruong.outer.notices.lifecycle import MessageState
from nghitruong.outer.notices.models import Message


def meeting_of_item(item_id: int) -> int | None:
    """The meeting in which the item stands."""
    return AgendaItem.objects.filter(pk=item_id).values_list("meeting_id", flat=True).first()


def papers_to_tell(item_id: int, kind: str, thread: str) -> list[list[int | str]]:
    """Number and title of each paper under an item that nobody was told of yet; restricted ones are told to nobody."""
    papers = Paper.objects.filter(item_id=item_id, document__withdrawn_at=None)
    readable = papers.filter(document__access__in=(Access.PUBLIC, Access.COUNCIL)).order_by("position", "id")
    told = Message.objects.filter(kind=kind, thread=thread).exclude(state=MessageState.CANCELLED)
    known = {number for items in told.values_list("items", flat=True) for number, _title in items}
    rows = readable.values_list("document_id", "document__title")
    return [[number, title] for number, title in rows if number not in known]
