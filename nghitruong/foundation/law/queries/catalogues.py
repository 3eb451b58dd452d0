"""The dated catalogues: kinds of meetings, votes, posts, documents; and the instruments of a day."""

from dataclasses import dataclass
from datetime import date

from nghitruong.foundation.law.pack import Instrument, Item, rule_pack
from nghitruong.foundation.law.queries.params import UnknownKeyError


@dataclass(frozen=True)
class VoteKind:
    """What kind of vote: which parameter decides, of which denominator, with which options and forms."""

    code: str
    label_vi: str
    param_key: str
    base: str
    options: tuple[Item, ...]
    forms: tuple[str, ...]
    rule: str


def catalogue(name: str, *, on: date | None = None, unit_kind: str = "") -> list[Item]:
    """The entries of a catalogue in its own order, those of a day and a kind of unit where given.

    Raises UnknownKeyError for a catalogue that is not shipped.
    """
    items = rule_pack().catalogues.get(name)
    if items is None:
        raise UnknownKeyError(name)
    wanted = rule_pack().unit_types(unit_kind)
    return [
        item
        for item in items.values()
        if (on is None or item.covers(on)) and wanted & rule_pack().unit_types(*item.applies)
    ]


def catalogue_item(name: str, code: str) -> Item:
    """One entry, also when no longer in force: old records still name it. Raises UnknownKeyError."""
    try:
        return rule_pack().catalogues[name][code]
    except KeyError:
        raise UnknownKeyError(f"{name}.{code}") from None


def vote_kind(code: str, *, on: date | None = None) -> VoteKind:
    """A kind of vote with its threshold's key, base and options. Raises UnknownKeyError, also when not in force."""
    item = catalogue_item("vote_kinds", code)
    if on and not item.covers(on):
        raise UnknownKeyError(f"vote_kinds.{code}")
    facts = item.facts
    options = [option for option in catalogue("ballot_options") if option.facts["set"] == facts["options"]]
    return VoteKind(
        code, item.label_vi, facts["threshold_key"], facts["base"], tuple(options), tuple(facts["forms"]), item.rule
    )


def instruments_on(on: date) -> list[Instrument]:
    """The instruments in force on a day, where their days are known."""
    return [
        instrument
        for instrument in rule_pack().instruments.values()
        if (instrument.valid_from or date.min) <= on <= (instrument.valid_to or date.max) and instrument.number
    ]
