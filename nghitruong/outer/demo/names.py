"""Made-up people: names as they are given in Việt Nam, each only once, the same on every machine."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from nghitruong.foundation.councils.rules import PersonRow

SEED = 2026
MALE, FEMALE = "nam", "nu"
WOMEN = 0.375
"""The share of women among those who are made up."""
OLDEST = date(1962, 1, 1)
YEARS = 37


class NameMaker:
    """Gives one person after another; the names in `taken` are kept for the demo's own people."""

    def __init__(self, taken: frozenset[str] = frozenset(), seed: int = SEED) -> None:
        self._random = random.Random(seed)  # noqa: S311 - names, not secrets
        self._taken = set(taken)

    def person(self, gender: str = "", **facts: Any) -> PersonRow:
        """Somebody new, of a gender if one is asked for. `facts` override what is made up."""
        gender = gender or (FEMALE if self._random.random() < WOMEN else MALE)
        made_up = {
            "full_name": self._name(gender),
            "gender": gender,
            "born_on": OLDEST + timedelta(days=self._random.randrange(YEARS * 365)),
            "occupation": self._random.choice(pools()["occupations"]),
        }
        return PersonRow(**{**made_up, **facts})

    def people(self, count: int) -> Iterator[PersonRow]:
        """So many, one after another."""
        return (self.person() for _ in range(count))

    def _name(self, gender: str) -> str:
        name = self._put_together(gender)
        while name in self._taken:
            name = self._put_together(gender)
        self._taken.add(name)
        return name

    def _put_together(self, gender: str) -> str:
        families: dict[str, int] = pools()["families"]
        family = self._random.choices(list(families), weights=list(families.values()))[0]
        middle, given = (self._random.choice(pools()[pool][gender]) for pool in ("middles", "givens"))
        return f"{family} {middle} {given}"


@cache
def pools() -> dict[str, Any]:
    """The parts of names and the occupations, from the data beside this file."""
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "data" / "names.yaml").read_text(encoding="utf-8"))
    return loaded
