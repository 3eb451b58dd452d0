"""Reports as tables of numbers, each of which opens its records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nghitruong.domain.petitions import queries
from nghitruong.domain.petitions.lifecycle import Level, PetitionerKind, ResultClass, WishKind
from nghitruong.domain.petitions.queries import gathering, reports
from nghitruong.kernel.vietnamese import short_date
from nghitruong.web.parts import Fact
from nghitruong.web.words import in_words

if TYPE_CHECKING:
    from datetime import date

    from nghitruong.kernel.actor import Actor

K = TypeVar("K", bound=Hashable)

PART_WORDS = {
    "owed": gettext_lazy("To be answered"),
    "carried": gettext_lazy("From before"),
    "received": gettext_lazy("Received"),
    "in_time": gettext_lazy("Answered in time"),
    "late": gettext_lazy("Answered late"),
    "open": gettext_lazy("Open, in time"),
    "overdue": gettext_lazy("Open, overdue"),
}

LACKS = {"linh-vuc": "topic", "cap": "level", "co-quan": "agency", "ket-qua": "result", "nguoi-neu": ""}
"""What a list is asked for that counts the petitions without a value, by the name of its filter."""


@dataclass(frozen=True)
class Cell:
    """A number with its name and the list that it counts; without an address it is shown as it is, or as `words`."""

    name: Any
    value: int
    url: str = ""
    words: str = ""


@dataclass(frozen=True)
class Line:
    """A line of a table of numbers."""

    label: Any
    cells: Sequence[Cell]
    url: str = ""
    is_total: bool = False


@dataclass(frozen=True)
class NumberTable:
    """A table of numbers under a heading; `first` heads the labels."""

    title: Any
    first: Any
    heads: Sequence[Any]
    lines: Sequence[Line]
    note: str = ""


def answers_page(actor: Actor, month: date, today: date, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """The monthly answer report: by agency, by topic, by who asked; all of it for one agency or one kind of asker."""
    found, signals = reports.asked_and_signals(_chosen(queries.petitions_of(actor), month, today, chosen))
    base = {"thang": f"{month:%m-%Y}", **{name: value for name, value in chosen.items() if value}}
    names = reports.agency_names({each.agency_id for each in (*found, *signals)})
    topics = queries.topic_book(actor.council_id).names
    lines = (
        (_("By agency"), _("Agency"), names, lambda each: each.agency_id, "co-quan"),
        (_("By topic"), _("Topic"), topics, lambda each: each.topic, "linh-vuc"),
        (_("By who asked"), _("Who asked"), askers(), lambda each: each.petitioner, "nguoi-neu"),
    )
    asked = {**base, "loc": "asked"}
    tables = [_table(title, first, words, found, by, key, asked) for title, first, words, by, key in lines if found]
    if signals:
        apart, words = {**base, "nguoi-neu": PetitionerKind.SIGNAL.value}, _("Signals of press and public opinion")
        note = _("Counted apart: they are in none of the numbers of what was asked.")
        table = _table(words, _("Agency"), names, signals, lambda each: each.agency_id, "co-quan", apart)
        tables.append(replace(table, note=note))
    return {
        "title": _("Answers of the month"),
        "month": month,
        "tables": tables,
        # The paper is about the whole month: beside narrowed numbers it would say something else.
        "has_paper": bool(found) and not any(chosen.values()),
    }


def gathered_page(actor: Actor, scope: gathering.Scope) -> dict[str, Any]:
    """The consolidated report: by topic, by whose matter, by who asked, by agency; opinions and signals apart."""
    base = {
        "loai": WishKind.PETITION,
        "dot": scope.round.pk if scope.round else None,
        "nguon": scope.source.pk if scope.source else None,
        **dict(zip(("tu", "den"), (day and short_date(day) for day in gathering.days_of(scope)), strict=True)),
    }
    levels = {level.value: in_words(level) for level in Level}
    topics = queries.topic_book(actor.council_id).names
    agencies = {each.pk: each.name for each in queries.agencies_of(actor)}
    sources, voters = gathering.gatherings(scope)
    total = scope.petitions.count()
    first, last = gathering.days_of(scope)
    return {
        "title": _("Consolidated report"),
        "scope": scope,
        "first": first,
        "last": last,
        "facts": [
            Fact(_("Meetings and other sources"), in_words(sources)),
            Fact(_("Voters who came"), in_words(voters)),
            Fact(_("Petitions"), in_words(total)),
            Fact(_("Opinions"), in_words(scope.opinions.count())),
            Fact(_("Signals of press and public opinion, counted apart"), in_words(scope.signals.count())),
        ],
        "tables": [
            _counts(_("By topic"), _("Topic"), topics, scope, "topic", "linh-vuc", base),
            _counts(_("By whose matter"), _("Whose matter"), levels, scope, "level", "cap", base),
            _counts(_("By who asked"), _("Who asked"), askers(), scope, "petitioner_kind", "nguoi-neu", base),
            _counts(_("By agency"), _("Agency"), agencies, scope, "agency_id", "co-quan", base),
        ]
        if total
        else [],
    }


def _counts(
    title: str, first: str, names: Mapping[Any, Any], scope: gathering.Scope, field: str, key: str, base: dict[str, Any]
) -> NumberTable:
    """How many petitions have each value; what has none yet stands last and opens nothing of its own."""
    counts = gathering.count_of(scope, field)
    known = [name for name in names if name in counts] + [name for name in counts if name and name not in names]
    head = _("Petitions")
    lines = [Line(names.get(each, each), [_apart(head, counts[each], {**base, key: each})]) for each in known]
    if missing := counts[""] + counts[None]:  # type: ignore[index]
        lines.append(Line(_("Not sorted yet"), [_apart(head, missing, {**base, "chua": LACKS[key]})]))
    return NumberTable(title, first, [head], [*lines, Line(_("Together"), [Cell(head, counts.total())], is_total=True)])


def _apart(head: str, count: int, filters: dict[str, Any]) -> Cell:
    return Cell(head, count, list_url(loc="counted", **filters))


def askers() -> dict[str, Any]:
    """Voters, deputies, the Front and what the press says: counted apart wherever there are numbers."""
    return {kind.value: in_words(kind) for kind in PetitionerKind}


def list_url(**filters: Any) -> str:
    """The list of petitions with these filters; empty ones are left out."""
    return f"{reverse('petitions:list')}?{urlencode({name: value for name, value in filters.items() if value})}"


def _chosen(petitions: Any, month: date, today: date, chosen: Mapping[str, Any]) -> list[reports.OwedAnswer]:
    found = reports.owed_answers(petitions, month, today)
    agency_id, petitioner = chosen.get("co-quan"), chosen.get("nguoi-neu")
    return [
        each
        for each in found
        if (not agency_id or each.agency_id == agency_id) and (not petitioner or each.petitioner == petitioner)
    ]


def part_words() -> dict[str, Any]:
    """The numbers of a line in the order of the table, in words."""
    return {part: PART_WORDS.get(part) or in_words(ResultClass(part)) for part in reports.PARTS}


def _table(
    title: str,
    first: str,
    names: Mapping[K, Any],
    answers: Iterable[reports.OwedAnswer],
    by: Callable[[reports.OwedAnswer], K],
    key: str,
    base: Mapping[str, Any],
) -> NumberTable:
    """A table with a line a key and the sum of all; a line's numbers open the list narrowed by the key too."""
    lines, words = reports.counted(answers, by), part_words()
    known = [name for name in names if name in lines] + [name for name in lines if name not in names]
    rows = [Line(names.get(name, name), _cells(words, lines[name], {**base, key: name})) for name in known]
    total = Line(_("Together"), _cells(words, reports.totals(answers), base), is_total=True)
    return NumberTable(title, first, list(words.values()), [*rows, total])


def _cells(words: Mapping[str, Any], numbers: Counter[str], base: Mapping[str, Any]) -> list[Cell]:
    return [Cell(name, numbers[part], list_url(so=part, **base)) for part, name in words.items()]
