"""`nghitruong import-petitions FILE`: what would be proposed for every wish of a file; nothing is stored."""

import argparse
from gettext import gettext as _
from pathlib import Path
from typing import Any

from django.db import DatabaseError

from nghitruong.domain.petitions.queries import office_model
from nghitruong.engines.topics import SURE, Chance
from nghitruong.foundation.councils import gazetteer
from nghitruong.foundation.councils.queries import council_by_code
from nghitruong.outer.cli.output import FailedError, print_json, print_rows, tell
from nghitruong.outer.importing.files import Trouble
from nghitruong.outer.importing.petitions import Proposal, ProposedRow, propose, with_stored

HELP = "Read a file of voters' wishes and show field, level, place, agency and duplicates of each."
DIGITS = 4
TOPICS_SHOWN = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", type=Path, help=_("a table (.csv, .xlsx) or minutes (.docx, .txt, .pdf, a picture)")
    )
    parser.add_argument("--council", metavar="CODE", default="", help=_("the code of the administrative unit"))
    parser.add_argument("--dry-run", action="store_true", help=_("only show; this is all that this command does"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON value"))


def run(options: argparse.Namespace) -> int:
    """Answers 1 with a sentence for a file that cannot be read or an unknown unit; works without any data."""
    if not options.dry_run:
        raise FailedError(_("A person looks at the proposals before they are stored. Add --dry-run to see them."))
    council_id = _council_id(options.council)
    is_known = council_id or gazetteer.unit(options.council) or gazetteer.is_fictional(options.council)
    if options.council and not is_known:
        raise FailedError(_("There is no administrative unit with the code %(code)s.") % {"code": options.council})
    rows = propose(options.file, options.council, office_model(council_id) if council_id else None)
    if council_id:
        rows = with_stored(rows, council_id)
    if not rows:
        tell(_("No wish was found in this file."))
    if options.json:
        print_json([_facts(row) for row in rows])
    else:
        print_rows(_short(row, proposal) for row in rows for proposal in row.proposals)
    _tell_of_troubles(rows)
    _tell_of_stored(rows)
    return 0


def _tell_of_troubles(rows: list[ProposedRow]) -> None:
    for row in rows:
        for trouble in row.troubles:
            tell(_("Row %(row)s: %(what)s") % {"row": row.row.name, "what": _sentence(trouble)})


def _council_id(code: str) -> int | None:
    """The council whose records the file is compared with; none on an installation without data."""
    try:
        council = council_by_code(code) if code else None
    except DatabaseError:
        return None
    return council.pk if council else None


def _tell_of_stored(rows: list[ProposedRow]) -> None:
    known = sum(bool(proposal.stored_as) for row in rows for proposal in row.proposals)
    if known:
        every = sum(len(row.proposals) for row in rows)
        tell(
            _("%(known)s of %(every)s wishes are recorded already, in the same words.")
            % {"known": known, "every": every}
        )


def _facts(row: ProposedRow) -> dict[str, Any]:
    return {
        "row": row.row.name,
        "source": row.row.source,
        "text": row.row.text,
        "public_text": row.public_text,
        "wishes": [_wish(proposal) for proposal in row.proposals],
        "errors": [{"code": trouble.code, "message": _sentence(trouble)} for trouble in row.troubles],
    }


def _wish(proposal: Proposal) -> dict[str, Any]:
    suggestion, place, responsible = proposal.suggestion, proposal.place, proposal.responsible
    note = _(gazetteer.NOTES[place.note]) % place.values if place.note else ""
    return {
        "text": proposal.wish.text,
        "topic": suggestion.topic,
        "topics": [_chance("topic", chance) for chance in suggestion.topics[:TOPICS_SHOWN]],
        "level": suggestion.level,
        "levels": [_chance("level", chance) for chance in suggestion.levels],
        "place": {
            "found": place.found,
            "unit_code": place.unit_code,
            "candidates": list(place.candidates),
            "note": note,
        },
        "agency": {
            "code": responsible.role.code,
            "name": _(responsible.role.name),
            "p": round(responsible.p, DIGITS),
            "why": _why(responsible.words),
        },
        "kind": proposal.wish.kind,
        "personal_data": [{"type": found.type, "text": found.text} for found in proposal.personal],
        "stored_as": proposal.stored_as,
        "duplicates": [
            {"code" if twin.code else "row": twin.code or twin.row, "score": round(twin.score, DIGITS)}
            for twin in proposal.duplicates
        ],
    }


def _chance(name: str, chance: Chance) -> dict[str, Any]:
    return {name: chance.code, "p": round(chance.p, DIGITS)}


def _why(words: tuple[str, ...]) -> str:
    return _("Because of %(words)s") % {"words": ", ".join(f"“{word}”" for word in words)} if words else ""


def _short(row: ProposedRow, proposal: Proposal) -> tuple[Any, ...]:
    """One line a wish; a field that the machine is not sure of stays empty, as on the page."""
    suggestion = proposal.suggestion
    topic = suggestion.topic if suggestion.p >= SURE else ""
    return row.row.name, topic, suggestion.level, proposal.responsible.role.code, proposal.wish.text


def _sentence(trouble: Trouble) -> str:
    return _(trouble.message) % trouble.values
