"""`nghitruong law KEY`: the row of law in force on a day, for the law alone or for one council."""

import argparse
from datetime import date, datetime
from difflib import get_close_matches
from gettext import gettext as _
from typing import Any, NamedTuple

from django.db import DatabaseError

from nghitruong.foundation.councils import gazetteer
from nghitruong.foundation.councils.queries import council_with_code
from nghitruong.foundation.law.pack import rule_pack
from nghitruong.foundation.law.queries import UnknownKeyError, params_on
from nghitruong.kernel import clock
from nghitruong.kernel.params import Param
from nghitruong.outer.cli.output import FailedError, print_facts, print_json, tell

HELP = "Show the row of law in force on a day: value, unit, article, confidence, override."
NEEDS_DATABASE = True
DATE_FORMS = ("%Y-%m-%d", "%d/%m/%Y")


class Asker(NamedTuple):
    """For whom the law is asked: a council in the database, or a unit of the gazetteer, or nobody."""

    council_id: int | None = None
    unit_kind: str = ""
    unit_code: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("key", metavar="KEY", help=_("the rule's key, for example vote.resolution"))
    parser.add_argument(
        "--on", metavar="DATE", type=_day, default=None, help=_("the day asked about; today without it")
    )
    parser.add_argument("--council", metavar="CODE", default="", help=_("the code of the administrative unit"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON value"))


def run(options: argparse.Namespace) -> int:
    """Answers 1 with a sentence for an unknown key or unit, or when no row is in force on the day."""
    day = options.on or clock.today()
    asker = _asker(options.council, day)
    try:
        params = params_on(
            options.key, day, council_id=asker.council_id, unit_kind=asker.unit_kind, unit_code=asker.unit_code
        )
    except UnknownKeyError:
        raise FailedError(_why_unknown(options.key, day)) from None
    if options.json:
        print_json(_facts(params[-1]) | ({"rows": [_facts(param) for param in params]} if params[1:] else {}))
        return 0
    for number, param in enumerate(params):
        if number:
            print_facts({"": ""})
        print_facts(_shown(param))
    if not params[-1].is_known:
        tell(_("The value is not verified yet: no deadline is set from it."))
    return 0


def _asker(code: str, day: date) -> Asker:
    if not code:
        return Asker()
    if own := _council(code, day):
        return own
    unit = gazetteer.unit(code, day) or gazetteer.unit(code)
    if unit is None:
        raise FailedError(_("There is no administrative unit with the code %(code)s.") % {"code": code})
    return Asker(None, str(unit.kind), unit.code)


def _council(code: str, day: date) -> Asker | None:
    """A fresh installation has no tables yet, and then no council has values of its own."""
    try:
        council = council_with_code(code, day) or council_with_code(code)
    except DatabaseError:
        return None
    return Asker(council.pk, council.unit.kind, code) if council else None


def _facts(param: Param) -> dict[str, Any]:
    row = rule_pack().rows.get(param.id)
    definition = rule_pack().definitions[param.key]
    return {
        "key": param.key,
        "row": param.id,
        "label": definition.label_vi,
        "value": param.value,
        "unit": param.unit,
        "op": param.op,
        "anchor": definition.anchor or None,
        "article": param.article,
        "confidence": str(param.confidence),
        "severity": str(param.severity),
        "blocks": param.blocks,
        "valid_from": _iso(row.valid_from) if row else None,
        "valid_to": _iso(row.valid_to) if row else None,
        "confirmed": param.is_confirmed,
        "override": param.deciding_document or None,
    }


def _shown(param: Param) -> dict[str, str]:
    facts = _facts(param)
    return {name: _plain(value) for name, value in facts.items() if name == "value" or value not in (None, "")}


def _plain(value: Any) -> str:
    if value is None:
        return _("not verified")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _why_unknown(key: str, day: date) -> str:
    known = rule_pack().key_of(key)
    if known:
        return _("No row of %(key)s is in force on %(day)s.") % {"key": known, "day": f"{day:%d/%m/%Y}"}
    close = get_close_matches(key, list(rule_pack().definitions), n=3)
    if close:
        return _("There is no rule %(key)s. Did you mean: %(close)s?") % {"key": key, "close": ", ".join(close)}
    return _("There is no rule %(key)s.") % {"key": key}


def _day(text: str) -> date:
    for form in DATE_FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a date has no zone
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(_("not a day: %(text)s (write 2026-03-01 or 01/03/2026)") % {"text": text})
