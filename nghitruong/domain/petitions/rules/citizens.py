"""What is asked of whoever sends, adds, judges or follows without an account, and how long she is kept."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from nghitruong.domain.petitions.rules.wishes import NO_WISH
from nghitruong.kernel.decision import ALLOWED, Decision, Refusal, RefusalKind, refuse
from nghitruong.kernel.vietnamese.folding import fold

_INVALID = RefusalKind.INVALID

LEAST_LETTERS, MOST_LETTERS = 20, 2000
MOST_AN_HOUR = 20
"""How many petitions one address may send in an hour: a village's shared line is let through, a machine is not."""
MOST_ADDED = 20
"""How often something may be added to one petition by its voters."""
KEEP_VOICES_DAYS = 730
"""For how many days after recording who asked is kept, unless the petition is still open (Law 91/2025)."""
KEEP_UNCONFIRMED_DAYS = 7
"""For how many days a mail address is kept that nobody confirmed."""
MOST_UNCONFIRMED = 3
"""How many petitions one address may follow before it has confirmed any of them."""
MOST_COMMENT_LETTERS = 1000
MOST_WAITING = 500
KEEP_WAITING_DAYS, KEEP_RELEASED_DAYS, KEEP_REFUSED_DAYS = 90, 730, 30
"""For how many days a comment is kept: one that nobody read, one that is shown, one that is not."""
NOT_RATEABLE = Refusal("petitions.not_rateable", "There is no answer yet that could be judged.")
NOT_OF_PETITION = Refusal("petitions.not_of_petition", "That paper belongs to another petition.", kind=_INVALID)
NO_MAIL = Refusal("petitions.no_mail", "Write a mail address.", kind=_INVALID)
TOO_SHORT = Refusal(
    "petitions.too_short", "Write at least %(least)s characters.", {"least": LEAST_LETTERS}, kind=_INVALID
)
TOO_LONG = Refusal("petitions.too_long", "Write at most %(most)s characters.", {"most": MOST_LETTERS}, kind=_INVALID)
TOO_OFTEN = Refusal(
    "petitions.too_often", "Much was sent from this address in the last hour. Please try again later, or come by."
)
MANY_WORDS = Refusal(
    "petitions.many_words",
    "%(most)s things were added already. Please call the office for more.",
    {"most": MOST_ADDED},
)

CONFIRM_FIRST = Refusal(
    "petitions.confirm_first", "Confirm the mails that this address has got already; then follow more."
)
NO_COMMENTS = Refusal("petitions.no_comments", "Comments are not taken here.")
NO_COMMENT = Refusal("petitions.no_comment", "Write what you want to say.", kind=_INVALID)
TOO_LONG_COMMENT = Refusal(
    "petitions.too_long_comment", "Write at most %(most)s characters.", {"most": MOST_COMMENT_LETTERS}, kind=_INVALID
)
COMMENT_HAS_DATA = Refusal(
    "petitions.comment_has_data",
    "Take “%(text)s” out: telephones, numbers of papers and mail addresses are not shown in public.",
    {"text": ""},
    kind=_INVALID,
)
NO_DENUNCIATION = Refusal(
    "petitions.no_denunciation",
    "A denunciation is not made here: who denounces is protected by law, and this page is public.",
    kind=_INVALID,
)
MANY_COMMENTS = Refusal("petitions.many_comments", "Very many comments wait to be read. Please come back tomorrow.")
UNKNOWN_GROUND = Refusal("petitions.unknown_ground", "Choose one of the grounds of the list.", kind=_INVALID)

_DENOUNCING = re.compile(r"\b(to cao|to giac)\b")


@dataclass(frozen=True)
class WrittenComment:
    """A comment as it came. `is_taken`: the council takes comments, on a petition that is public; `waiting` is how many
    wait to be read in the council."""

    text: str
    is_taken: bool
    personal_data: Sequence[str] = ()
    waiting: int = 0
    sent_lately: int = 0


def may_rate(is_of_petition: bool, *, is_answered: bool) -> Decision:
    """Only who asked judges, and only an answer that was accepted: others may still change."""
    if not is_of_petition:
        return refuse(NOT_OF_PETITION)
    return ALLOWED if is_answered else refuse(NOT_RATEABLE)


def may_submit(text: str, *, sent_lately: int) -> Decision:
    """From a citizen: between 20 and 2,000 characters, and not by machine."""
    if len(text) < LEAST_LETTERS:
        return refuse(TOO_SHORT)
    if len(text) > MOST_LETTERS:
        return refuse(TOO_LONG)
    return may_send(sent_lately=sent_lately)


def may_send(*, sent_lately: int) -> Decision:
    """One address leaves only so much in an hour."""
    return refuse(TOO_OFTEN) if sent_lately >= MOST_AN_HOUR else ALLOWED


def may_add_words(text: str, *, added: int) -> Decision:
    """What a voter adds to the own petition: some words, not too many, and not for ever."""
    if not text:
        return refuse(NO_WISH)
    if len(text) > MOST_LETTERS:
        return refuse(TOO_LONG)
    return refuse(MANY_WORDS) if added >= MOST_ADDED else ALLOWED


def may_follow(email: str, *, unconfirmed: int, sent_lately: int) -> Decision:
    """Whoever follows leaves a mail address; one that confirmed nothing yet is not covered in mails."""
    if "@" not in email:
        return refuse(NO_MAIL)
    if unconfirmed >= MOST_UNCONFIRMED:
        return refuse(CONFIRM_FIRST)
    return may_send(sent_lately=sent_lately)


def may_comment(comment: WrittenComment) -> Decision:
    """A comment has some words, holds nobody's data and no denunciation, and does not come by machine."""
    if not comment.is_taken:
        return refuse(NO_COMMENTS)
    if not comment.text:
        return refuse(NO_COMMENT)
    if len(comment.text) > MOST_COMMENT_LETTERS:
        return refuse(TOO_LONG_COMMENT)
    if comment.personal_data:
        return refuse(replace(COMMENT_HAS_DATA, values={"text": comment.personal_data[0]}))
    if sounds_like_denunciation(comment.text):
        return refuse(NO_DENUNCIATION)
    if comment.waiting >= MOST_WAITING:
        return refuse(MANY_COMMENTS)
    return may_send(sent_lately=comment.sent_lately)


def sounds_like_denunciation(text: str) -> bool:
    """Whether the words say that somebody is denounced, with accents or without."""
    return bool(_DENOUNCING.search(fold(text)))


def may_refuse(ground: str, grounds: Collection[str]) -> Decision:
    """A comment is kept back for one of the grounds of the list, not for what it thinks."""
    return ALLOWED if ground in grounds else refuse(UNKNOWN_GROUND)
