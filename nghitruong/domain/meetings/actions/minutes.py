"""What the secretary writes; events of the meeting are added by the house when the minutes are made out."""

from nghitruong.domain.meetings import rules
from nghitruong.domain.meetings.lifecycle import MeetingState
from nghitruong.domain.meetings.models import AgendaItem, Meeting, MinuteEntry
from nghitruong.domain.meetings.policies import may
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, refuse_now, verb
from nghitruong.foundation.verbs.moves import SOMEONE_WAS_FASTER
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.vietnamese.text import clean_text


@verb("meetings.write_minutes", lock=False)
def write_minutes(secretary: Actor, meeting: Meeting, *, text: str, item: AgendaItem | None = None) -> MinuteEntry:
    """Add a paragraph to the minutes, under the item being dealt with."""
    permit(may(secretary, "meetings.write_minutes", council_id=meeting.council_id))
    lawful(rules.may_write_minutes(MeetingState(meeting.state)))
    lawful(rules.is_of_council(item is None or item.meeting_id == meeting.pk))
    text = clean_text(text)
    if not text:
        refuse_now(rules.NO_TEXT)
    entry = MinuteEntry.objects.create(
        council_id=meeting.council_id,
        meeting=meeting,
        item=item,
        at=clock.now(),
        kind="note",
        text=text,
        author_name=secretary.name,
    )
    record(entry, meeting=meeting.pk, length=len(text))
    announce(f"minutes-{meeting.pk}")
    return entry


@verb("meetings.correct_minutes")
def correct_minutes(secretary: Actor, entry: MinuteEntry, *, text: str, version: int) -> MinuteEntry:
    """Replace a paragraph's text. `version` is the one that was read: a newer one is never overwritten unseen."""
    permit(may(secretary, "meetings.correct_minutes", council_id=entry.council_id))
    lawful(rules.may_write_minutes(MeetingState(entry.meeting.state)))
    text = clean_text(text)
    if not text:
        refuse_now(rules.NO_TEXT)
    rows = MinuteEntry.objects.filter(pk=entry.pk, version=version)
    if not rows.update(text=text, version=version + 1, author_name=secretary.name):
        refuse_now(SOMEONE_WAS_FASTER)
    before, entry.text, entry.version = entry.text, text, version + 1
    record(entry, before=before, version=entry.version)
    announce(f"minutes-{entry.meeting_id}")
    return entry
