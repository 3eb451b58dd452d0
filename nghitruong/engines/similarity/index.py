"""Ten thousand wishes in memory, and the nearest of them in about a millisecond."""

from collections import defaultdict
from collections.abc import Hashable
from heapq import nlargest
from typing import Generic, NamedTuple, TypeVar

from nghitruong.engines.similarity.scoring import score
from nghitruong.engines.similarity.sketches import Sketch

LOOKED_AT = 1500
"""Entries of the index read for one question, rarest marks first; common marks add little and would cost most."""

WEIGHED = 30
"""Candidates whose score is computed."""


Name = TypeVar("Name", bound=Hashable)
"""What the caller calls a wish: a key, a row, a code."""


class Neighbour(NamedTuple, Generic[Name]):
    """What was added under `name`, and how alike it is."""

    name: Name
    score: float


class Index(Generic[Name]):
    """Wishes by their marks. What is asked for need not have been added."""

    def __init__(self) -> None:
        self._sketches: list[Sketch] = []
        self._names: list[Name] = []
        self._holders: dict[int, list[tuple[int, float]]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self._sketches)

    def add(self, name: Name, wish: Sketch) -> None:
        """Remember a wish under a name of the caller's; a name may be used for several wishes."""
        number = len(self._sketches)
        self._sketches.append(wish)
        self._names.append(name)
        for mark, weight in wish.marks.items():
            self._holders[mark].append((number, weight))

    def nearest(
        self, wish: Sketch, count: int = 10, least: float = 0.0, leave_out: Name | None = None
    ) -> list[Neighbour[Name]]:
        """The most alike, best first, without those below `least` and without what was added as `leave_out`."""
        found: list[tuple[float, int]] = []
        for number in self._candidates(wish):
            if leave_out is None or self._names[number] != leave_out:
                found.append((score(wish, self._sketches[number]), number))
        found.sort(key=lambda pair: (-pair[0], pair[1]))
        return [Neighbour(self._names[number], alike) for alike, number in found[:count] if alike >= max(least, 1e-9)]

    def _candidates(self, wish: Sketch) -> list[int]:
        """Those that share the heaviest and rarest marks."""
        common: dict[int, float] = {}
        left = LOOKED_AT
        lists = [(len(self._holders[mark]), mark) for mark in wish.marks if mark in self._holders]
        for length, mark in sorted(lists):
            weight = wish.marks[mark]
            for number, theirs in self._holders[mark][-left:]:
                common[number] = common.get(number, 0.0) + weight * theirs
            left -= length
            if left <= 0:
                break
        return nlargest(WEIGHED, common, key=common.__getitem__)
