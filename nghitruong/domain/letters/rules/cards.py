"""What is asked of the card of a denunciation, and what its summary may not hold."""

import re
from collections.abc import Collection
from datetime import datetime, timedelta

from nghitruong.domain.letters.lifecycle import PersonalKind
from nghitruong.domain.letters.rules.letters import NO_CONTENT
from nghitruong.engines.wishes import personal_data
from nghitruong.kernel.decision import ALLOWED, Decision, Reason, Refusal, RefusalKind, refuse
from nghitruong.kernel.params import Param

_INVALID = RefusalKind.INVALID

OPEN_MINUTES = 15
"""For how long a confirmed opening shows the summary."""
UNKNOWN_BODY = Refusal("letters.unknown_body", "Choose the handling body from the list.", kind=_INVALID)
UNKNOWN_PLACE = Refusal("letters.unknown_place", "Choose from the list where the paper lies.", kind=_INVALID)
NO_FOLDER = Refusal(
    "letters.no_folder", "The folder has only a number, as in 12 or HS-12/2026: no words, no names.", kind=_INVALID
)
UNKNOWN_OUTCOME = Refusal("letters.unknown_outcome", "Choose the outcome from the list.", kind=_INVALID)
NO_MORE_EXTENSIONS = Refusal(
    "letters.no_more_extensions", "The time was extended as often as the law allows (%(most)s).", {"most": 0}
)
HAS_IDENTITY = Refusal(
    "letters.has_identity",
    "The summary was not kept: it may hold %(what)s. Write offices and facts, no names, addresses or numbers.",
    {"what": ""},
    kind=_INVALID,
)
"""Never carries what was found: a refusal is written down, and so would the name be."""
NO_SUMMARY = Refusal("letters.no_summary", "This card has no summary.")
SAME_PERSON = Refusal("letters.same_person", "Another person has to confirm the opening.")
NOT_OPEN = Refusal("letters.not_open", "The summary is closed: ask for its opening, and let another person confirm it.")
ASKED_ALREADY = Refusal("letters.asked_already", "The opening was asked for already; another person has to confirm it.")
CARD_FIRST_KEY = "denunciation.initial"
CARD_SETTLE_KEY = "denunciation.settle"
CARD_EXTEND_KEY = "denunciation.extend"
CARD_SENT_KEY = "denunciation.conclusion_sent"
_FOLDER = re.compile(r"(?:[A-Z]{1,3}[-./ ]?)?\d{1,6}(?:[-./]\d{1,6}){0,3}")
_RUN_OF_DIGITS = re.compile(r"\d[\d .-]{5,}\d|@|\d{6,}")
_WORDS = re.compile(r"[^\W\d_]+|[^\w\s]|\n")
_NAME_WORDS, _CAPITAL_WORDS = 4, 3
"""So many words in a row that begin in capitals, or are capitals only, are taken for a name that no list knows."""


def may_place(place: str, places: Collection[str], folder: str) -> Decision:
    """Where a denunciation's paper lies is a place of the list and a number: there is no room for a name."""
    if place not in places:
        return refuse(UNKNOWN_PLACE)
    return ALLOWED if _FOLDER.fullmatch(folder) else refuse(NO_FOLDER)


def may_extend(extensions: int, param: Param, *, is_special: bool) -> Decision:
    """A complex denunciation is extended once, a specially complex one twice (R8.25)."""
    most = int(param.value["specially_complex" if is_special else "complex"])
    reason = Reason(
        "Extended %(times)s times of %(most)s.", {"times": extensions, "most": most}, extensions < most, param
    )
    refusal = Refusal(NO_MORE_EXTENSIONS.code, NO_MORE_EXTENSIONS.message, {"most": most}, article=param.basis)
    return refuse(refusal, reason) if extensions >= most else Decision(reasons=(reason,))


def identity_in(text: str) -> str:
    """The kind of personal data that the text may hold, in a word of the engine's; empty where none is seen.

    Stricter than anywhere else: also names in small letters or in capitals only, since a wrong refusal costs a minute
    and a name that slips through cannot be taken back (R8.26). A machine still misses some.
    """
    for found in personal_data(text):
        return found.type
    for found in personal_data(text.title()):
        # By itself it must still look like a name: in titles every honorific is followed by capitals.
        if found.type == "name" and personal_data(found.text):
            return found.type
    if _RUN_OF_DIGITS.search(text):
        return PersonalKind.PHONE
    return PersonalKind.NAME if _has_run_of_names(text) else ""


def _has_run_of_names(text: str) -> bool:
    begun = capitals = 0
    for word in _WORDS.findall(text):
        begun = begun + 1 if word[0].isupper() else 0
        capitals = capitals + 1 if len(word) > 1 and word.isupper() else 0
        if begun >= _NAME_WORDS or capitals >= _CAPITAL_WORDS:
            return True
    return False


def may_summarise(text: str) -> Decision:
    """A summary has words and no identity, neither the denouncer's nor anybody else's (R8.26)."""
    if not text:
        return refuse(NO_CONTENT)
    what = identity_in(text)
    return refuse(has_identity(what)) if what else ALLOWED


def has_identity(what: str) -> Refusal:
    """That something personal was seen, by its kind alone."""
    return Refusal(HAS_IDENTITY.code, HAS_IDENTITY.message, {"what": PersonalKind(what)}, kind=_INVALID)


def may_confirm(asked_by: int | None, confirmed_by: int | None) -> Decision:
    """Two different people open a summary."""
    return refuse(SAME_PERSON) if asked_by is None or asked_by == confirmed_by else ALLOWED


def may_read(confirmed_at: datetime | None, now: datetime) -> Decision:
    """A confirmed opening shows the summary for fifteen minutes."""
    is_open = confirmed_at is not None and now < confirmed_at + timedelta(minutes=OPEN_MINUTES)
    return ALLOWED if is_open else refuse(NOT_OPEN)
