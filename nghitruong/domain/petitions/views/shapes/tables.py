"""Answers as rows: of one common text, and of a table that was filled outside; with what is missing in each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from nghitruong.domain.petitions import queries
from nghitruong.domain.petitions.actions import Said, Written
from nghitruong.domain.petitions.forms import marks
from nghitruong.domain.petitions.lifecycle import PROMISING, ResultClass
from nghitruong.domain.petitions.rules import MOST_AT_ONCE, NO_TABLE
from nghitruong.engines.spreadsheets import (
    Field,
    Kind,
    OutSheet,
    choose_sheet,
    find_table,
    propose_mapping,
    read_book,
    read_records,
    write_book,
)
from nghitruong.kernel import clock
from nghitruong.kernel.decision import Refusal, RefusedError
from nghitruong.kernel.vietnamese import short_date
from nghitruong.web.fields import read_day
from nghitruong.web.words import in_words, refusal_sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nghitruong.domain.petitions.models import Petition, Reply
    from nghitruong.engines.spreadsheets import Record, RowProblem
    from nghitruong.kernel.actor import Actor

MOST = MOST_AT_ONCE
DAYS = ("done_on", "promised_on")


@dataclass(frozen=True)
class CommonRow:
    """One petition of a common answer: what was typed for it, and what it still lacks."""

    petition: Petition
    place: str
    day: str
    evidence: str
    written: Written | None
    missing: str


@dataclass(frozen=True)
class Filled:
    """One row of a table that came back: what would change, what is wrong, what would still be missing."""

    row: int
    code: str
    title: str
    changes: list[tuple[str, str, str]]
    problems: list[str]
    missing: str
    kept: dict[str, Any] | None


def common_rows(
    petitions: Sequence[Petition], typed: Mapping[str, str], common: dict[str, Any] | None
) -> list[CommonRow]:
    """A row for each petition; `common` is what all share, None while nothing was typed."""
    drafts = queries.drafts_of(petitions)
    return [_common_row(each, typed, common, drafts.get(each.pk)) for each in petitions]


def _common_row(
    petition: Petition, typed: Mapping[str, str], common: dict[str, Any] | None, draft: Reply | None
) -> CommonRow:
    place = typed.get(f"place-{petition.code}", petition.place or petition.neighbourhood)
    day, evidence = typed.get(f"day-{petition.code}", ""), typed.get(f"evidence-{petition.code}", "")
    if common is None:
        return CommonRow(petition, place, day, evidence, None, "")
    papers = tuple(draft.documents.all()) if draft else ()
    on, unread = _day_of(day)
    place_mark, day_mark = marks()
    text = common["text"].replace(place_mark, place).replace(day_mark, short_date(on) if on else "")
    result = common["result_class"]
    fields = {
        **common,
        "text": text,
        "evidence": evidence,
        "done_on": on if result == ResultClass.DONE else None,
        "promised_on": on if result in set(PROMISING) else None,
    }
    missing = unread or _words(queries.missing_in(petition, len(papers), **fields))
    return CommonRow(petition, place, day, evidence, Written(petition.code, Said(**fields, documents=papers)), missing)


def _day_of(text: str) -> tuple[date | None, str]:
    try:
        return (read_day(text) if text else None), ""
    except ValidationError as error:
        return None, " ".join(error.messages)


def columns() -> tuple[Field, ...]:
    """The columns of the table that an agency fills; the code says which petition."""
    results = {str(in_words(result)): result.value for result in ResultClass}
    return (
        Field("code", _("Code"), is_required=True),
        Field("result_class", _("Result"), Kind.CHOICE, choices=results),
        Field("text", _("Answer to the voters"), Kind.LINES),
        Field("done_on", _("Done on"), Kind.DATE),
        Field("done_so_far", _("What was done so far"), Kind.LINES),
        Field("promised_on", _("Promised day"), Kind.DATE),
        Field("responsible", _("Responsible person"), max_length=120),
        Field("resources", _("Means"), max_length=300),
        Field("basis", _("Basis"), max_length=500),
        Field("evidence", _("Evidence"), max_length=500),
        Field("late_reason", _("Why it is late"), max_length=500),
    )


def workbook(petitions: Sequence[Petition]) -> bytes:
    """The table: what is asked stands locked on the left, what is answered is filled on the right."""
    drafts, filled = queries.drafts_of(petitions), columns()
    asked = [_("Code"), _("Petition"), _("Place"), _("Answer due on")]
    rows = [
        [
            each.code,
            each.public_text or each.title,
            each.place,
            each.answer.due_on if each.answer else None,
            *(_cell(drafts.get(each.pk), field) for field in filled[1:]),
        ]
        for each in petitions
    ]
    titles = [*asked, *(field.label for field in filled[1:])]
    return write_book([OutSheet(_("Answers"), titles, rows, locked=frozenset(asked))])


def read_filled(actor: Actor, data: bytes) -> list[Filled]:
    """A table that came back, row by row, against what is kept now. Raises RefusedError for what is no such table."""
    wanted = columns()
    table = find_table(choose_sheet(read_book(data)), wanted)
    mapping = propose_mapping(table, wanted)
    if not mapping.is_complete:
        raise RefusedError(NO_TABLE)
    reading = read_records(table, wanted, mapping, clock.today())
    codes = [str(record.values.get("code") or "") for record in reading.records]
    petitions = {each.code: each for each in queries.chosen_to_answer(actor, codes)}
    drafts = queries.drafts_of(list(petitions.values()))
    served = [field for field in wanted[1:] if field.name in mapping.columns]
    return [_filled(record, petitions, drafts, served) for record in reading.records]


def counts(filled: Sequence[Filled]) -> dict[str, Any]:
    """How many rows would change, and whether all of these could be handed on."""
    kept = [each for each in filled if each.kept]
    return {
        "changed": len(kept),
        "wrong": sum(bool(each.problems) for each in filled),
        "is_complete": not any(each.missing for each in kept),
    }


def written_of(actor: Actor, kept: Sequence[dict[str, Any]]) -> list[Written]:
    """What was shown and is now taken, as the verb takes it; papers that a draft has already stay with it."""
    petitions = {each.code: each for each in queries.chosen_to_answer(actor, [row["code"] for row in kept])}
    drafts = queries.drafts_of(list(petitions.values()))
    rows = []
    for row in kept:
        petition = petitions.get(row["code"])
        if petition is None:
            continue
        draft = drafts.get(petition.pk)
        said = {name: value for name, value in row.items() if name != "code"}
        said |= {name: date.fromisoformat(said[name]) if said[name] else None for name in DAYS}
        rows.append(Written(petition.code, Said(**said, documents=tuple(draft.documents.all()) if draft else ())))
    return rows


def _filled(
    record: Record, petitions: Mapping[str, Petition], drafts: Mapping[int, Reply], served: Sequence[Field]
) -> Filled:
    code = str(record.values.get("code") or "")
    petition = petitions.get(code)
    problems = [_problem(each) for each in record.problems]
    if petition is None:
        problems.append(_("This code is not among the petitions that wait for your agency."))
        return Filled(record.row, code, "", [], problems, "", None)
    draft = drafts.get(petition.pk)
    before = {field.name: _value(draft, field) for field in columns()[1:]}
    after = {**before, **{field.name: _clean(record.values.get(field.name), field) for field in served}}
    changes = [
        (field.label, _shown(before[field.name], field), _shown(after[field.name], field))
        for field in served
        if before[field.name] != after[field.name]
    ]
    if problems or not changes:
        return Filled(record.row, code, petition.title, changes, problems, "", None)
    missing = _words(queries.missing_in(petition, draft.documents.count() if draft else 0, **after))
    kept = {name: value.isoformat() if isinstance(value, date) else value for name, value in after.items()}
    return Filled(record.row, code, petition.title, changes, [], missing, {"code": code, **kept})


def _problem(problem: RowProblem) -> str:
    return f"{problem.place}: {_(problem.message) % problem.values}"


def _value(draft: Reply | None, field: Field) -> Any:
    """What is kept of a field now; an unset day is None, any other unset field is empty."""
    return getattr(draft, field.name) if draft else _clean(None, field)


def _clean(value: Any, field: Field) -> Any:
    return value if field.kind is Kind.DATE else value or ""


def _cell(draft: Reply | None, field: Field) -> Any:
    value = _value(draft, field)
    return _shown(value, field) if field.kind is Kind.CHOICE else value


def _shown(value: Any, field: Field) -> str:
    if field.kind is Kind.CHOICE:
        return str(in_words(ResultClass(value))) if value else ""
    return short_date(value) if isinstance(value, date) else str(value or "")


def _words(refusal: Refusal | None) -> str:
    return str(refusal_sentence(refusal)) if refusal else ""
