"""What is asked of a part that a second agency answers for (R7.21)."""

from datetime import date

from nghitruong.domain.petitions.lifecycle import WITH_AGENCY, PetitionState
from nghitruong.kernel.decision import ALLOWED, Decision, Refusal, RefusalKind, refuse

_INVALID = RefusalKind.INVALID

NOT_SENT_YET = Refusal(
    "petitions.not_sent_yet", "Send it to the agency that leads first; then give parts of it to others."
)
NO_HELPER = Refusal(
    "petitions.no_helper", "Choose another agency of this council than the one that leads.", kind=_INVALID
)
NO_PART_TEXT = Refusal("petitions.no_part_text", "Write which part the agency answers for.", kind=_INVALID)
NO_PART_DAY = Refusal(
    "petitions.no_part_day",
    "Give a day from today on, at the latest the one on which the whole answer is due.",
    kind=_INVALID,
)
HAS_PART = Refusal("petitions.has_part", "This agency has an open part of the petition already.")
PART_OVER = Refusal("petitions.part_over", "This part was answered or taken back already.")
PART_NOT_IN = Refusal("petitions.part_not_in", "There is no answer for this part to send back.")
PART_IS_SAID = Refusal(
    "petitions.part_is_said", "The joint answer has gone out: what is wrong in it is sent back by the council."
)


def may_return_part(state: PetitionState, *, is_answered: bool) -> Decision:
    """An answer for a part is sent back while the lead still owes the joint one."""
    if not is_answered:
        return refuse(PART_NOT_IN)
    return ALLOWED if state in WITH_AGENCY else refuse(PART_IS_SAID)


def may_divide(
    state: PetitionState, text: str, due_on: date | None, *, today: date, answer_due_on: date | None, is_helper: bool
) -> Decision:
    """A part has an agency of its own, words, and a day that leaves the lead its time."""
    if state not in WITH_AGENCY:
        return refuse(NOT_SENT_YET)
    if not is_helper:
        return refuse(NO_HELPER)
    if not text:
        return refuse(NO_PART_TEXT)
    latest = answer_due_on if answer_due_on and answer_due_on >= today else None
    if due_on is None or due_on < today or (latest and due_on > latest):
        return refuse(NO_PART_DAY)
    return ALLOWED


def may_act_on_part(*, is_open: bool) -> Decision:
    """A part is answered or taken back once."""
    return ALLOWED if is_open else refuse(PART_OVER)
