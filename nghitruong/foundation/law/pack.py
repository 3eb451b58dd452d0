"""The rule pack: our own files under `rulepack/`, read once a process, checked whole and indexed.

Plain Python without Django, so that a fresh installation can answer what the law says before it has a database. The
files hold facts only: a key has rows, each with its days, its source and how sure we are of it (rulebook 0.4).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, TypeVar

import yaml

from nghitruong.kernel.params import Confidence, Severity

HOME = Path(__file__).parent / "rulepack"
T = TypeVar("T")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C loader reads the pack in a twentieth of the time; every start of the product waits for it."""


class RulePackError(ValueError):
    """A file of the pack says something that cannot be: names the file's part and the fault."""


class OverridePolicy(StrEnum):
    """What a council may do with a row: nothing, only be stricter, or what it likes."""

    NONE = "none"
    STRICTER_ONLY = "stricter_only"
    FREE = "free"


@dataclass(frozen=True)
class Source:
    """A place in an instrument: its id and, when known, the article in Vietnamese ("khoản 2 Điều 80")."""

    by: str
    at: str = ""


@dataclass(frozen=True)
class Instrument:
    """A law, resolution, decree or a council's own regulation, between two days; either day may be unknown."""

    id: str
    number: str
    kind: str
    field: str
    title_vi: str
    cite_vi: str
    issuer: str = ""
    adopted: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    replaced_by: str = ""
    amends: str = ""
    confidence: Confidence = Confidence.UNCERTAIN
    note_vi: str = ""


@dataclass(frozen=True)
class Unit:
    """How a value is counted: its kind (int, share, list …), whether days are worked days, its Vietnamese name."""

    kind: str
    label_vi: str = ""
    day_type: str = ""


@dataclass(frozen=True)
class Row:
    """One value of one key between two days, for the kinds of unit that it applies to (none named: for all)."""

    id: str
    key: str
    rule: str
    value: Any
    unit: str
    op: str
    confidence: Confidence
    severity: Severity
    applies: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    sources: tuple[Source, ...] = ()
    agreed_by: Source | None = None
    note_vi: str = ""

    def covers(self, on: date) -> bool:
        """Whether the row is in force on the day; both ends count."""
        return covers(self.valid_from, self.valid_to, on)


@dataclass(frozen=True)
class Definition:
    """One key of the pack with all its rows, oldest first."""

    key: str
    chapter: str
    label_vi: str
    explain_vi: str
    anchor: str
    override: OverridePolicy
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class LocalRule:
    """One council's own value, shipped because its regulation is public. `document` is the deciding document."""

    key: str
    value: Any
    unit_code: str
    document: str
    decided_on: date
    valid_from: date
    source: Source
    note_vi: str = ""


@dataclass(frozen=True)
class Item:
    """One entry of a catalogue between two days; `facts` are what this catalogue says besides names."""

    code: str
    label_vi: str
    label_en: str
    rule: str
    applies: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    def covers(self, on: date) -> bool:
        return covers(self.valid_from, self.valid_to, on)


@dataclass(frozen=True)
class RulePack:
    """Everything shipped, by name. `aliases` leads from a row's id to its key."""

    chapters: Mapping[str, str]
    definitions: Mapping[str, Definition]
    rows: Mapping[str, Row]
    instruments: Mapping[str, Instrument]
    catalogues: Mapping[str, Mapping[str, Item]]
    catalogue_titles: Mapping[str, str]
    units: Mapping[str, Unit]
    ops: Mapping[str, str]
    anchors: Mapping[str, str]
    values: Mapping[str, str]
    local: tuple[LocalRule, ...]

    def key_of(self, name: str) -> str | None:
        """The key that a key or a row's id stands for, or None."""
        if name in self.definitions:
            return name
        return self.rows[name].key if name in self.rows else None

    def rows_on(self, key: str, on: date, level: str = "", unit_type: str = "") -> tuple[Row, ...]:
        """The key's rows in force on the day for that kind of unit; more than one only when the kind is left open."""
        wanted = self.unit_types(unit_type or level)
        rows = self.definitions[key].rows
        return tuple(row for row in rows if row.covers(on) and wanted & self.unit_types(*row.applies))

    def unit_types(self, *names: str) -> frozenset[str]:
        """The kinds of unit that levels and kinds stand for; no name, or an empty one, means all."""
        types = self.catalogues["unit_types"]
        if not any(names):
            return frozenset(types)
        return frozenset(code for code, item in types.items() if code in names or item.facts["level"] in names)

    def article(self, row: Row) -> str:
        """The row's sources as a result would print them, in Vietnamese."""
        return "; ".join(self.cite(source) for source in row.sources)

    def cite(self, source: Source) -> str:
        """One source in Vietnamese: the article, then the instrument."""
        return f"{source.at} {self.instruments[source.by].cite_vi}".strip()

    def local_rules(self, unit_code: str, on: date) -> Mapping[str, LocalRule]:
        """What the pack knows of one unit's own rules on the day, by key."""
        return {rule.key: rule for rule in self.local if rule.unit_code == unit_code and rule.valid_from <= on}


