"""What is handed to the verbs of letters, and who is told of a change."""

from dataclasses import dataclass
from datetime import date, datetime

from nghitruong.domain.letters import rules
from nghitruong.domain.letters.lifecycle import LetterChannel, Stage
from nghitruong.domain.letters.models import Card, Letter, ReceptionDay, Visit
from nghitruong.foundation.councils.models import Agency, Mandate
from nghitruong.foundation.verbs.beats import refuse_now
from nghitruong.kernel.vietnamese.text import clean_line


@dataclass(frozen=True)
class Person:
    """Somebody who wrote or came; every field may be empty."""

    name: str = ""
    phone: str = ""
    address: str = ""
    is_representative: bool = False
    email: str = ""


@dataclass(frozen=True)
class Written:
    """A letter as it came; `received_on` is the local day of receipt."""

    subject: str
    content: str
    received_on: date
    senders: tuple[Person, ...] = ()
    channel: LetterChannel = LetterChannel.DESK
    signatures: int = 1
    is_unnamed: bool = False
    wants_notice: bool = True
    in_charge: Mandate | None = None
    visit: Visit | None = None


@dataclass(frozen=True)
class Sorted:
    """What a person decided about a letter."""

    kind: str
    stage: Stage = Stage.FIRST
    is_complex: bool = False
    complex_reason: str = ""
    is_remote: bool = False
    remote_reason: str = ""
    in_charge: Mandate | None = None


@dataclass(frozen=True)
class Transfer:
    """Where a letter goes, by which paper; `agency` where it is one of the council's, `competent` in words else."""

    number: str
    agency: Agency | None = None
    competent: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Result:
    """What the competent body decided."""

    text: str
    decided_on: date | None
    number: str = ""


@dataclass(frozen=True)
class PlannedDay:
    """When and where a deputy receives citizens."""

    receiver: Mandate | None
    starts_at: datetime
    ends_at: datetime
    place: str
    is_online: bool = False


@dataclass(frozen=True)
class Entry:
    """One reception as the register keeps it (R8.05)."""

    on: date
    receiver: str
    content: str
    callers: tuple[Person, ...] = ()
    people: int = 1
    earlier_handling: str = ""
    request: str = ""
    processing: str = ""
    day: ReceptionDay | None = None


def reason_of(text: str) -> str:
    """The reason in one clean line. Raises RefusedError without one."""
    reason = clean_line(text)
    if not reason:
        refuse_now(rules.NO_REASON)
    return reason[:500]


def topics_of(letter: Letter) -> list[str]:
    """Whom a change of the letter is announced to: its own page, the lists, the agency that it lies with."""
    agency = [f"agency-{letter.agency_id}"] if letter.agency_id else []
    return [f"letter-{letter.pk}", "letters", *agency]


def topic_of(card: Card) -> str:
    """A card's topic is its number and nothing else."""
    return f"card-{card.pk}"
