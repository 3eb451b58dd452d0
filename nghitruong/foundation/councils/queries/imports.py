"""Files of deputies as they would be taken in: the dry run, the remembered columns, the open imports."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from nghitruong.engines.spreadsheets import RowProblem
from nghitruong.foundation.councils.deputy_files import FileReading, of_predecessor, read_file
from nghitruong.foundation.councils.lifecycle import HOLDING
from nghitruong.foundation.councils.models import (
    ColumnMemory,
    Constituency,
    Council,
    DeputyImport,
    ImportFile,
    Mandate,
    Person,
    Term,
)
from nghitruong.foundation.councils.rules import DeputyRow, refusals
from nghitruong.foundation.councils.rules.reconciling import FileRow, Judged, Known, Outcome, reconcile
from nghitruong.foundation.councils.rules.refusals import naming
from nghitruong.foundation.verbs.kept import kept
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import Refusal, RefusedError
from nghitruong.kernel.policy import NO_SUCH_RECORD

MOST_SHOWN = 200
"""How many faulty rows a page lists of each file; the rest is counted."""

ADDING = (Outcome.NEW, Outcome.SEATED)


@dataclass(frozen=True)
class FileRun:
    """One file of a dry run: how it was understood, what becomes of each row, what is wrong with it as a whole."""

    file: ImportFile
    reading: FileReading | None
    judged: Sequence[Judged]
    refusal: Refusal | None = None

    @property
    def counts(self) -> Mapping[str, int]:
        """Rows by what becomes of them; a row whose cells cannot be read is wrong too."""
        counts = Counter({outcome.value: 0 for outcome in Outcome})
        counts.update(judged.outcome.value for judged in self.judged)
        counts[Outcome.WRONG.value] += len({problem.row for problem in self.problems})
        return dict(counts)

    @property
    def problems(self) -> Sequence[RowProblem]:
        return self.reading.problems if self.reading else ()

    @property
    def faults(self) -> Sequence[Judged]:
        return [judged for judged in self.judged if judged.outcome is Outcome.WRONG]


@dataclass(frozen=True)
class DryRun:
    """All files of an import reconciled with each other and with the register. `digest` stands for the whole result."""

    files: Sequence[FileRun]
    seated: int
    digest: str

    @property
    def rows(self) -> list[DeputyRow]:
        """The deputies who would be seated, in the order of files and rows."""
        return [judged.deputy for run in self.files for judged in run.judged if judged.outcome in ADDING]

    @property
    def counts(self) -> Mapping[str, int]:
        total: Counter[str] = Counter()
        for run in self.files:
            total.update(run.counts)
        return dict(total)

    @property
    def seated_after(self) -> int:
        return self.seated + len(self.rows)


def labels() -> dict[str, str]:
    """What the columns of a list of deputies are called here."""
    return {
        "full_name": _("Full name"),
        "family_name": _("Family and middle name"),
        "given_name": _("Given name"),
        "born": _("Date of birth"),
        "gender": _("Gender"),
        "number": _("Deputy's number"),
        "occupation": _("Occupation, position"),
        "phone": _("Telephone"),
        "email": _("Email address"),
        "constituency": _("Constituency"),
        "seat": _("Seat in the hall"),
        "is_full_time": _("Full-time"),
    }


def imports_of(actor: Actor) -> QuerySet[DeputyImport]:
    """The imports of the actor's council, newest first."""
    return DeputyImport.objects.filter(council_id=actor.council_id or 0).order_by("-id")


def import_for(actor: Actor, import_id: int) -> DeputyImport:
    """One import of the actor's council."""
    found = imports_of(actor).select_related("term", "council").filter(pk=import_id).first()
    if found is None:
        raise RefusedError(NO_SUCH_RECORD, f"deputyimport-{import_id}")
    return found


def remembered_columns(council_id: int) -> dict[str, str]:
    """Which column was which in this council's earlier files, by folded title."""
    return dict(ColumnMemory.objects.filter(council_id=council_id).values_list("title_key", "field"))


