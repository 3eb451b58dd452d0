"""What is asked of a council's list of topics. No article names them: the office keeps what can be counted by."""

from collections.abc import Container, Sequence

from nghitruong.kernel.decision import ALLOWED, Decision, Refusal, RefusalKind, refuse
from nghitruong.kernel.vietnamese.folding import fold_key

_INVALID = RefusalKind.INVALID
LONGEST_TOPIC, MOST_OWN_TOPICS = 80, 40
NO_TOPIC_NAME = Refusal("petitions.no_topic_name", "Write what the topic is called.", kind=_INVALID)
LONG_TOPIC_NAME = Refusal(
    "petitions.long_topic_name",
    "A topic's name has at most %(most)s letters.",
    {"most": LONGEST_TOPIC},
    kind=_INVALID,
)
SAME_TOPIC_NAME = Refusal("petitions.same_topic_name", "There is a topic of this name already.", kind=_INVALID)
TOO_MANY_TOPICS = Refusal(
    "petitions.too_many_topics",
    "A council has at most %(most)s topics of its own: merge some.",
    {"most": MOST_OWN_TOPICS},
)
NO_SUCH_TOPIC = Refusal("petitions.no_such_topic", "This topic is not in the list, or is closed.", kind=_INVALID)
TOPIC_INTO_ITSELF = Refusal("petitions.topic_into_itself", "A topic is not merged into itself.", kind=_INVALID)
LAST_TOPIC = Refusal("petitions.last_topic", "The last topic stays: petitions need one to be sorted by.")
TOPIC_IS_OPEN = Refusal("petitions.topic_is_open", "This topic is not closed.")


def may_name_topic(name: str, others: Sequence[str]) -> Decision:
    """A name of its own; accents and capitals alone make no other name."""
    if not name:
        return refuse(NO_TOPIC_NAME)
    if len(name) > LONGEST_TOPIC:
        return refuse(LONG_TOPIC_NAME)
    return refuse(SAME_TOPIC_NAME) if fold_key(name) in map(fold_key, others) else ALLOWED


def may_add_topic(own: int) -> Decision:
    """So many that a person can still choose among them."""
    return refuse(TOO_MANY_TOPICS) if own >= MOST_OWN_TOPICS else ALLOWED


def may_change_topic(code: str, known: Container[str]) -> Decision:
    """It is one of the list."""
    return ALLOWED if code in known else refuse(NO_SUCH_TOPIC)


def may_merge_topic(code: str, into: str, chosen: Container[str]) -> Decision:
    """Both may still be chosen, and they are two."""
    if code not in chosen or into not in chosen:
        return refuse(NO_SUCH_TOPIC)
    return refuse(TOPIC_INTO_ITSELF) if code == into else ALLOWED


def may_close_topic(code: str, chosen: Sequence[str]) -> Decision:
    """It may still be chosen, and is not the only one."""
    if code not in chosen:
        return refuse(NO_SUCH_TOPIC)
    return ALLOWED if len(chosen) > 1 else refuse(LAST_TOPIC)


def may_open_topic(code: str, closed: Container[str]) -> Decision:
    """It was closed."""
    return ALLOWED if code in closed else refuse(TOPIC_IS_OPEN)