def covers(valid_from: date | None, valid_to: date | None, on: date) -> bool:
    """Whether a day lies in a span whose ends both count and may be open."""
    return (valid_from is None or valid_from <= on) and (valid_to is None or on <= valid_to)


@cache
def rule_pack() -> RulePack:
    """The shipped pack. Raises RulePackError when a file is wrong."""
    return read_pack(HOME)


def read_pack(home: Path) -> RulePack:
    """Read and check the pack in a folder. Raises RulePackError for the first fault found."""
    words = _mapping(home / "words.yaml")
    catalogues = [entry for part in _parts(home, "catalogues") for entry in part["catalogues"]]
    definitions = _unique(_definitions(home), "key")
    pack = RulePack(
        chapters={part["chapter"]: part["title_vi"] for part in _parts(home, "params")},
        definitions=definitions,
        rows=_unique((row for entry in definitions.values() for row in entry.rows), "id"),
        instruments=_unique(map(_instrument, _mapping(home / "instruments.yaml")["instruments"]), "id"),
        catalogues={entry["catalogue"]: _unique(map(_item, entry["items"]), "code") for entry in catalogues},
        catalogue_titles={entry["catalogue"]: entry["title_vi"] for entry in catalogues},
        units={name: Unit(**facts) for name, facts in words["units"].items()},
        ops=words["ops"],
        anchors=words["anchors"],
        values=words["values"],
        local=tuple(rule for part in _parts(home, "local") for rule in _local_rules(part)),
    )
    if fault := next(faults(pack), ""):
        raise RulePackError(fault)
    return pack


def faults(pack: RulePack) -> Iterator[str]:
    """What is wrong with a pack: unknown names, two rows for one unit on one day, days in the wrong order."""
    for definition in pack.definitions.values():
        if definition.anchor and definition.anchor not in pack.anchors:
            yield f"{definition.key}: unknown anchor {definition.anchor}"
        for row in definition.rows:
            yield from _row_faults(pack, row)
        for one, other in combinations(definition.rows, 2):
            if _overlap(pack, one, other):
                yield f"{one.id} and {other.id} hold for the same units on the same days"
    yield from _name_faults(pack)


def _row_faults(pack: RulePack, row: Row) -> Iterator[str]:
    if row.unit not in pack.units:
        yield f"{row.id}: unknown unit {row.unit}"
    if row.op not in pack.ops:
        yield f"{row.id}: unknown comparator {row.op}"
    if not pack.unit_types(*row.applies):
        yield f"{row.id}: applies to no known unit"
    if row.valid_from and row.valid_to and row.valid_from > row.valid_to:
        yield f"{row.id}: ends before it begins"
    for source in (*row.sources, *filter(None, (row.agreed_by,))):
        if source.by not in pack.instruments:
            yield f"{row.id}: unknown instrument {source.by}"


