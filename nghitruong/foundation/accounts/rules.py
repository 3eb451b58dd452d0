"""What holds for grants, passwords and sign-in attempts. Separation of duties stands in KEPT_APART."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nghitruong.kernel.actor import PRIVILEGED_ROLES, Role
from nghitruong.kernel.decision import ALLOWED, Decision, Refusal, RefusalKind, refuse

KEPT_APART: frozenset[frozenset[Role]] = frozenset(
    {
        frozenset({Role.ADMIN, Role.COUNTING}),
        frozenset({Role.ADMIN, Role.DENUNCIATIONS}),
        frozenset({Role.ADMIN, Role.AUDITOR}),
        frozenset({Role.PROVINCE_ADMIN, Role.COUNTING}),
        frozenset({Role.PROVINCE_ADMIN, Role.DENUNCIATIONS}),
        frozenset({Role.PROVINCE_ADMIN, Role.AUDITOR}),
        frozenset({Role.AUDITOR, Role.CLERK}),
        frozenset({Role.AUDITOR, Role.SECRETARY}),
    }
)
"""Pairs of roles that one person never holds at the same time in one council."""

TRIES = 5
LOCK = timedelta(minutes=15)
WINDOW = timedelta(minutes=15)
PASSWORD_LENGTH = 10
TOKEN_LIFE = timedelta(days=365)

# Order matters: most browsers name others as well.
_BROWSER_MARKS = (
    ("coc_coc", "C\u1ed1c C\u1ed1c"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEM_MARKS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class Holding:
    """One role held between two dates."""

    role: Role
    valid_from: date
    valid_to: date | None = None

    def overlaps(self, other: "Holding") -> bool:
        """Whether there is a day on which both are held."""
        starts_in_time = other.valid_to is None or self.valid_from <= other.valid_to
        return starts_in_time and (self.valid_to is None or other.valid_from <= self.valid_to)


@dataclass(frozen=True)
class Tries:
    """How often a name was tried in vain from one place, since when, and until when it is locked."""

    count: int = 0
    first_at: datetime | None = None
    locked_until: datetime | None = None


def may_hold(wanted: Holding, held: Iterable[Holding]) -> Decision:
    """Whether a role may come on top of those held: duties that check each other stay with different people."""
    for holding in held:
        if frozenset({wanted.role, holding.role}) in KEPT_APART and wanted.overlaps(holding):
            return refuse(
                Refusal(
                    "accounts.kept_apart",
                    "One person cannot be %(wanted)s and %(held)s at the same time: the one checks the other.",
                    {"wanted": wanted.role, "held": holding.role},
                    roles=(str(wanted.role), str(holding.role)),
                )
            )
    return ALLOWED


def may_confirm(proposer_id: int | None, confirmer_id: int | None) -> Decision:
    """Whether this person may confirm a proposed grant: never the one who proposed it, nor nobody (matrix row 26)."""
    if proposer_id is not None and proposer_id == confirmer_id:
        return refuse(Refusal("accounts.own_proposal", "Somebody else must confirm what you have proposed yourself."))
    return ALLOWED


def may_end(start: date, end: date) -> Decision:
    """Whether a role that began on `start` may have `end` as its last day."""
    if end < start:
        return refuse(
            Refusal(
                "accounts.ends_too_early",
                "A role cannot end before it began (%(start)s).",
                {"start": start},
                kind=RefusalKind.INVALID,
            )
        )
    return ALLOWED


def may_try(tries: Tries, now: datetime) -> Decision:
    """Whether a sign-in may be tried at all, five failures within fifteen minutes lock for fifteen."""
    if tries.locked_until is not None and now < tries.locked_until:
        return refuse(
            Refusal(
                "accounts.locked",
                "Too many failed attempts. Try again at %(time)s.",
                {"time": tries.locked_until},
                kind=RefusalKind.NOT_ALLOWED,
            )
        )
    return ALLOWED


def after_failure(tries: Tries, now: datetime) -> Tries:
    """The count after one more failure; a count older than the window starts again."""
    is_fresh = tries.first_at is not None and now - tries.first_at < WINDOW and tries.locked_until is None
    count, first_at = (tries.count + 1, tries.first_at) if is_fresh else (1, now)
    return Tries(count, first_at, now + LOCK if count >= TRIES else None)


def wrong_password(tries: Tries) -> Refusal:
    """What is said after a failure: how many attempts are left, the same for names that have no account."""
    return Refusal(
        "accounts.wrong_password",
        "Wrong user name or password. Attempts left: %(left)s.",
        {"left": TRIES - tries.count},
        kind=RefusalKind.INVALID,
    )


def device_label(user_agent: str) -> str:
    """A browser and a system that its owner recognises in a list, e.g. "Chrome, Android"; empty when unknown."""
    known = [
        next((name for mark, name in marks if mark in user_agent), "") for marks in (_BROWSER_MARKS, _SYSTEM_MARKS)
    ]
    return ", ".join(name for name in known if name)


def needs_second_factor(roles: Iterable[Role], *, is_demo: bool) -> bool:
    """Whether these roles may be used only with a second factor; demo accounts of a demo council are exempt."""
    return not is_demo and not PRIVILEGED_ROLES.isdisjoint(roles)


def is_good_password(password: str, username: str) -> Decision:
    """Length is what counts: at least ten characters, not the user name, not one character repeated."""
    if len(password) < PASSWORD_LENGTH:
        return refuse(_weak("accounts.short_password", "Use at least %(count)s characters.", count=PASSWORD_LENGTH))
    if username and username.casefold() in password.casefold():
        return refuse(_weak("accounts.named_password", "The password must not contain the user name."))
    if len(set(password)) < PASSWORD_LENGTH // 2:
        return refuse(_weak("accounts.plain_password", "The password repeats too few characters."))
    return ALLOWED


def is_good_username(name: str) -> Decision:
    """A name that anybody can type on any keyboard, and that no two databases compare differently."""
    if re.fullmatch(r"[a-z0-9][a-z0-9._-]{2,59}", name):
        return ALLOWED
    sentence = "A user name has 3 to 60 letters without accents, digits, dots, hyphens or underscores."
    return refuse(_weak("accounts.bad_name", sentence))


def _weak(code: str, message: str, **values: object) -> Refusal:
    return Refusal(code, message, values, kind=RefusalKind.INVALID)
