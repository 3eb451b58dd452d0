"""Lists of deputies from spreadsheets: upload, columns and dry run on one page, taken in or dropped."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nghitruong.engines.spreadsheets import OutSheet, write_book
from nghitruong.foundation.councils import actions, forms, queries
from nghitruong.foundation.councils.deputy_files import LIMITS, MOST_FILES
from nghitruong.foundation.councils.lifecycle import ImportState
from nghitruong.foundation.councils.policies import may
from nghitruong.foundation.councils.queries.imports import MOST_SHOWN, DryRun, FileRun, dry_run, labels
from nghitruong.foundation.law.views.door import actor_of, council_of, signed_in
from nghitruong.kernel.decision import ensure
from nghitruong.kernel.vietnamese import format_number
from nghitruong.web.asking import done, go
from nghitruong.web.papers import kept_nowhere
from nghitruong.web.words import refusal_sentence, sentence

MEGABYTE = 1024 * 1024
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@signed_in
def upload(request: HttpRequest) -> HttpResponse:
    """Choose one list, or the lists of twelve old wards at once."""
    actor = actor_of(request)
    ensure(may(actor, "councils.stage_import"))
    form = forms.UploadForm(request.POST, request.FILES) if request.method == "POST" else forms.UploadForm()
    staged: list[Any] = []
    council = queries.council_for(actor)
    if done(request, form, lambda data: staged.append(actions.stage_import(actor, council, files=data["lists"]))):
        return go(_page(staged[0].pk))
    context = {
        "title": _("Deputies from a spreadsheet"),
        "form": form,
        "limits": {"files": MOST_FILES, "megabytes": LIMITS.file_bytes // MEGABYTE},
        "earlier": queries.imports_of(actor)[:10],
        "term": queries.running_term(council.pk),
    }
    return render(request, "councils/import_upload.html", context, status=400 if form.errors else 200)


@signed_in
def batch(request: HttpRequest, import_id: int) -> HttpResponse:
    """What would be taken in, file by file; the columns can be corrected until it is right."""
    actor = actor_of(request)
    ensure(may(actor, "councils.stage_import"))
    found = queries.import_for(actor, import_id)
    if found.state != ImportState.STAGED:
        return render(request, "councils/import_done.html", {"title": _("Import of deputies"), "batch": found})
    run = dry_run(found)
    context = {
        "title": _("Dry run"),
        "batch": found,
        "run": run,
        "files": [_shown(file, council_of(request)) for file in run.files],
        "is_empty": not run.rows,
        "total_known": run.counts.get("known", 0) + run.counts.get("twice", 0),
    }
    return render(request, "councils/import_batch.html", context)


@signed_in
@require_POST
def columns(request: HttpRequest, import_id: int, file_id: int) -> HttpResponse:
    """Keep whose deputies a file lists and which column is which, then look again."""
    actor, found = actor_of(request), queries.import_for(actor_of(request), import_id)
    file = next((each for each in dry_run(found).files if each.file.pk == file_id), None)
    ensure(may(actor, "councils.map_import"))
    if file is not None:
        form = _form(file, council_of(request), request.POST)
        if form.is_valid():
            _map(request, found, file, form)
    return go(f"{_page(import_id)}#file-{file_id}")


@signed_in
@require_POST
def take_in(request: HttpRequest, import_id: int) -> HttpResponse:
    """Take in what the dry run showed."""
    found = queries.import_for(actor_of(request), import_id)
    batch = actions.import_deputies(actor_of(request), found, digest=request.POST.get("digest", ""))
    messages.success(request, _("Deputies added: %(count)s.") % {"count": format_number(batch.added)})
    return go(_page(import_id))


@signed_in
@require_POST
def drop(request: HttpRequest, import_id: int) -> HttpResponse:
    """Throw the lists away."""
    actions.drop_import(actor_of(request), queries.import_for(actor_of(request), import_id))
    messages.success(request, _("The lists were dropped; nothing was added."))
    return go(reverse("councils:import"))


@signed_in
def faults(request: HttpRequest, import_id: int) -> HttpResponse:
    """The rows that have to be corrected, as a spreadsheet with what is wrong in the last column."""
    ensure(may(actor_of(request), "councils.stage_import"))
    run = dry_run(queries.import_for(actor_of(request), import_id))
    data = write_book(_fault_sheets(run) or [OutSheet(_("No faults"), [_("What is wrong")], [])])
    response = HttpResponse(data, content_type=SPREADSHEET)
    response["Content-Disposition"] = f'attachment; filename="dong-can-sua-{import_id}.xlsx"'
    return kept_nowhere(response)


def _page(import_id: int) -> str:
    return reverse("councils:import_batch", args=[import_id])


def _form(run: FileRun, council_id: int, data: Any = None) -> forms.ColumnsForm:
    return forms.ColumnsForm(run, queries.origin_names(council_id), data)


def _map(request: HttpRequest, found: Any, file: FileRun, form: forms.ColumnsForm) -> None:
    data = form.cleaned_data
    origins = queries.origin_choices(council_of(request))
    origin = origins.filter(pk=data["origin"]).first() if data["origin"] else None
    sheet, chosen = data.get("sheet") or file.file.sheet, form.chosen()
    actions.map_import(actor_of(request), found, file.file, origin_council=origin, chosen=chosen, sheet=sheet)


def _shown(run: FileRun, council_id: int) -> dict[str, Any]:
    """A file as the page shows it: its form, its counts, its faults by row."""
    lines = _faults(run)
    return {
        "run": run,
        "form": _form(run, council_id),
        "counts": run.counts,
        "missing": [labels()[field.name] for field in run.reading.mapping.missing] if run.reading else [],
        "refusal": refusal_sentence(run.refusal) if run.refusal else "",
        "faults": lines[:MOST_SHOWN],
        "more_faults": max(0, len(lines) - MOST_SHOWN),
        "skipped": len(run.reading.reading.skipped) if run.reading else 0,
    }


def _faults(run: FileRun) -> list[dict[str, Any]]:
    cells = [
        {"row": fault.row, "place": fault.place, "text": sentence(fault.message, fault.values)}
        for fault in run.problems
    ]
    rows = [
        {"row": judged.row.row, "place": str(judged.row.row), "text": refusal_sentence(judged.why)}
        for judged in run.judged
        if judged.why is not None
    ]
    return sorted([*cells, *rows], key=lambda line: line["row"])


def _fault_sheets(run: DryRun) -> list[OutSheet]:
    """One sheet a file: the rows as they stood, with what is wrong with them in the last column."""
    sheets = []
    for place, file in enumerate(run.files, start=1):
        why = _faults_by_row(file)
        if file.reading is not None and why:
            table = file.reading.table
            titles = [*(column.title for column in table.columns), _("What is wrong")]
            rows = [
                [*(row.cell(column.place).value for column in table.columns), "\n".join(why[row.number])]
                for row in table.rows
                if row.number in why
            ]
            sheets.append(OutSheet(str(place), titles, rows))
    return sheets


def _faults_by_row(run: FileRun) -> dict[int, list[str]]:
    wrong = {problem.row for problem in run.problems} | {judged.row.row for judged in run.faults}
    by_row: dict[int, list[str]] = {}
    for line in _faults(run):
        if line["row"] in wrong:
            by_row.setdefault(line["row"], []).append(line["text"])
    return by_row
