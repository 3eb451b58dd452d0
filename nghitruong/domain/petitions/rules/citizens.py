"""What is asked of whoever sends, adds, judges or follows without an account, and how long she is kept."""

from nghitruong.domain.petitions.rules.wishes import NO_WISH
from nghitruong.kernel.decision import ALLOWED, Decision, Refusal, RefusalKind, refuse

_INVALID = RefusalKind.INVALID

LEAST_LETTERS, MOST_LETTERS = 20, 2000
MOST_AN_HOUR = 20
"""How many petitions one address may send in an hour: a village's shared line is let through, a machine is not."""
MOST_ADDED = 20
"""How often something may be added to one petition by its voters."""
KEEP_VOICES_DAYS = 730
"""For how many days after recording who asked is kept, unless the petition is still open (Law 91/2025)."""
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
