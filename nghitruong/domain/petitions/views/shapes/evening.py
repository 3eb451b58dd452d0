"""An evening of petitions in one table, and the check before they are sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nghitruong.domain.petitions import queries
from nghitruong.domain.petitions.lifecycle import (
    BEFORE_SENDING,
    UNSORTED,
    Level,
    PetitionState,
    WishKind,
)
from nghitruong.domain.petitions.views.shapes.records import why_suggested
from nghitruong.domain.petitions.views.shapes.scans import pages_of
from nghitruong.web.words import in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nghitruong.domain.petitions.models import Intake, Petition, Scan
    from nghitruong.engines.intake import Taken
from nghitruong.engines.legacytext import LetterCode
from nghitruong.kernel.actor import Actor


@dataclass(frozen=True)
class SortRow:
    """One row of the table of an evening: the petition, what was chosen or proposed, and what to look at."""

    petition: Petition
    kinds: list[tuple[str, Any]]
    topic: str
    level: str
    agency_id: int | None
    why: str
    unsure: str
    alike: list[queries.Alike]
    is_double: bool
    is_open: bool


def review_of(actor: Actor, intake: Intake) -> dict[str, Any]:
    """The table of one source with its counts, and the source's text with the places of its wishes marked."""
    petitions = list(queries.of_intake(actor, intake))
    book = queries.topic_book(intake.council_id)
    rows = [_sort_row(each, book) for each in petitions]
    return {
        "title": intake.title,
        "intake": intake,
        "rows": rows,
        "topics": book.choices,
        "levels": [(level.value, in_words(level)) for level in Level],
        "agencies": list(queries.agencies_of(actor)),
        "pieces": pieces_of(intake.text, petitions),
        "counts": _counts_of(rows),
    }


def check_of(actor: Actor, intake: Intake) -> dict[str, Any]:
    """What of one source goes to whom until when, and what is missing."""
    petitions = list(queries.of_intake(actor, intake))
    ready = [each for each in petitions if each.state == PetitionState.CLASSIFIED]
    return {
        "title": _("Check before sending"),
        "intake": intake,
        "ready": ready,
        "groups": _by_agency(ready),
        "missing": [each for each in petitions if each.state in UNSORTED and each.kind == WishKind.PETITION],
        "opinions": [each for each in petitions if each.kind != WishKind.PETITION],
    }


def _by_agency(ready: Sequence[Petition]) -> list[tuple[Any, list[Petition], Any]]:
    """Each agency with what it would get and until when it would have to answer."""
    agencies = {each.agency_id: each.agency for each in ready}
    return [
        (agency, [each for each in ready if each.agency_id == key], queries.due_if_sent(ready, key))
        for key, agency in agencies.items()
    ]


def pieces_of(text: str, petitions: Sequence[Petition]) -> list[tuple[str, str]]:
    """The source's text cut at its wishes: each piece with the code of its petition, or none between them."""
    spans = sorted(
        (each.suggestion["start"], each.suggestion["end"], each.code)
        for each in petitions
        if each.suggestion.get("end") and each.suggestion["end"] <= len(text)
    )
    pieces, at = [], 0
    for start, end, code in spans:
        if start < at:
            continue
        pieces += [(text[at:start], ""), (text[start:end], code)]
        at = end
    return [piece for piece in [*pieces, (text[at:], "")] if piece[0]]


def _sort_row(petition: Petition, book: queries.TopicBook) -> SortRow:
    return SortRow(
        petition,
        [(kind.value, in_words(kind)) for kind in WishKind],
        book.now(petition.topic),
        petition.level,
        petition.agency_id,
        why_suggested(petition),
        _unsure_words(petition, book),
        queries.alike(petition, limit=3),
        petition.suggestion.get("doubt_at") is not None and petition.state in UNSORTED,
        petition.state in BEFORE_SENDING,
    )


def _unsure_words(petition: Petition, book: queries.TopicBook) -> str:
    """Between which two topics the machine cannot choose; empty where something was chosen."""
    likely = [book.label(book.now(code)) for code, _p in petition.suggestion.get("topics", [])[:2]]
    if petition.topic or petition.kind != WishKind.PETITION or len(likely) < 2:
        return ""
    return _("%(first)s or %(second)s?") % {"first": likely[0], "second": likely[1]}


def _counts_of(rows: Sequence[SortRow]) -> dict[str, Any]:
    """How many rows are clear, how many want a look, how many may be raised again; in words as well."""
    open_rows = [row for row in rows if row.is_open]
    unclear = sum(row.is_double or not _is_complete(row) for row in open_rows)
    clear, alike = len(open_rows) - unclear, sum(bool(row.alike) for row in open_rows)
    return {
        "all": len(rows),
        "unclear": unclear,
        "alike": alike,
        "clear_words": ngettext("%(count)s clear", "%(count)s clear", clear) % {"count": clear},
        "unclear_words": ngettext("%(count)s to look at", "%(count)s to look at", unclear) % {"count": unclear},
        "alike_words": ngettext("%(count)s perhaps raised before", "%(count)s perhaps raised before", alike)
        % {"count": alike},
    }


def _is_complete(row: SortRow) -> bool:
    """An opinion needs nothing; a petition its topic, level and agency."""
    return row.petition.kind != WishKind.PETITION or all([row.topic, row.level, row.agency_id])


def intake_page(actor: Actor, form: Any, scan: Scan | None = None) -> dict[str, Any]:
    """The page on which minutes are entered, with the sources that still wait to be sorted; a scan's pages beside its
    text."""
    return {
        "title": _("Enter petitions from minutes"),
        "form": form,
        "scan": scan,
        "pages": pages_of(scan),
        "drafts": list(queries.intakes_of(actor)[:10]),
        "scans": list(queries.scans_of(actor)[:10]),
    }


def wants_a_look(taken: Taken | None) -> bool:
    """Whether a person has to read what was read by a machine: a scan, or a text in an old letter code."""
    return taken is not None and (taken.code is not LetterCode.UNICODE or taken.confidence < 100)


def look_page(actor: Actor, form: Any) -> dict[str, Any]:
    """The same page with the text of the file in its field, to be read and corrected first."""
    taken: Taken = form.cleaned_data["taken"]
    values = {**{name: form[name].value() for name in form.fields if name != "file"}, "text": taken.text}
    return intake_page(actor, type(form)(actor, initial=values)) | {
        "look": taken,
        "pages_words": ngettext("%(count)s page was read.", "%(count)s pages were read.", taken.pages)
        % {"count": taken.pages},
        "is_old_code": taken.code is not LetterCode.UNICODE,
    }
