"""Lists of deputies from spreadsheets: staged, mapped, looked at in a dry run, then taken in or dropped."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from nghitruong.foundation.councils.actions.mandates import seat_deputies
from nghitruong.foundation.councils.actions.writing import BATCH, digest_of, living
from nghitruong.foundation.councils.deputy_files import MOST_FILES, read_file
from nghitruong.foundation.councils.lifecycle import IMPORT, ImportState
from nghitruong.foundation.councils.models import ColumnMemory, Council, DeputyImport, ImportFile
from nghitruong.foundation.councils.policies import may
from nghitruong.foundation.councils.queries import running_term
from nghitruong.foundation.councils.queries.imports import DryRun, dry_run, labels, origin_choices
from nghitruong.foundation.councils.rules import refusals
from nghitruong.foundation.councils.rules.mandates import MOST_ROWS
from nghitruong.foundation.councils.rules.reconciling import Outcome
from nghitruong.foundation.councils.rules.refusals import naming
from nghitruong.foundation.verbs.beats import announce, permit, record, refuse_now, verb
from nghitruong.foundation.verbs.moves import SOMEONE_WAS_FASTER, move
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.vietnamese import clean_line, fold_key

KEPT_FOR = timedelta(days=2)
"""How long the bytes of an unfinished import wait: they are personal data."""


@dataclass(frozen=True)
class NewFile:
    """An uploaded file: its name, its bytes, and the old council whose deputies it lists (none: guessed by name)."""

    name: str
    data: bytes
    origin_council_id: int | None = None


@verb("councils.stage_import")
def stage_import(clerk: Actor, council: Council, *, files: Sequence[NewFile]) -> DeputyImport:
    """Keep uploaded lists for a dry run; nothing is added yet. The same bytes twice are kept once."""
    permit(may(clerk, "councils.stage_import", council_id=council.pk))
    living(council.pk)
    term = running_term(council.pk)
    if term is None:
        refuse_now(refusals.NO_TERM)
    if not files:
        refuse_now(refusals.NO_FILE)
    if len(files) > MOST_FILES:
        refuse_now(naming(refusals.TOO_MANY_FILES, limit=MOST_FILES))
    for file in files:
        read_file(file.data, labels(), clock.today())
    batch = DeputyImport.objects.create(council=council, term=term, made_by=clerk.name)
    by_digest = {hashlib.sha256(file.data).hexdigest(): file for file in files}
    names = _unit_names(council.pk)
    ImportFile.objects.bulk_create(
        ImportFile(
            council=council,
            batch=batch,
            name=clean_line(file.name)[:160],
            digest=digest,
            data=file.data,
            origin_council_id=file.origin_council_id or _origin_in(file.name, names),
        )
        for digest, file in by_digest.items()
    )
    record(batch, files=[{"name": file.name, "sha256": digest} for digest, file in by_digest.items()])
    announce(f"council-{council.pk}")
    return batch


@verb("councils.map_import")
def map_import(
    clerk: Actor,
    batch: DeputyImport,
    file: ImportFile,
    *,
    origin_council: Council | None,
    chosen: Mapping[int, str],
    sheet: str = "",
) -> ImportFile:
    """Say of one file whose deputies it lists and which column is which; the columns are remembered for the next."""
    permit(may(clerk, "councils.map_import", council_id=batch.council_id))
    if file.batch_id != batch.pk or (origin_council and not _is_origin(batch.council_id, origin_council.pk)):
        refuse_now(refusals.NOT_HERE)
    move(batch, IMPORT, "map_import")
    is_other_sheet = sheet != file.sheet
    file.origin_council, file.sheet = origin_council, sheet
    file.chosen = {} if is_other_sheet else {str(place): name for place, name in chosen.items() if name}
    read_file(bytes(file.data), labels(), clock.today(), sheet=sheet, chosen=None if is_other_sheet else chosen)
    file.save(update_fields=["origin_council", "sheet", "chosen"])
    record(batch, file=file.pk, origin=file.origin_council_id, columns=file.chosen, sheet=sheet)
    announce(f"council-{batch.council_id}")
    return file


@verb("councils.import_deputies", serious=True)
def import_deputies(clerk: Actor, batch: DeputyImport, *, digest: str) -> DeputyImport:
    """Take in what the dry run showed: rows with faults are left out, who is known already is not added again.

    `digest` is that of the dry run that was looked at; when the register changed meanwhile, it must be looked at anew.
    """
    permit(may(clerk, "councils.import_deputies", council_id=batch.council_id))
    run = dry_run(batch)
    if run.digest != digest:
        refuse_now(SOMEONE_WAS_FASTER)
    rows, counts = run.rows, run.counts
    if len(rows) > MOST_ROWS:
        refuse_now(naming(refusals.TOO_MANY_ROWS, limit=MOST_ROWS))
    if rows:
        seat_deputies(batch.term, rows)
    _remember(run)
    known = counts[Outcome.KNOWN] + counts[Outcome.TWICE]
    move(batch, IMPORT, "import_deputies", added=len(rows), known=known, left_out=counts[Outcome.WRONG])
    batch.files.update(data=b"")
    record(batch, added=len(rows), known=known, left_out=batch.left_out, digest=digest_of(rows))
    announce(f"council-{batch.council_id}")
    return batch


@verb("councils.drop_import")
def drop_import(clerk: Actor, batch: DeputyImport) -> DeputyImport:
    """Throw uploaded lists away; nothing was added."""
    permit(may(clerk, "councils.drop_import", council_id=batch.council_id))
    move(batch, IMPORT, "drop_import")
    batch.files.update(data=b"")
    record(batch)
    announce(f"council-{batch.council_id}")
    return batch


def forget_old_imports(*, keep: timedelta = KEPT_FOR) -> int:
    """Drop imports that nobody finished, with their bytes. Not a verb: nothing was decided; answers how many."""
    old = DeputyImport.objects.filter(state=ImportState.STAGED, made_at__lt=clock.now() - keep)
    ids = list(old.values_list("id", flat=True))
    ImportFile.objects.filter(batch_id__in=ids).update(data=b"")
    return DeputyImport.objects.filter(pk__in=ids).update(state=ImportState.DROPPED)


def _remember(run: DryRun) -> None:
    """Keep which column was which, the last file's word counting, for the next files of this council."""
    columns: dict[str, str] = {}
    for each in run.files:
        if each.reading is not None and each.reading.mapping.is_complete:
            columns |= each.reading.mapping.to_remember(each.reading.table)
    council_id = run.files[0].file.council_id if run.files else 0
    ColumnMemory.objects.bulk_create(
        (ColumnMemory(council_id=council_id, title_key=key[:200], field=name) for key, name in columns.items()),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["council", "title_key"],
        update_fields=["field"],
    )


def _unit_names(council_id: int) -> dict[str, int]:
    """Folded plain names of the old units, the longest first: "dong son" before "son"."""
    old = origin_choices(council_id).values_list("unit__name", "id")
    names = {fold_key(name).partition(" ")[2]: pk for name, pk in old}
    return dict(sorted(names.items(), key=lambda pair: -len(pair[0])))


def _origin_in(file_name: str, names: Mapping[str, int]) -> int | None:
    """The old council that the name of a file speaks of; none where no name is in it."""
    words = f" {fold_key(file_name)} "
    return next((pk for name, pk in names.items() if name and f" {name} " in words), None)


def _is_origin(council_id: int, origin_id: int) -> bool:
    return origin_choices(council_id).filter(pk=origin_id).exists()