def dry_run(batch: DeputyImport) -> DryRun:
    """What taking the files in would do now; changes nothing. The same whatever the number of rows in queries."""
    files = list(batch.files.select_related("origin_council").order_by("id"))
    memory = remembered_columns(batch.council_id)
    read = [_read(file, memory) for file in files]
    held = Mandate.objects.filter(term_id=batch.term_id, state__in=HOLDING)
    seats = {seat for seat in held.values_list("seat", flat=True) if seat}
    places = set(Constituency.objects.filter(term_id=batch.term_id).values_list("number", flat=True))
    rows = [
        FileRow(place, number, deputy)
        for place, (file, reading) in enumerate(zip(files, read, strict=True))
        if isinstance(reading, FileReading)
        for number, deputy in of_predecessor(reading.deputies, file.origin_council_id).items()
    ]
    judged = _with_seats(reconcile(rows, known_people(batch.term)), places, seats)
    by_file: dict[int, list[Judged]] = defaultdict(list)
    for each in judged:
        by_file[each.row.file].append(each)
    runs = [_run(file, reading, by_file[place]) for place, (file, reading) in enumerate(zip(files, read, strict=True))]
    return DryRun(runs, held.count(), _digest(judged))


def known_people(term: Term) -> list[Known]:
    """Everybody in the council's register, with whose deputy each is in this term."""
    origins: dict[int, set[int | None]] = defaultdict(set)
    held = Mandate.objects.filter(term=term, state__in=HOLDING)
    for person_id, origin_id in held.values_list("person_id", "origin_council_id"):
        origins[person_id].add(origin_id)
    people = Person.objects.filter(council_id=term.council_id).order_by("id")
    return [
        Known(
            person.pk,
            person.full_name,
            person.born_on,
            person.born_year,
            person.number,
            has_seat=person.pk in origins,
            origins=frozenset(origins.get(person.pk, ())),
        )
        for person in people
    ]


def origin_choices(council_id: int) -> QuerySet[Council]:
    """The old councils whose deputies a file may list."""
    followed = Q(successors__council_id=council_id) | Q(unit__heirs__unit__councils=council_id)
    return Council.objects.filter(followed).distinct().order_by("name", "id")


def origin_names(council_id: int) -> list[tuple[int, str]]:
    """The same by number and name."""
    return _origin_names(council_id)


@kept
def _origin_names(council_id: int) -> QuerySet[Council, tuple[int, str]]:
    return origin_choices(council_id).values_list("id", "name")


def _read(file: ImportFile, memory: Mapping[str, str]) -> FileReading | Refusal:
    chosen = {int(place): name for place, name in file.chosen.items()}
    try:
        return read_file(
            bytes(file.data), labels(), clock.today(), sheet=file.sheet, remembered=memory, chosen=chosen or None
        )
    except RefusedError as error:
        return error.refusal


def _run(file: ImportFile, reading: FileReading | Refusal, judged: Sequence[Judged]) -> FileRun:
    if isinstance(reading, Refusal):
        return FileRun(file, None, (), reading)
    return FileRun(file, reading, judged)


def _with_seats(judged: Sequence[Judged], places: set[int], seats: set[int]) -> list[Judged]:
    """Rows whose constituency does not exist or whose seat is taken have to be corrected first."""
    result = []
    for each in judged:
        why = _fault_of_place(each.deputy, places, seats) if each.outcome in ADDING else None
        result.append(Judged(each.row, Outcome.WRONG, each.deputy, why) if why else each)
        if each.deputy.seat and each.outcome in ADDING:
            seats.add(each.deputy.seat)
    return result


def _fault_of_place(deputy: DeputyRow, places: set[int], seats: set[int]) -> Refusal | None:
    if deputy.constituency is not None and deputy.constituency not in places:
        return naming(refusals.NO_CONSTITUENCY, number=deputy.constituency)
    return naming(refusals.SEAT_TAKEN, seat=deputy.seat) if deputy.seat in seats else None


def _digest(judged: Sequence[Judged]) -> str:
    text = "\n".join(f"{each.row} {each.outcome} {each.deputy.person_id}" for each in judged)
    return hashlib.sha256(text.encode()).hexdigest()
