"""Counts before and after, in words. Nouns of upper rooms are counted under their own names."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def count_lines(before: Mapping[str, int], after: Mapping[str, int] | None = None) -> list[tuple[str, int, int | None]]:
    """Name, count before, count after (nothing where there is only one)."""
    names = {
        "deputies": _("Deputies"),
        "bodies": _("Bodies"),
        "members": _("Posts in bodies"),
        "agencies": _("Agencies"),
        "affiliations": _("People without a seat"),
    }
    keys = list(dict.fromkeys([*before, *(after or {})]))
    return [
        (
            names.get(key) or pgettext("register", key),
            before.get(key, 0),
            after.get(key, 0) if after is not None else None,
        )
        for key in keys
    ]