def _name_faults(pack: RulePack) -> Iterator[str]:
    for rule in pack.local:
        if rule.key not in pack.definitions:
            yield f"local rule of {rule.unit_code}: unknown key {rule.key}"
    for instrument in pack.instruments.values():
        for other in filter(None, (instrument.replaced_by, instrument.amends)):
            if other not in pack.instruments:
                yield f"{instrument.id}: unknown instrument {other}"
    for name, items in pack.catalogues.items():
        for item in items.values():
            for fact, key in item.facts.items():
                if fact.endswith("_key") and key not in pack.definitions:
                    yield f"{name}.{item.code}: unknown key {key}"


def _overlap(pack: RulePack, one: Row, other: Row) -> bool:
    starts = max(one.valid_from or date.min, other.valid_from or date.min)
    ends = min(one.valid_to or date.max, other.valid_to or date.max)
    return starts <= ends and bool(pack.unit_types(*one.applies) & pack.unit_types(*other.applies))


def _definitions(home: Path) -> Iterator[Definition]:
    for part in _parts(home, "params"):
        for facts in part["params"]:
            yield _definition(part["chapter"], facts)


def _definition(chapter: str, facts: dict[str, Any]) -> Definition:
    common = {name: facts[name] for name in ("key", "rule", "unit", "op", "severity")}
    common["applies"] = facts.get("applies", ())
    rows = [_row(common | row) for row in facts["rows"]]
    return Definition(
        key=facts["key"],
        chapter=chapter,
        label_vi=facts["label_vi"],
        explain_vi=facts["explain_vi"],
        anchor=facts.get("anchor", ""),
        override=OverridePolicy(facts["override"]),
        rows=tuple(sorted(rows, key=lambda row: row.valid_from or date.min)),
    )


def _row(facts: dict[str, Any]) -> Row:
    agreed, sources = facts.pop("agreed_by", None), facts.pop("source", ())
    return _made(
        Row,
        _spans(facts)
        | {
            "applies": tuple(facts["applies"]),
            "confidence": Confidence(facts["confidence"]),
            "severity": Severity(facts["severity"]),
            "sources": tuple(Source(**source) for source in sources),
            "agreed_by": Source(**agreed) if agreed else None,
        },
    )


def _instrument(facts: dict[str, Any]) -> Instrument:
    return _made(Instrument, _spans(facts) | {"confidence": Confidence(facts["confidence"])})


def _item(facts: dict[str, Any]) -> Item:
    known = {name: facts.pop(name) for name in ("code", "label_vi", "label_en", "rule")}
    spans: dict[str, Any] = {name: facts.pop(name) for name in ("from", "to") if name in facts}
    applies = tuple(facts.pop("applies", ()))
    return _made(Item, known | _spans(spans) | {"applies": applies, "facts": facts})


def _local_rules(part: dict[str, Any]) -> Iterator[LocalRule]:
    for facts in part["overrides"]:
        yield LocalRule(
            key=facts["key"],
            value=facts["value"],
            unit_code=part["unit_code"],
            document=part["deciding_document"],
            decided_on=part["decided_on"],
            valid_from=part["from"],
            source=Source(part["instrument"], facts["at"]),
            note_vi=facts.get("note_vi", ""),
        )


def _spans(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The files say `from` and `to`, which Python cannot."""
    names = {"from": "valid_from", "to": "valid_to"}
    return {names.get(name, name): value for name, value in facts.items()}


def _made(kind: type[T], facts: Mapping[str, Any]) -> T:
    try:
        return kind(**facts)
    except TypeError as error:
        raise RulePackError(f"{facts.get('id') or facts.get('code')}: {error}") from error


def _unique(entries: Iterable[T], name: str) -> dict[str, T]:
    found: dict[str, T] = {}
    for entry in entries:
        label = getattr(entry, name)
        if label in found:
            raise RulePackError(f"{label} is given twice")
        found[label] = entry
    return found


def _parts(home: Path, folder: str) -> list[dict[str, Any]]:
    return [_mapping(path) for path in sorted((home / folder).glob("*.yaml"))]


def _mapping(path: Path) -> dict[str, Any]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - both loaders are safe ones
    except (OSError, yaml.YAMLError) as error:
        raise RulePackError(f"{path.name}: {error}") from error
    if not isinstance(content, dict):
        raise RulePackError(f"{path.name}: not a mapping")
    return content
