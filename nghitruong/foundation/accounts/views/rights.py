"""Who may do what: the matrix, and the verbs that rest on it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from nghitruong.foundation.accounts.catalogue import PolicyLine, all_policies
from nghitruong.foundation.accounts.matrix import COLUMN_OF_ROLE, LIMITS, RIGHTS, Right, columns, read_matrix
from nghitruong.foundation.verbs.registry import verb_words
from nghitruong.web.words import role_names


def rights(request: HttpRequest) -> HttpResponse:
    """The printed annex of the council's rules, in the reader's language; open to everybody."""
    told = {
        "title": _("Who may do what"),
        "columns": [(column, _column_names(column)) for column in columns()],
        "rows": [
            (row.number, _(row.record), [_cell(cell) for cell in row.cells.values()]) for row in read_matrix().values()
        ],
        "letters": [(letter, _(words)) for letter, words in RIGHTS.items()],
        "limits": [(mark, _(words)) for mark, words in LIMITS.items() if mark],
        "verbs": sorted(map(_verb_line, all_policies()), key=lambda line: (line["row"], line["act"])),
    }
    return render(request, "accounts/rights.html", told)


def _column_names(column: str) -> str:
    return ", ".join(role_names(str(role) for role, letters in COLUMN_OF_ROLE.items() if letters == column))


def _cell(cell: tuple[Right, ...]) -> list[tuple[str, str, str]]:
    return [(right.letter, right.limit, ": ".join([_(RIGHTS[right.letter]), _(LIMITS[right.limit])])) for right in cell]


def _verb_line(line: PolicyLine) -> dict[str, object]:
    policy = line.policy
    return {
        "act": verb_words(line.verb),
        "record": _(line.record) if line.record else _("Own access"),
        "row": policy.row if line.record else "",
        "right": _(RIGHTS[policy.letter]) if line.record else _("Change"),
        "roles": role_names(policy.roles),
        "own": role_names(policy.own),
    }
