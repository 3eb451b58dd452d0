"""The term on one page, with the movement of what is unresolved, and what voters think of the answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from nghitruong.domain.petitions import queries
from nghitruong.domain.petitions.lifecycle import ResultClass
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.queries import satisfaction, term
from nghitruong.domain.petitions.views.shapes.reports import Cell, Line, NumberTable, askers
from nghitruong.kernel import clock
from nghitruong.web.words import in_words

if TYPE_CHECKING:
    from nghitruong.kernel.actor import Actor


def term_page(actor: Actor, year: int) -> dict[str, Any]:
    """Every petition of the term by year, council, topic, agency, result and who asked; then the months of a year."""
    everything = term.since_the_term_began(actor)
    asked = term.without_signals(everything)
    councils = term.councils_in(asked)
    results = {each.value: in_words(each) for each in ResultClass}
    agencies = {each.pk: each.name for each in queries.agencies_of(actor)}
    topics = queries.topic_book_of(councils, actor.council_id).names
    target = term.target_of(actor.council_id or 0, year)
    months = term.movements(asked, year, clock.today())
    return {
        "title": _("Petitions of the term"),
        "year": year,
        "target": target,
        "old_solved": sum(each.old_solved for each in months),
        "old_open": months[0].open_before if months else 0,
        "may_set": may(actor, "petitions.set_target").is_allowed,
        "months": _months(months),
        "tables": [
            _counts(_("By year"), _("Year"), {}, term.count_by(asked, "recorded_on__year")),
            _counts(_("By council"), _("Council"), councils, term.count_by(asked, "council_id")),
            _counts(_("By topic"), _("Topic"), topics, term.count_by(asked, "topic")),
            _counts(_("By agency"), _("Agency"), agencies, term.count_by(asked, "agency__name")),
            _counts(_("By result"), _("Result"), results, term.count_by(asked, "result_class")),
            _counts(_("By who asked"), _("Who asked"), askers(), term.count_by(everything, "petitioner_kind")),
        ],
    }


def satisfaction_page(actor: Actor) -> dict[str, Any]:
    """What voters think of each agency's answers; a share only where enough of them said so."""
    return {
        "title": _("What voters think of the answers"),
        "lines": satisfaction.by_agency(queries.petitions_of(actor)),
        "least": satisfaction.LEAST_RATERS,
    }


def _counts(title: str, first: str, names: Mapping[Any, Any], counts: Mapping[Any, int]) -> NumberTable:
    """How many petitions have each value, in the order of the names; what has none stands last."""
    head = _("Petitions")
    known = [key for key in names if key in counts] + sorted(key for key in counts if key and key not in names)
    lines = [Line(names.get(key, key), [Cell(head, counts[key])]) for key in known]
    missing = sum(count for key, count in counts.items() if not key)
    rest = [Line(_("None yet"), [Cell(head, missing)])] if missing else []
    total = Line(_("Together"), [Cell(head, sum(counts.values()))], is_total=True)
    return NumberTable(title, first, [head], [*lines, *rest, total])


def _months(months: list[term.Movement]) -> NumberTable:
    heads = [
        _("Open at the start"),
        _("New"),
        _("Resolved"),
        _("of these older than the year"),
        _("Open at the end"),
    ]
    lines = [
        Line(
            f"{each.month:%m/%Y}",
            [
                Cell(head, value)
                for head, value in zip(
                    heads, (each.open_before, each.new, each.solved, each.old_solved, each.open_after), strict=True
                )
            ],
        )
        for each in months
    ]
    return NumberTable(_("Unresolved petitions by month"), _("Month"), heads, lines)
