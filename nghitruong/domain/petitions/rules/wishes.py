"""What is asked of a wish, of its sorting and sending, and of what is kept about it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from nghitruong.domain.petitions.lifecycle import PetitionState, WishKind
from nghitruong.kernel.decision import ALLOWED, Decision, Refusal, RefusalKind, refuse

_INVALID = RefusalKind.INVALID

MOST_AT_ONCE, MOST_ROWS = 500, 10_000
LONG_TEXT = 300
"""Letters from which the same text on another day is the same file again, not the same wish said anew."""
RECALL_SECONDS = 30
"""Letters leave so many seconds after they were sent; until then all can be taken back (ux S7)."""
NO_WISH = Refusal("petitions.no_wish", "There is nothing to record: write what was said.", kind=_INVALID)
TOO_MANY = Refusal(
    "petitions.too_many",
    "At most %(most)s at once. Choose fewer, then the rest.",
    {"most": MOST_AT_ONCE},
    kind=_INVALID,
)
SAME_TEXT = Refusal("petitions.same_text", "This text was recorded already, as “%(title)s”.", {"title": ""})
NO_TITLE = Refusal("petitions.no_title", "Write in one line what is asked for.", kind=_INVALID)
NO_SOURCE = Refusal(
    "petitions.no_source", "Say where it comes from: the meeting, the form, the newspaper.", kind=_INVALID
)
UNKNOWN_TOPIC = Refusal("petitions.unknown_topic", "Choose one of the topics.", kind=_INVALID)
NO_PARTS = Refusal("petitions.no_parts", "Choose where the second petition begins.", kind=_INVALID)
NO_TOPIC = Refusal("petitions.no_topic", "Choose a topic.", kind=_INVALID)
NO_LEVEL = Refusal("petitions.no_level", "Choose whose matter it is: commune, province or central.", kind=_INVALID)
NO_AGENCY = Refusal(
    "petitions.no_agency", "Choose the agency that answers, one of this council that is at work.", kind=_INVALID
)
NO_PETITION = Refusal("petitions.no_petition", "This is an opinion or a remark: nobody owes an answer to it.")
SAME_PETITION = Refusal("petitions.same_petition", "A petition is not merged with itself.", kind=_INVALID)
MERGED_ALREADY = Refusal(
    "petitions.merged_already", "That petition goes on together with another one: merge with that."
)
OTHER_COUNCIL = Refusal("petitions.other_council", "That petition belongs to another council.", kind=_INVALID)
NO_REASON = Refusal("petitions.no_reason", "Give the reason; it stays with the record.", kind=_INVALID)
NOTHING_TO_SEND = Refusal("petitions.nothing_to_send", "None of the chosen petitions is ready to be sent.")
TOO_LATE_TO_RECALL = Refusal(
    "petitions.too_late_to_recall",
    "It has left already: more than %(seconds)s seconds have passed since it was sent.",
    {"seconds": RECALL_SECONDS},
)
WRONG_TARGET = Refusal("petitions.wrong_target", "A target is a number for this year or the next.", kind=_INVALID)
TOO_MANY_ROWS = Refusal("petitions.too_many_rows", "The list is too long for one file: narrow it first.", kind=_INVALID)
NO_LETTER = Refusal("petitions.no_letter", "It goes with no letter yet: choose topic, level and agency first.")
NO_NAME = Refusal("petitions.no_name", "Give the view a name.", kind=_INVALID)


@dataclass(frozen=True)
class Sorting:
    """What was chosen for a petition: a known topic, a level, an agency of the council that is at work."""

    kind: WishKind
    topic: str
    topics: Sequence[str]
    level: str
    is_agency_at_work: bool


def may_record(texts: Sequence[str], source: str) -> Decision:
    """What is recorded has words and a source, and at most 500 come at once."""
    if not any(texts):
        return refuse(NO_WISH)
    if len(texts) > MOST_AT_ONCE:
        return refuse(TOO_MANY)
    return ALLOWED if source else refuse(NO_SOURCE)


def same_text(title: str) -> Refusal:
    """That the same text was recorded already, under which name."""
    return replace(SAME_TEXT, values={"title": title})


def may_split(first: str, second: str) -> Decision:
    """Both parts have words of their own."""
    return ALLOWED if first and second else refuse(NO_PARTS)


def may_classify(sorting: Sorting) -> Decision:
    """A petition that is to be sent has a topic, a level and an agency (R7.18, R7.21)."""
    if sorting.kind is not WishKind.PETITION:
        return refuse(NO_PETITION)
    if not sorting.topic:
        return refuse(NO_TOPIC)
    if sorting.topic not in sorting.topics:
        return refuse(UNKNOWN_TOPIC)
    if not sorting.level:
        return refuse(NO_LEVEL)
    return ALLOWED if sorting.is_agency_at_work else refuse(NO_AGENCY)


def may_merge(own_id: int, other_id: int, other_state: PetitionState, *, is_same_council: bool) -> Decision:
    """Equal ones go on as one; it is never itself, and never one that was merged away."""
    if own_id == other_id:
        return refuse(SAME_PETITION)
    if not is_same_council:
        return refuse(OTHER_COUNCIL)
    return refuse(MERGED_ALREADY) if other_state is PetitionState.DUPLICATE else ALLOWED


def may_recall(sent_at: datetime | None, now: datetime) -> Decision:
    """What was sent can be taken back until it leaves."""
    if sent_at and now - sent_at <= timedelta(seconds=RECALL_SECONDS):
        return ALLOWED
    return refuse(TOO_LATE_TO_RECALL)


def may_set_target(year: int, old_cases: int, today: date) -> Decision:
    """A target looks ahead (C084)."""
    return ALLOWED if year in (today.year, today.year + 1) and 0 <= old_cases < MOST_ROWS else refuse(WRONG_TARGET)


def may_export(count: int) -> Decision:
    """What one file holds."""
    return refuse(TOO_MANY_ROWS) if count > MOST_ROWS else ALLOWED
