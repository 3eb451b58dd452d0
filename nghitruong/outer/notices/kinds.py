"""The kinds of notice: which verbs each hears, who is told, in which words. Registered in `config/telling.py`.

register_kind(
    Kind(
        "petition_forwarded", row="forwarded", label=_("A petition was forwarded"),
        hears={"petitions.forward_petition": "agency-"},
        occasion=petition_forwarded, told=officers_of_agency, write=forwarded_letter,
    )
)
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nghitruong.foundation.accounts.sealing import keyed_digest
from nghitruong.foundation.events.queries import Happened
from nghitruong.outer.notices.matrix import MATRIX
from nghitruong.web.navigation import Words

TRAY_S = 30
"""How long a message can be taken back before it leaves (ux 8.1)."""


@dataclass(frozen=True)
class Recipient:
    """Somebody to tell: an account, a person of the register, or somebody outside with an address of her own.

    `phone` and `email` of an outsider are kept sealed until the message is sent, then they are removed.
    """

    name: str
    account_id: int | None = None
    person_id: int | None = None
    gender: str = ""
    language: str = "vi"
    email: str = ""
    phone: str = ""
    role: str = ""

    @property
    def key(self) -> str:
        """One person, one key: a person's account and her place in the register are the same person."""
        if self.person_id is not None:
            return f"person-{self.person_id}"
        if self.account_id is not None:
            return f"account-{self.account_id}"
        return f"outside-{keyed_digest(self.email or self.phone)}"


@dataclass(frozen=True)
class Occasion:
    """What there is to tell. `about`: nobody is told the same of a thread twice in a row; `items` are listed."""

    council_id: int
    data: Any
    thread: str = ""
    about: str = ""
    items: Sequence[Any] = ()
    is_urgent: bool = False


@dataclass(frozen=True)
class Letter:
    """The words for one person. `sms`: versions, the longest first, without the link, which is put behind."""

    subject: str
    text: str
    path: str = ""
    button: str = ""
    sms: Sequence[str] = ()


@dataclass(frozen=True)
class Kind:
    """One kind. `hears` maps a verb to the beginning of the topic by which it is heard, once for each such topic.

    A verb of `taken_back_by` cancels what still waits about its record. `occasion` answers None where there is nothing
    to tell. `wait_s` is the time in the tray; with `merges` what comes meanwhile joins the message that waits.
    `sms_once_a_day`: of one thread, however often something happens (ux 9.4).
    """

    code: str
    row: str
    label: Words
    occasion: Callable[[Happened], Occasion | None]
    told: Callable[[Occasion], Iterable[Recipient]]
    write: Callable[[Occasion, Recipient], Letter]
    hears: Mapping[str, str] = field(default_factory=dict)
    taken_back_by: frozenset[str] = frozenset()
    wait_s: int = TRAY_S
    merges: bool = False
    sms_once_a_day: bool = False

    def hears_event(self, event: Happened) -> bool:
        prefix = self.hears.get(event.verb)
        return prefix is not None and event.topic.startswith(prefix)


_kinds: dict[str, Kind] = {}


def register_kind(kind: Kind) -> None:
    """Let the house tell of something; a kind registered anew replaces the first. Raises KeyError for no row."""
    MATRIX[kind.row]
    _kinds[kind.code] = kind


def all_kinds() -> dict[str, Kind]:
    return dict(_kinds)
