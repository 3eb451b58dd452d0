"""What a meeting concludes for others to do."""

from datetime import date

from nghitruong.domain.commitments.actions import Wanted, owe_from_record
from nghitruong.domain.commitments.models import Commitment
from nghitruong.domain.meetings import rules
from nghitruong.domain.meetings.lifecycle import MeetingState
from nghitruong.domain.meetings.models import AgendaItem, Meeting
from nghitruong.domain.meetings.policies import may
from nghitruong.foundation.councils.models import Agency
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, ref_of, verb
from nghitruong.kernel.actor import Actor


@verb("meetings.assign_task", lock=False)
def assign_task(
    secretary: Actor,
    meeting: Meeting,
    *,
    debtor: Agency,
    title: str,
    due_on: date | None = None,
    product: str = "",
    item: AgendaItem | None = None,
) -> Commitment:
    """Write down what the meeting concluded that an agency must do; it is followed until it is done (R5.17, R6.25)."""
    permit(may(secretary, "meetings.assign_task", council_id=meeting.council_id))
    lawful(rules.may_write_minutes(MeetingState(meeting.state)))
    lawful(rules.is_of_council(item is None or item.meeting_id == meeting.pk))
    origin = f"{meeting.title}: {item.title}" if item else meeting.title
    wanted = Wanted(debtor, title, origin[:300], due_on, product=product, source=ref_of(meeting))
    task = owe_from_record(meeting.council_id, wanted)
    record(meeting, task=task.number, debtor=debtor.pk)
    announce(f"meeting-{meeting.pk}")
    return task
