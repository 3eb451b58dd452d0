"""The term on one page, with the movement of what is unresolved, and what voters think of the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from nghitruong.domain.petitions import queries
from nghitruong.domain.petitions.lifecycle import PetitionerKind, ResultClass
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.queries import satisfaction, term
from nghitruong.domain.petitions.rules import terms as rules
from nghitruong.domain.petitions.views.shapes.reports import LACKS, Cell, Line, NumberTable, askers, list_url
from nghitruong.kernel import clock
from nghitruong.kernel.days import add_months
from nghitruong.kernel.shares import percentage_text
from nghitruong.kernel.vietnamese import format_number, short_date, short_period
from nghitruong.web.words import in_words

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from nghitruong.domain.petitions.models import Petition
    from nghitruong.kernel.actor import Actor

COUNTED = "counted"
"""The group of the list that leaves signals out."""


@dataclass(frozen=True)
class Columns:
    """The spans whose numbers stand side by side, each with its heading; the last one is what the one before it is
    compared with, where there is anything before."""

    spans: Sequence[rules.Span]
    heads: Sequence[str]
    has_before: bool

    @property
    def every_head(self) -> list[str]:
        return [*self.heads, _("Difference")] if self.has_before else list(self.heads)


def term_page(actor: Actor, year: int) -> dict[str, Any]:
    """Every petition of the term by year, council, topic, agency, result and who asked; then the months of a year."""
    every, started, today = term.of_lineage(actor), term.term_began_on(actor), clock.today()
    asked, until = term.without_signals(every), min(today, date(year, 12, 31))
    compared = rules.compared(started, until)
    columns = _columns(asked, compared, (started, today))
    months, whole_year = term.movements(asked, year, today), (date(year, 1, 1), until)
    moved = term.count_of(asked, whole_year)
    return {
        "title": _("Petitions of the term"),
        "year": year,
        "started": started,
        **_years(year, started, today),
        "target": term.target_of(actor.council_id or 0, year),
        "old": [
            _move("begun_open", moved, whole_year, _("Open when the year began")),
            _move("old_solved", moved, whole_year, _("Resolved of these this year")),
        ],
        "may_set": year == today.year and may(actor, "petitions.set_target").is_allowed,
        "comparison": _comparison(asked, compared, columns),
        "tables": [
            _months(months),
            *_breakdowns(actor, asked, columns),
            _who_asked(every, columns),
            _signals(every, columns),
            _by_year(asked, columns.spans[0]),
            _councils(asked, columns.spans[0]),
        ],
    }


def satisfaction_page(actor: Actor) -> dict[str, Any]:
    """What voters think of each agency's answers; a share only where enough of them said so."""
    return {
        "title": _("What voters think of the answers"),
        "lines": satisfaction.by_agency(queries.petitions_of(actor)),
        "least": satisfaction.LEAST_RATERS,
    }


def term_url(span: rules.Span, **filters: Any) -> str:
    """The list of what was recorded in these days, predecessors' included; signals are left out unless asked for."""
    group = "" if filters.get("nguoi-neu") == PetitionerKind.SIGNAL else COUNTED
    first, last = (short_date(day) for day in span)
    return list_url(**{"ke-thua": 1, "loc": group, "tu": first, "den": last, **filters})


def change_words(now: int, before: int) -> str:
    """By how much a number changed; in percent only where there was enough before to say so."""
    if not before:
        return _("None in the period before") if now else ""
    if now == before:
        return _("Unchanged")
    more, count = now > before, format_number(abs(now - before))
    words = (_("up by %(count)s") if more else _("down by %(count)s")) % {"count": count}
    if before < rules.LEAST_BASE:
        return words
    return f"{words} ({percentage_text(abs(now - before), before, 1)})"


def _years(year: int, started: date, today: date) -> dict[str, str]:
    page = reverse("petitions:term")
    return {
        "before_url": f"{page}?nam={year - 1}" if year > started.year else "",
        "after_url": f"{page}?nam={year + 1}" if year < today.year else "",
    }


def _columns(asked: QuerySet[Petition], compared: rules.Compared, whole: rules.Span) -> Columns:
    spans, heads = [whole], [_("Whole term")]
    if compared.now != whole:
        spans.append(compared.now)
        heads.append(short_period(*compared.now))
    # Without anything before there is nothing to set the numbers against: a column of zeros would say there was.
    has_before = asked.filter(recorded_on__lte=compared.before[1]).exists()
    if has_before:
        spans.append(compared.before)
        heads.append(short_period(*compared.before))
    return Columns(spans, heads, has_before)


def _comparison(asked: QuerySet[Petition], compared: rules.Compared, columns: Columns) -> list[NumberTable]:
    words = {"came": _("New"), "solved": _("Resolved"), "left_open": _("Open at the end")}
    now = term.count_of(asked, compared.now)
    before = term.count_of(asked, compared.before) if columns.has_before else {}
    heads = [short_period(*compared.now)]
    if columns.has_before:
        heads += [short_period(*compared.before), _("Difference")]
    lines = []
    for move, name in words.items():
        cells = [_move(move, now, compared.now, heads[0])]
        if columns.has_before:
            cells += [_move(move, before, compared.before, heads[1]), _change(now[move], before[move])]
        lines.append(Line(name, cells))
    is_year = compared.kind is rules.Before.YEAR
    note = _("Beside the same days of the year before.") if is_year else _("Beside as many days before the term began.")
    none = _("There is no period before: no petition recorded until %(day)s is known here.")
    if not columns.has_before:
        note = none % {"day": short_date(compared.before[1])}
    return [NumberTable(_("Beside the period before"), _("Petitions"), heads, lines, note)]


