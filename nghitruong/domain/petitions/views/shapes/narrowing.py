"""What a list is narrowed by that none of its fields shows, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nghitruong.domain.petitions.lifecycle import ResultClass
from nghitruong.domain.petitions.views.shapes.reports import part_words
from nghitruong.kernel.vietnamese import short_date
from nghitruong.web.words import in_words

if TYPE_CHECKING:
    from nghitruong.domain.petitions.queries import Wanted

MOVE_WORDS = {
    "begun_open": gettext_lazy("Open at the start"),
    "came": gettext_lazy("New"),
    "solved": gettext_lazy("Resolved"),
    "old_solved": gettext_lazy("Resolved, older than the year"),
    "left_open": gettext_lazy("Open at the end"),
}
LACK_WORDS = {
    "topic": gettext_lazy("Without a topic"),
    "level": gettext_lazy("Without a level"),
    "agency": gettext_lazy("Without an agency"),
    "result": gettext_lazy("Without a result"),
}


def narrowing_of(wanted: Wanted) -> list[str]:
    """The hidden filters in words, empty where the list shows all that its fields say."""
    results = {each.value: in_words(each) for each in ResultClass}
    part = MOVE_WORDS.get(wanted.part) or (part_words().get(wanted.part) if wanted.month else None)
    found = [
        _("With predecessors' petitions") if wanted.is_inherited else "",
        part,
        _("In %(month)s") % {"month": f"{wanted.month:%m/%Y}"} if wanted.month else "",
        _("From %(day)s") % {"day": short_date(wanted.first)} if wanted.first else "",
        _("Until %(day)s") % {"day": short_date(wanted.last)} if wanted.last else "",
        results.get(wanted.result),
        LACK_WORDS.get(wanted.lacks),
    ]
    return [str(each) for each in found if each]
