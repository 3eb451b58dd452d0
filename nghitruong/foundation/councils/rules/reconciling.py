"""Rows of files against each other and against the register: who is new, who is known, who was named twice."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from nghitruong.foundation.councils.rules.mandates import DeputyRow
from nghitruong.foundation.councils.rules.refusals import naming
from nghitruong.kernel.decision import Refusal
from nghitruong.kernel.vietnamese import clean_line, fold_key


class Outcome(StrEnum):
    """What becomes of a row: added with a new person, a seat for somebody known, nothing, or it must be corrected."""

    NEW = "new"
    SEATED = "seated"
    KNOWN = "known"
    TWICE = "twice"
    WRONG = "wrong"


@dataclass(frozen=True)
class FileRow:
    """A row that could be read: from which file (by place), its number there, and the deputy it names."""

    file: int
    row: int
    deputy: DeputyRow


@dataclass(frozen=True)
class Known:
    """Somebody in the register. `origins` are the councils whose deputy this is (None: of the council itself)."""

    person_id: int
    full_name: str
    born_on: date | None = None
    born_year: int | None = None
    number: str = ""
    has_seat: bool = False
    origins: frozenset[int | None] = frozenset()


@dataclass(frozen=True)
class Judged:
    """A row with what becomes of it; `why` names what is wrong, or where the same deputy stands already."""

    row: FileRow
    outcome: Outcome
    deputy: DeputyRow
    why: Refusal | None = None


SAME_IN_FILE = Refusal(
    "councils.same_in_file",
    "%(name)s stands in row %(row)s as well. Give both a date of birth if they are two people.",
)
SAME_IN_FILES = Refusal("councils.same_in_files", "%(name)s stands in another file as well (row %(row)s): one seat.")
AMBIGUOUS = Refusal(
    "councils.ambiguous", "Several people in the register are called %(name)s. Give the date of birth or the number."
)
NUMBER_OF_OTHER = Refusal("councils.number_of_other", "The number %(number)s belongs to %(name)s.")


@dataclass
class _Register:
    """People by the ways they are found."""

    by_number: dict[str, Known] = field(default_factory=dict)
    by_name: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))


def reconcile(rows: Sequence[FileRow], known: Iterable[Known]) -> list[Judged]:
    """What becomes of each row, in order. Somebody is the same by number, else by folded name and birth.

    Without a date of birth the name decides only among the deputies of the same old council: two wards may each have a
    Nguyễn Văn An. Who stands in two files gets one seat; who stands twice in one file is a fault of the file.
    """
    register = _Register()
    for person in known:
        register.by_name[fold_key(person.full_name)].append(person)
        if person.number:
            register.by_number[person.number] = person
    seen: dict[tuple[object, ...], FileRow] = {}
    return [_judge(row, register, seen) for row in rows]


def _judge(row: FileRow, register: _Register, seen: dict[tuple[object, ...], FileRow]) -> Judged:
    key = _key(row.deputy)
    if (before := seen.get(key)) is not None:
        return _met_again(row, before)
    seen[key] = row
    found = _find(row.deputy, register)
    if isinstance(found, Refusal):
        return Judged(row, Outcome.WRONG, row.deputy, found)
    if found is None:
        return Judged(row, Outcome.NEW, row.deputy)
    deputy = replace(row.deputy, person_id=found.person_id)
    return Judged(row, Outcome.KNOWN if found.has_seat else Outcome.SEATED, deputy)


def _key(deputy: DeputyRow) -> tuple[object, ...]:
    """What makes two rows one person."""
    if number := clean_line(deputy.number):
        return ("number", number)
    name, born = fold_key(deputy.full_name), deputy.born_on or deputy.born_year
    return (name, born) if born else (name, None, deputy.origin_council_id)


def _met_again(row: FileRow, before: FileRow) -> Judged:
    values = {"name": row.deputy.full_name, "row": before.row}
    if before.file == row.file:
        return Judged(row, Outcome.WRONG, row.deputy, naming(SAME_IN_FILE, **values))
    return Judged(row, Outcome.TWICE, row.deputy, naming(SAME_IN_FILES, **values))


def _find(deputy: DeputyRow, register: _Register) -> Known | Refusal | None:
    name = fold_key(deputy.full_name)
    if (number := clean_line(deputy.number)) and (found := register.by_number.get(number)):
        if fold_key(found.full_name) == name:
            return found
        return naming(NUMBER_OF_OTHER, number=number, name=found.full_name)
    alike = [person for person in register.by_name.get(name, []) if not _are_two(person, deputy)]
    if not deputy.born_on and not deputy.born_year:
        alike = [person for person in alike if deputy.origin_council_id in person.origins] or [
            person for person in alike if not person.origins
        ]
    exact = [person for person in alike if _is_born_alike(person, deputy)]
    candidates = exact or alike
    return candidates[0] if len(candidates) == 1 else naming(AMBIGUOUS, name=deputy.full_name) if candidates else None


def _are_two(person: Known, deputy: DeputyRow) -> bool:
    """Whether a number or a birth known on both sides tells them apart."""
    if person.number and deputy.number and person.number != clean_line(deputy.number):
        return True
    if person.born_on and deputy.born_on:
        return person.born_on != deputy.born_on
    year, other = person.born_year, deputy.born_on.year if deputy.born_on else deputy.born_year
    return bool(year and other and year != other)


def _is_born_alike(person: Known, deputy: DeputyRow) -> bool:
    return bool(deputy.born_on) and person.born_on == deputy.born_on