def _move(move: str, counts: Mapping[str, int], span: rules.Span, name: str) -> Cell:
    return Cell(name, counts[move], term_url(span, so=move))


def _change(now: int, before: int) -> Cell:
    return Cell(_("Difference"), 0, words=change_words(now, before) or "–")


def _breakdowns(actor: Actor, asked: QuerySet[Petition], columns: Columns) -> list[NumberTable]:
    councils = term.councils_in(asked)
    topics = queries.topic_book_of(councils, actor.council_id).names
    agencies = term.agencies_in(asked, actor.council_id or 0)
    results = {each.value: in_words(each) for each in ResultClass}
    return [
        _table(_("By topic"), _("Topic"), topics, asked, columns, "topic", "linh-vuc"),
        _table(_("By agency"), _("Agency"), agencies, asked, columns, "agency_id", "co-quan"),
        _table(_("By result"), _("Result"), results, asked, columns, "result_class", "ket-qua"),
    ]


def _who_asked(every: QuerySet[Petition], columns: Columns) -> NumberTable:
    asked, names = term.without_signals(every), askers()
    return _table(_("By who asked"), _("Who asked"), names, asked, columns, "petitioner_kind", "nguoi-neu")


def _signals(every: QuerySet[Petition], columns: Columns) -> NumberTable:
    """What press and public opinion say, counted apart and never added to what was asked."""
    kind = PetitionerKind.SIGNAL
    counts = term.counts_by(every.filter(petitioner_kind=kind), "petitioner_kind", columns.spans)
    found = counts.get(kind.value, [0] * len(columns.spans))
    line = Line(in_words(kind), _cells(found, columns, {"nguoi-neu": kind.value}))
    title = _("Signals of press and public opinion, counted apart")
    return NumberTable(title, _("Who asked"), columns.every_head, [line])


def _table(
    title: str,
    first: str,
    names: Mapping[Any, Any],
    petitions: QuerySet[Petition],
    columns: Columns,
    field: str,
    key: str,
) -> NumberTable:
    """How many petitions have each value, in the order of the names; what has none stands before the sum."""
    counts = term.counts_by(petitions, field, columns.spans)
    known = [each for each in names if each in counts] + sorted(each for each in counts if each and each not in names)
    lines = [Line(names.get(each, each), _cells(counts[each], columns, {key: each})) for each in known]
    missing = [counts[each] for each in counts if not each]
    if missing:
        lines.append(Line(_("None yet"), _cells(_summed(missing), columns, {"chua": LACKS[key]})))
    every = _summed(list(counts.values())) if counts else [0] * len(columns.spans)
    total = Line(_("Together"), _cells(every, columns, {}), is_total=True)
    return NumberTable(title, first, columns.every_head, [*lines, total])


def _cells(counts: Sequence[int], columns: Columns, filters: Mapping[str, Any]) -> list[Cell]:
    shown = zip(columns.heads, counts, columns.spans, strict=True)
    cells = [Cell(head, count, term_url(span, **filters)) for head, count, span in shown]
    return [*cells, _change(counts[-2], counts[-1])] if columns.has_before else cells


def _summed(rows: Sequence[Sequence[int]]) -> list[int]:
    return [sum(column) for column in zip(*rows, strict=True)]


def _by_year(asked: QuerySet[Petition], whole: rules.Span) -> NumberTable:
    first, last = whole
    head, lines = _("Petitions"), []
    for year in range(first.year, last.year + 1):
        span = (max(first, date(year, 1, 1)), min(last, date(year, 12, 31)))
        count = asked.filter(recorded_on__range=span).count()
        lines.append(Line(year, [Cell(head, count, term_url(span))]))
    total = Line(
        _("Together"), [Cell(head, sum(each.cells[0].value for each in lines), term_url(whole))], is_total=True
    )
    return NumberTable(_("By year"), _("Year"), [head], [*lines, total])


def _councils(asked: QuerySet[Petition], whole: rules.Span) -> NumberTable:
    head, counts = _("Petitions"), term.counts_by(asked, "council_id", [whole])
    names = term.councils_in(asked)
    lines = [
        Line(name, [Cell(head, counts[pk][0], term_url(whole, **{"hoi-dong": pk}))])
        for pk, name in names.items()
        if pk in counts
    ]
    total = Line(_("Together"), [Cell(head, sum(n for (n,) in counts.values()), term_url(whole))], is_total=True)
    return NumberTable(_("By council"), _("Council"), [head], [*lines, total])


def _months(months: list[term.Movement]) -> NumberTable:
    heads = {
        "begun_open": _("Open at the start"),
        "came": _("New"),
        "solved": _("Resolved"),
        "old_solved": _("of these older than the year"),
        "left_open": _("Open at the end"),
    }
    lines = []
    for each in months:
        span = (each.month, add_months(each.month, 1) - timedelta(days=1))
        counts = {
            "begun_open": each.open_before,
            "came": each.new,
            "solved": each.solved,
            "old_solved": each.old_solved,
            "left_open": each.open_after,
        }
        lines.append(Line(f"{each.month:%m/%Y}", [_move(move, counts, span, head) for move, head in heads.items()]))
    return NumberTable(_("Unresolved petitions by month"), _("Month"), list(heads.values()), lines)
