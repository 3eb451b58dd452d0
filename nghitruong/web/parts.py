"""The shapes that component templates read. Dictionaries with the same keys do as well; these are checked by mypy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True)
class Tag:
    """A status: words, colour and icon. Tones: grey blue amber red green purple teal gold done."""

    label: Words
    tone: str = "grey"
    icon: str = ""


@dataclass(frozen=True)
class Chip:
    """A quick filter with its count; its state lives in the address."""

    label: Words
    url: str
    count: int | None = None
    is_current: bool = False


@dataclass(frozen=True)
class Pager:
    """The foot of a list: "1–25 of 147" and where to go on; a list on one page has none.

    An empty address means there is nothing there.
    """

    first: int = 0
    last: int = 0
    total: int | None = None
    previous_url: str = ""
    next_url: str = ""
    words: Words = ""


@dataclass(frozen=True)
class Action:
    """One button: a link when it has only an address, a form that posts when `is_post`."""

    label: Words
    url: str
    icon: str = ""
    is_post: bool = False
    tone: str = ""


@dataclass(frozen=True)
class Task:
    """A row of "Việc hôm nay": what, in which context, until when, and the button that does it."""

    title: Words
    url: str = ""
    context: Words = ""
    icon: str = "file-text"
    tone: str = "blue"
    tag: Tag | None = None
    actions: Sequence[Action] = ()


@dataclass(frozen=True)
class Step:
    """One step of a bar. State: done, now, to_come."""

    name: Words
    state: str = "to_come"
    detail: Words = ""


@dataclass(frozen=True)
class Moment:
    """An entry of a timeline. State: done, now, late, past (a ring), to_come."""

    title: Words
    when: str = ""
    text: Words = ""
    state: str = "past"
    anchor: str = ""


@dataclass(frozen=True)
class Part:
    """A segment of a bar: a count with its words and tone; tone "pending" is hatched."""

    value: int
    label: Words = ""
    tone: str = "primary"


@dataclass(frozen=True)
class Fact:
    """A line of a summary list. A missing value shows `add_label` as a link to `change_url`."""

    key: Words
    value: Any = ""
    change_url: str = ""
    change_label: Words = ""
    add_label: Words = ""


@dataclass(frozen=True)
class Seat:
    """A seat of the hall. State: present; in a vote sent, waiting, lost; absent; once announced yes, no, abstain."""

    number: int
    name: str
    state: str = "waiting"
    full_name: str = ""
    url: str = ""


@dataclass(frozen=True)
class Speaker:
    """Somebody who speaks or waits to."""

    name: str
    detail: Words = ""
    ends_at: datetime | None = None
    minutes: int | None = None
    actions: Sequence[Action] = ()


@dataclass(frozen=True)
class AgendaLine:
    """A line of the programme. State: done, now, to_come; `end` is a planned time or a short result."""

    number: int | str
    title: Words
    state: str = "to_come"
    end: Words = ""
    url: str = ""
    tag: Tag | None = None


@dataclass(frozen=True)
class Choice:
    """An option of a vote as it is shown: the code that is sent, the words, the icon."""

    code: str
    label: Words
    icon: str


@dataclass(frozen=True)
class ResultLine:
    """One option of a counted vote; `percent` is already written (90,32%)."""

    choice: Choice
    count: int
    percent: str


@dataclass(frozen=True)
class Result:
    """An announced vote: verdict, lines, and the law that it was measured by."""

    title: Words
    is_carried: bool
    verdict: Words
    law: Words
    lines: Sequence[ResultLine]
    base: int
    facts: Sequence[Fact] = ()
    own_choice: Choice | None = None


@dataclass(frozen=True)
class Ballot:
    """The vote in front of one deputy.

    State: choose, check, received, closed, barred. `key` makes a repeated request harmless. Times are aware.
    """

    poll_id: int
    state: str
    question: Words
    cast_url: str
    round_label: Words = ""
    method: Words = ""
    item_label: Words = ""
    key: str = ""
    ends_at: datetime | None = None
    choice: Choice | None = None
    receipt: str = ""
    stored_at: datetime | None = None
    sent: int = 0
    present: int = 0
    person: Words = ""
    seat: Words = ""
    paper_url: str = ""
    paper_label: Words = ""
    report_url: str = ""
    may_change: bool = True
    reason: Words = ""
    reason_action: Action | None = None
