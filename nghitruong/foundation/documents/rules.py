"""What the law and the house say of a file, a title and an official number; pure functions of facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from nghitruong.foundation.documents.media import FORMS, Content, extension_of
from nghitruong.kernel.decision import ALLOWED, Decision, Refusal, RefusalKind, refuse
from nghitruong.kernel.params import Param

NO_SECRECY = "none"
"""The only level of secrecy that this platform takes (R12.12)."""

SECRECY_KEY = "secret.platform"
NORMATIVE_KEY = "resolution.number.normative"
INDIVIDUAL_KEY = "resolution.number.individual"
RESOLUTION = "NQ"
OTHER = "other"
"""The kind of what is no administrative document: an annex, a photograph, a table."""

_INVALID = RefusalKind.INVALID
NO_TITLE = Refusal("documents.no_title", "Give the document a title.", kind=_INVALID)
TITLE_TOO_LONG = Refusal("documents.title_too_long", "The title has at most 500 letters.", kind=_INVALID)
UNKNOWN_KIND = Refusal("documents.unknown_kind", "There is no such kind of document.", kind=_INVALID)
UNKNOWN_ACCESS = Refusal("documents.unknown_access", "Choose who may read the document.", kind=_INVALID)
NO_FILE = Refusal("documents.no_file", "Choose a file first.", kind=_INVALID)
EMPTY_FILE = Refusal("documents.empty_file", "The file %(name)s is empty. Nothing was kept.", kind=_INVALID)
NOT_TAKEN = Refusal(
    "documents.not_taken",
    "%(name)s is %(found)s, which is not taken. Taken are PDF, Word, Excel, PowerPoint, text and pictures.",
    kind=_INVALID,
)
NAMED_FALSELY = Refusal(
    "documents.named_falsely",
    "%(name)s is called .%(extension)s, but its content is %(found)s. Give the file its true ending, or save it anew "
    "in the form that the name says.",
    kind=_INVALID,
)
DAMAGED = Refusal(
    "documents.damaged",
    "%(name)s is cut off or damaged: it cannot be opened. Save it anew, then upload it again.",
    kind=_INVALID,
)
LOCKED = Refusal(
    "documents.locked", "%(name)s is locked with a password. Remove the password, then upload it again.", kind=_INVALID
)
HAS_MACROS = Refusal(
    "documents.has_macros",
    "%(name)s holds macros, which are programs. Save it without macros or as PDF, then upload it again.",
    kind=_INVALID,
)
SWOLLEN = Refusal(
    "documents.swollen", "%(name)s would unpack to far more than its size. It was not opened or kept.", kind=_INVALID
)
TOO_LARGE = Refusal(
    "documents.too_large", "%(name)s has %(size)s MB; files of this kind may have at most %(most)s MB.", kind=_INVALID
)
TOO_LARGE_TO_TAKE = Refusal(
    "documents.too_large_to_take", "The file is larger than %(most)s MB. It was not kept.", kind=_INVALID
)
CUT_OFF = Refusal(
    "documents.cut_off", "The line broke before the whole file had arrived. Nothing was kept; send it again."
)
NO_ROOM = Refusal(
    "documents.no_room",
    "The server has no room left for files. Nothing was kept, everything else still works. Tell the administrator.",
)
STATE_SECRET = Refusal(
    "documents.state_secret",
    "This paper is marked “%(mark)s”. State secrets may not be put on this platform, which is connected to a network. "
    "No copy was kept. Leave the paper where it is kept under lock, and enter only its number in the register of "
    "secret papers.",
)
SECRET_LEVEL = Refusal(
    "documents.secret_level",
    "Only papers that are no state secret may be put here. Leave a secret paper where it is kept under lock, and enter "
    "only its number in the register of secret papers.",
)
IS_WITHDRAWN = Refusal("documents.is_withdrawn", "This document was withdrawn.")
NO_REASON = Refusal("documents.no_reason", "Write why the document is withdrawn.", kind=_INVALID)
SAME_FILE = Refusal(
    "documents.same_file", "This is the file of version %(number)s, unchanged. There is no new version.", kind=_INVALID
)
READERS_NEED_RESTRICTION = Refusal(
    "documents.readers_need_restriction",
    "Readers are named only for a restricted document; this one is open to more people anyway.",
    kind=_INVALID,
)
NOT_OF_THIS_COUNCIL = Refusal("documents.not_of_this_council", "That does not belong to this council.", kind=_INVALID)
HAS_NUMBER = Refusal("documents.has_number", "This document has its number already: %(symbol)s.")
NUMBER_OF_OTHERS = Refusal(
    "documents.number_of_others",
    "This paper carries the number that its issuer gave it: %(symbol)s. It gets no number of this council.",
)
KIND_WITHOUT_NUMBER = Refusal(
    "documents.kind_without_number", "Only administrative documents are numbered; choose the kind of document first."
)
NUMBER_IN_FUTURE = Refusal("documents.number_in_future", "A number is given on the day of issue, not before.")
NO_ISSUER = Refusal("documents.no_issuer", "Choose who issues the document.", kind=_INVALID)


@dataclass(frozen=True)
class FileFacts:
    """What is known of one file before it is kept. `size` and `limit` in bytes; `mark` is a stamp of secrecy."""

    name: str
    content: Content
    size: int
    limit: int
    mark: str = ""
    is_locked: bool = False
    has_macros: bool = False
    is_damaged: bool = False
    is_swollen: bool = False


@dataclass(frozen=True)
class NumberFacts:
    """What is looked at before an official number is given."""

    kind: str
    symbol: str
    has_number: bool
    issuer: str
    on: date
    today: date


@dataclass(frozen=True)
class Series:
    """A row of numbers: the name under which it is counted, and the pattern that its symbols follow (R10.04, R9.02)."""

    name: str
    pattern: str

    def symbol(self, number: int, year: int) -> str:
        """The number as it is printed: at least two digits (R10.04)."""
        return self.pattern.format(no=f"{number:02}", year=year)


def naming(refusal: Refusal, *, article: str = "", **values: Any) -> Refusal:
    """The same refusal with its values and, where the law said it, its article."""
    return Refusal(refusal.code, refusal.message, values, article or refusal.article, refusal.kind)


def may_keep_file(facts: FileFacts, secrecy: Param) -> Decision:
    """Whether the file may be kept: what it is, what it is called, how large it is, and whether it is a secret.

    A mark of secrecy always refuses, whatever the table of rules says (R12.12).
    """
    if facts.mark:
        return refuse(naming(STATE_SECRET, mark=facts.mark, article=secrecy.basis))
    if facts.size == 0:
        return refuse(naming(EMPTY_FILE, name=facts.name))
    return _may_take(facts) & _is_sound(facts) & _is_small_enough(facts)


def _may_take(facts: FileFacts) -> Decision:
    form = FORMS.get(facts.content)
    extension = extension_of(facts.name)
    if facts.is_damaged and form is None:
        return refuse(naming(DAMAGED, name=facts.name))
    claims_taken = any(extension in known.extensions for known in FORMS.values())
    if form is None and not claims_taken:
        return refuse(naming(NOT_TAKEN, name=facts.name, found=facts.content))
    if form is None or extension not in form.extensions:
        return refuse(naming(NAMED_FALSELY, name=facts.name, extension=extension, found=facts.content))
    return ALLOWED


def _is_sound(facts: FileFacts) -> Decision:
    faults = (
        (facts.is_locked, LOCKED),
        (facts.is_swollen, SWOLLEN),
        (facts.is_damaged, DAMAGED),
        (facts.has_macros, HAS_MACROS),
    )
    return next((refuse(naming(refusal, name=facts.name)) for is_so, refusal in faults if is_so), ALLOWED)


def _is_small_enough(facts: FileFacts) -> Decision:
    if facts.size <= facts.limit:
        return ALLOWED
    size = -(-facts.size // (1 << 20))
    return refuse(naming(TOO_LARGE, name=facts.name, size=size, most=facts.limit >> 20))


def may_describe(title: str, kind: str, kinds: Mapping[str, Any], mark: str, secrecy: Param) -> Decision:
    """Whether a title and a kind will do; a title that claims a level of secrecy is refused like a stamp."""
    if mark:
        return refuse(naming(STATE_SECRET, mark=mark, article=secrecy.basis))
    if not title:
        return refuse(NO_TITLE)
    if len(title) > 500:
        return refuse(TITLE_TOO_LONG)
    return ALLOWED if kind == OTHER or kind in kinds else refuse(UNKNOWN_KIND)


def may_declare(secrecy: str, param: Param) -> Decision:
    """Whether the level that the sender declares is the one that is taken: none."""
    return ALLOWED if secrecy == NO_SECRECY else refuse(naming(SECRET_LEVEL, article=param.basis))


def may_number(facts: NumberFacts) -> Decision:
    """Whether the document may get an official number of this council (R10.04–R10.06, R10.22)."""
    if facts.has_number:
        return refuse(naming(HAS_NUMBER, symbol=facts.symbol))
    if facts.symbol:
        return refuse(naming(NUMBER_OF_OTHERS, symbol=facts.symbol))
    if facts.kind == OTHER:
        return refuse(KIND_WITHOUT_NUMBER)
    if not facts.issuer:
        return refuse(NO_ISSUER)
    return refuse(NUMBER_IN_FUTURE) if facts.on > facts.today else ALLOWED


def follows_last(on: date, last_on: date | None, last: str, param: Param) -> Decision:
    """Numbers run in the order of issue: none is slipped in before one that was given (R10.04)."""
    if last_on is None or on >= last_on:
        return ALLOWED
    return refuse(
        Refusal(
            "documents.number_slipped_in",
            "Number %(last)s was given on %(last_on)s. Numbers run in the order of issue, so a document of %(on)s "
            "cannot come after it.",
            {"last": last, "last_on": last_on, "on": on},
            article=param.basis,
        )
    )


def series_of(kind: str, print_symbol: str, issuer: str, patterns: Mapping[str, str], *, is_normative: bool) -> Series:
    """In which row of numbers a document counts: resolutions by nature, everything else by kind and issuer (R10.05).

    `patterns` are the two of the council's own resolutions (R9.02). An official letter prints no kind (R10.21).
    """
    pattern = patterns[NORMATIVE_KEY if is_normative else INDIVIDUAL_KEY]
    if kind == RESOLUTION and pattern.endswith(f"-{issuer}"):
        return Series(pattern.replace("{no}/", ""), pattern)
    name = f"{print_symbol}-{issuer}" if print_symbol else issuer
    return Series(name, f"{{no}}/{name}")


@dataclass(frozen=True)
class ByteRange:
    """A stretch of a file, both ends included."""

    first: int
    last: int


class UnmetRangeError(ValueError):
    """A stretch was asked for that the file does not have."""


def read_range(header: str, size: int) -> ByteRange | None:
    """The one stretch that a `Range` header asks for; None for the whole file, also when several are asked for.

    Raises UnmetRangeError where it begins behind the end.
    """
    unit, _, wanted = header.partition("=")
    first, dash, last = wanted.strip().partition("-")
    if unit.strip() != "bytes" or not dash or not (first + last).isascii() or not (first + last).isdigit():
        return None
    if not first:
        if int(last) == 0:
            raise UnmetRangeError
        return ByteRange(max(0, size - int(last)), size - 1) if size else None
    if int(first) >= size:
        raise UnmetRangeError
    end = min(int(last), size - 1) if last else size - 1
    return ByteRange(int(first), end) if end >= int(first) else None
