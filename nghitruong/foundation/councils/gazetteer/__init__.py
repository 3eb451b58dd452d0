"""The gazetteer: every administrative unit of Việt Nam between two dates, and which was formed from which.

Facts only, in tables that ship with the product, read without a database: 34 provinces and 3,321 communes, wards and
special zones since 1 July 2025, and the 63 provinces, 696 districts and 10,035 communes of the three levels before
(R1.01 to R1.03). docs/gazetteer.md names the instruments and the known doubts.

`unit`, `versions`, `units`, `ancestors`, `full_name` read; `find` and `only` search; `successors`, `predecessors`,
`heirs`, `is_divided` follow the reorganisation; `understand` reads the place out of an address or a petition and says
which unit it is today; `level` and `is_fictional` classify.
"""

from nghitruong.foundation.councils.gazetteer.finding import Grade, Match, find, only
from nghitruong.foundation.councils.gazetteer.places import NOTES, Place, understand
from nghitruong.foundation.councils.gazetteer.reading import (
    ancestors,
    every_unit,
    full_name,
    is_covered,
    unit,
    units,
    versions,
)
from nghitruong.foundation.councils.gazetteer.succession import heirs, is_divided, predecessors, successors
from nghitruong.foundation.councils.gazetteer.units import (
    FICTIONAL_PREFIX,
    FIRST_LISTED,
    KIND_WORDS,
    LAST_LISTED,
    LAST_THREE_LEVELS,
    TWO_LEVELS,
    Extent,
    Kind,
    Level,
    Link,
    Unit,
    committee_title,
    council_title,
    is_fictional,
    level,
)

__all__ = [
    "FICTIONAL_PREFIX",
    "FIRST_LISTED",
    "KIND_WORDS",
    "LAST_LISTED",
    "LAST_THREE_LEVELS",
    "NOTES",
    "TWO_LEVELS",
    "Extent",
    "Grade",
    "Kind",
    "Level",
    "Link",
    "Match",
    "Place",
    "Unit",
    "ancestors",
    "committee_title",
    "council_title",
    "every_unit",
    "find",
    "full_name",
    "heirs",
    "is_covered",
    "is_divided",
    "is_fictional",
    "level",
    "only",
    "predecessors",
    "successors",
    "understand",
    "unit",
    "units",
    "versions",
]
