"""What is asked before a petition goes to the council above, comes back, or ends there (R7.04, R7.18, R7.21)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nghitruong.domain.petitions.lifecycle import Level
from nghitruong.domain.petitions.rules.citizens import TOO_LONG
from nghitruong.kernel.decision import ALLOWED, Decision, Refusal, RefusalKind, refuse

_INVALID = RefusalKind.INVALID

MOST_WORDS_UP = 4000
"""Characters of the text that goes to the council above."""

NO_COUNCIL_ABOVE = Refusal(
    "petitions.no_council_above",
    "The council above does not work on this platform: send it to an agency of a higher level, with a letter.",
)
NOT_ABOVE = Refusal(
    "petitions.not_above", "A matter of the commune is not sent up: choose whose matter it is.", kind=_INVALID
)
NO_PUBLIC_WORDS = Refusal(
    "petitions.no_public_words",
    "%(code)s has no words for everybody yet: the council above reads those, not who asked.",
    {"code": ""},
    kind=_INVALID,
)
NAMES_A_VOTER = Refusal(
    "petitions.names_a_voter",
    "“%(text)s” in %(code)s is personal: take it out of the words for everybody first.",
    {"text": "", "code": ""},
    kind=_INVALID,
)
NAMES_ONE_BY_ONE = Refusal(
    "petitions.names_one_by_one",
    "Who asked is passed on for one petition at a time, with the reason why it is needed there.",
    kind=_INVALID,
)
FROM_BELOW = Refusal(
    "petitions.from_below",
    "It came from another council, whose voters wait: answer it, or send it back and name who is competent.",
)
LIES_ABOVE = Refusal(
    "petitions.lies_above", "The council above deals with it: write there what is still missing; it opens it again."
)
NO_MESSAGE = Refusal("petitions.no_message", "Write what the other council is to know.", kind=_INVALID)


@dataclass(frozen=True)
class Leaving:
    """One petition about to go up: the words that go along, and what of them is personal."""

    code: str
    words: str
    personal_data: Sequence[str] = ()


def may_transfer(leaving: Sequence[Leaving], level: str, *, has_council_above: bool, with_names: bool) -> Decision:
    """Upper-level matters go to the upper Standing body, in words that name nobody (R7.18, Law 91/2025)."""
    if not has_council_above:
        return refuse(NO_COUNCIL_ABOVE)
    if level not in {Level.PROVINCE, Level.CENTRAL}:
        return refuse(NOT_ABOVE)
    if with_names and len(leaving) > 1:
        return refuse(NAMES_ONE_BY_ONE)
    for each in leaving:
        if not each.words:
            return refuse(replace(NO_PUBLIC_WORDS, values={"code": each.code}))
        if len(each.words) > MOST_WORDS_UP:
            return refuse(replace(TOO_LONG, values={"most": MOST_WORDS_UP}))
        if each.personal_data:
            return refuse(replace(NAMES_A_VOTER, values={"text": each.personal_data[0], "code": each.code}))
    return ALLOWED


def may_end_here(*, is_from_below: bool) -> Decision:
    """What another council waits for is answered or returned, never put aside."""
    return refuse(FROM_BELOW) if is_from_below else ALLOWED


def may_act_here(*, lies_above: bool) -> Decision:
    """What the council above answered is reopened and supervised there."""
    return refuse(LIES_ABOVE) if lies_above else ALLOWED
