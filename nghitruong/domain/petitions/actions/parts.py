"""What is handed to the verbs of petitions: a source, the wishes taken from it, who asked, and what was chosen."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from nghitruong.domain.meetings.models import Meeting
from nghitruong.domain.petitions.lifecycle import Channel, PetitionerKind, WishKind
from nghitruong.domain.petitions.models import Reply
from nghitruong.foundation.councils.models import Agency
from nghitruong.foundation.documents.models import Document
from nghitruong.kernel.decision import Refusal


@dataclass(frozen=True)
class Source:
    """Where petitions come from; `held_on` is the local day on which they were said."""

    title: str
    held_on: date
    channel: Channel = Channel.CONTACT
    place: str = ""
    attendance: int | None = None
    text: str = ""
    mood: str = ""
    meeting: Meeting | None = None


@dataclass(frozen=True)
class Voter:
    """Somebody who asked; every field may be empty."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True)
class Wish:
    """One thing that was asked, with what is known of it already; `title` says it in one line."""

    text: str
    title: str = ""
    public_text: str = ""
    kind: WishKind = WishKind.PETITION
    petitioner: PetitionerKind = PetitionerKind.VOTER
    place: str = ""
    neighbourhood: str = ""
    topic: str = ""
    level: str = ""
    agency: Agency | None = None
    voters: tuple[Voter, ...] = ()
    suggestion: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Sorted:
    """One row of the table in which an evening's petitions are sorted; what is empty stays open."""

    code: str
    title: str
    public_text: str
    kind: WishKind = WishKind.PETITION
    topic: str = ""
    level: str = ""
    agency: Agency | None = None


@dataclass(frozen=True)
class Said:
    """What an agency answers, field by field; which of them are asked depends on the class (R7.24)."""

    result_class: str
    text: str
    done_on: date | None = None
    done_so_far: str = ""
    promised_on: date | None = None
    responsible: str = ""
    resources: str = ""
    basis: str = ""
    evidence: str = ""
    late_reason: str = ""
    parts_reason: str = ""
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True)
class Written:
    """One answer of a batch: to which petition, and what it says."""

    code: str
    said: Said


@dataclass(frozen=True)
class Sending:
    """What became of a batch: the replies that were sent, and those that were left, each with the reason."""

    sent: list[Reply] = field(default_factory=list)
    left: list[tuple[Reply, Refusal]] = field(default_factory=list)
