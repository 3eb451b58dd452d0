"""The table of rules and one rule."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nghitruong.foundation.law import queries
from nghitruong.foundation.law.forms import FilterForm
from nghitruong.foundation.law.pack import Definition, rule_pack
from nghitruong.foundation.law.queries import RuleFilter, RuleRow
from nghitruong.foundation.law.units import unit_of
from nghitruong.foundation.law.views.door import council_of, may_change, signed_in
from nghitruong.kernel import clock
from nghitruong.kernel.vietnamese import format_number
from nghitruong.web.paging import address, page_of
from nghitruong.web.parts import Chip


@signed_in
def rule_list(request: HttpRequest) -> HttpResponse:
    """Every rule in force on a day, searched and filtered; grey where nobody has made sure of it."""
    form = FilterForm(request.GET)
    wanted = form.wanted()
    rows = _rows(council_of(request), wanted)
    shown = queries.filtered(rows, wanted)
    narrowed = {"chips": _chips(request, queries.counts(rows), wanted), "wanted": wanted, "form": form}
    return render(request, "law/rule_list.html", narrowed | _page(request, shown))


@signed_in
def rule(request: HttpRequest, key: str) -> HttpResponse:
    """One rule: what holds today, its rows through time, and what the council made of it."""
    definition = definition_or_404(key)
    council_id = council_of(request)
    rows = _rows_of(council_id, definition)
    context = {
        "title": definition.label_vi,
        "code": rows[0].row.rule if rows else "",
        "definition": definition,
        "rows": rows,
        "current": next((row for row in rows if row.is_in_force), None),
        "kept_values": queries.every_value_of(council_id, definition.key),
        "confirmations": queries.every_confirmation_of(council_id, definition.key),
        "may_change": may_change(request),
        "back_label": _("All rules"),
    }
    return render(request, "law/rule.html", context)


def _page(request: HttpRequest, shown: list[RuleRow]) -> dict[str, object]:
    """One page of the rows, with what the list's skeleton shows around them."""
    page, pager = page_of(request, shown)
    return {
        "title": _("Rules"),
        "count_words": ngettext("%(count)s row", "%(count)s rows", len(shown)) % {"count": format_number(len(shown))},
        "chapters": rule_pack().chapters,
        "day_text": request.GET.get("ngay", ""),
        "rows": page.object_list,
        "is_empty": not shown,
        "empty": _nothing_found(),
        "pager": pager,
    }


def definition_or_404(name: str) -> Definition:
    """The rule of a key, or of a row's id; anything else is no page."""
    key = rule_pack().key_of(name)
    if key is None:
        raise Http404
    return rule_pack().definitions[key]


def _rows(council_id: int, wanted: RuleFilter) -> list[RuleRow]:
    on = wanted.on or clock.today()
    is_for_all_time = wanted.mark == queries.EVERY_DATE
    return queries.rule_rows(council_id, on, unit=unit_of(council_id), every_date=is_for_all_time)


def _rows_of(council_id: int, definition: Definition) -> list[RuleRow]:
    rows = queries.rule_rows(council_id, clock.today(), unit=unit_of(council_id), every_date=True)
    return [row for row in rows if row.definition.key == definition.key][::-1]


def _chips(request: HttpRequest, counts: dict[str, int], wanted: RuleFilter) -> list[Chip]:
    labels = {
        queries.IN_FORCE: _("In force"),
        queries.UNVERIFIED: _("Not verified"),
        queries.CONFIRMED: _("Confirmed"),
        queries.OWN_VALUE: _("Own value"),
        queries.BLOCKING: _("Blocking"),
        queries.EVERY_DATE: _("All periods"),
    }
    return [
        Chip(label, address(request, loc=mark), _count(counts, mark, wanted), mark == wanted.mark)
        for mark, label in labels.items()
    ]


def _count(counts: dict[str, int], mark: str, wanted: RuleFilter) -> int | None:
    """The rows of all periods are only counted while they are shown."""
    return counts[mark] if mark != queries.EVERY_DATE or mark == wanted.mark else None


def _nothing_found() -> dict[str, object]:
    return {"icon": "scale", "title": _("No rule was found"), "text": _("Try fewer words or another filter.")}
