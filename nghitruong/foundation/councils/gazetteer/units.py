"""What the gazetteer speaks of: a unit between two dates, and how much of one went into another."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

FIRST_LISTED: Final = date(2025, 3, 1)
"""From this day on the lists are complete; an earlier day is answered with the state of this one."""

LAST_LISTED: Final = date(2026, 7, 31)
"""Changes that took effect after this day are not known here."""

TWO_LEVELS: Final = date(2025, 7, 1)
"""The day the district level ended and the rearranged communes began to work (R1.01)."""

LAST_THREE_LEVELS: Final = TWO_LEVELS - timedelta(days=1)

FICTIONAL_PREFIX: Final = "DEMO-"
"""Codes of invented units begin so; real codes are digits only and never will."""


class Level(StrEnum):
    """The levels of local government; the middle one until 30 June 2025 (R1.01, R1.02)."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class Kind(StrEnum):
    """Kinds of administrative unit, of today and of the years of three levels (R1.01, R1.02)."""

    PROVINCE = "tinh"
    CITY = "thanh_pho_tw"
    DISTRICT = "huyen"
    URBAN_DISTRICT = "quan"
    TOWN = "thi_xa"
    PROVINCIAL_CITY = "thanh_pho_thuoc_tinh"
    COMMUNE = "xa"
    WARD = "phuong"
    TOWNSHIP = "thi_tran"
    SPECIAL_ZONE = "dac_khu"


KIND_WORDS: Final[Mapping[Kind, str]] = {
    Kind.PROVINCE: "Tỉnh",
    Kind.CITY: "Thành phố",
    Kind.DISTRICT: "Huyện",
    Kind.URBAN_DISTRICT: "Quận",
    Kind.TOWN: "Thị xã",
    Kind.PROVINCIAL_CITY: "Thành phố",
    Kind.COMMUNE: "Xã",
    Kind.WARD: "Phường",
    Kind.TOWNSHIP: "Thị trấn",
    Kind.SPECIAL_ZONE: "Đặc khu",
}

_LEVELS: Final[Mapping[Kind, Level]] = {
    Kind.PROVINCE: Level.PROVINCE,
    Kind.CITY: Level.PROVINCE,
    Kind.DISTRICT: Level.DISTRICT,
    Kind.URBAN_DISTRICT: Level.DISTRICT,
    Kind.TOWN: Level.DISTRICT,
    Kind.PROVINCIAL_CITY: Level.DISTRICT,
    Kind.COMMUNE: Level.COMMUNE,
    Kind.WARD: Level.COMMUNE,
    Kind.TOWNSHIP: Level.COMMUNE,
    Kind.SPECIAL_ZONE: Level.COMMUNE,
}


def council_title(unit_name: str) -> str:
    """The usual name of a unit's People's Council: "HĐND phường Ba Đình"."""
    return f"HĐND {unit_name[:1].lower()}{unit_name[1:]}"


def committee_title(unit_name: str) -> str:
    """The usual name of a unit's People's Committee: "Ủy ban nhân dân phường Ba Đình"."""
    return f"Ủy ban nhân dân {unit_name[:1].lower()}{unit_name[1:]}"


def level(kind: Kind | str) -> Level:
    """The level a kind belongs to. Raises ValueError for a word that is no kind."""
    return _LEVELS[Kind(kind)]


def is_fictional(code: str) -> bool:
    """Whether a code was invented for a demo or a test; never true of a unit of this gazetteer."""
    return code.startswith(FICTIONAL_PREFIX)


@dataclass(frozen=True, slots=True)
class Unit:
    """One administrative unit between two dates.

    `valid_from` is nothing where the beginning lies before the lists, `valid_to` is nothing while the unit lasts; both
    days belong to the unit. `instrument` and `clause` name the decision that formed it. `also` holds other spellings
    in official texts and common short forms, `other_code` a second code in official lists. `is_stale` marks the
    twelve units that the last list of the three levels still carried although they had ended years before; `valid_to`
    is then the latest possible day.
    """

    code: str
    name: str
    kind: Kind
    parent_code: str | None
    valid_from: date | None
    valid_to: date | None
    instrument: str = ""
    clause: int | None = None
    also: tuple[str, ...] = ()
    other_code: str = ""
    is_stale: bool = False

    @property
    def plain_name(self) -> str:
        """The name without the word for its kind: "Ba Đình", "4"."""
        return self.name[len(KIND_WORDS[self.kind]) + 1 :]

    @property
    def level(self) -> Level:
        """Province, district or commune."""
        return _LEVELS[self.kind]

    @property
    def key(self) -> str:
        """Code and first year ("00004/2025", "00004/0" where the year is unknown): codes were given out again in
        2025, so that a code alone does not tell the old unit from the new one."""
        return f"{self.code}/{self.valid_from.year if self.valid_from else 0}"

    def is_valid(self, on: date) -> bool:
        """Whether the unit was in force on that day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


class Extent(StrEnum):
    """How much of an old unit went into a new one, as the clause of the resolution says it."""

    KEPT = "K"
    """not rearranged: the unit goes on, without a district above it"""
    RENAMED = "N"
    RECLASSIFIED = "C"
    """same land and people, another kind or name"""
    WHOLE = "W"
    PART = "P"
    """part of the land and of the people"""
    PART_WITH_ALL_PEOPLE = "A"
    """part of the land, all of the people"""
    LAND_PART = "L"
    """part of the land, no people named"""
    LAND = "T"
    """all of the land, no people named"""
    PEOPLE_PART = "D"
    """part of the people, no land named"""
    REMAINDER = "R"
    """what other clauses left over"""


_WHOLE: Final = frozenset({Extent.KEPT, Extent.RENAMED, Extent.RECLASSIFIED, Extent.WHOLE})


@dataclass(frozen=True, slots=True)
class Link:
    """That `new` was formed from `old`, wholly or in part, from the day `on`, by a clause of an instrument."""

    old: Unit
    new: Unit
    extent: Extent
    on: date
    instrument: str
    clause: int | None = None

    @property
    def is_whole(self) -> bool:
        """Whether all of the old unit went into this new one; a part does not bring all its deputies (R1.35)."""
        return self.extent in _WHOLE

    @property
    def may_bring_people(self) -> bool:
        """False where the clause moves land only."""
        return self.extent not in {Extent.LAND_PART, Extent.LAND}
