"""Equal wishes: found by their telling words among all that the council ever recorded, then judged one by one."""

import heapq
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from nghitruong.domain.petitions.lifecycle import WishKind
from nghitruong.domain.petitions.models import Key, Petition
from nghitruong.engines.similarity import ALIKE, Sketch, keys, score, sketch
from nghitruong.kernel import clock

DAYS_BACK = 550
"""How far back a wish counts as raised again: 18 months (ux S7)."""
KEYS_ASKED, NEWEST_A_KEY = 10, 300
_CANDIDATES = 40


@dataclass(frozen=True)
class Alike:
    """A petition that may ask for the same, and how alike it is, 0 to 1."""

    petition: Petition
    score: float


def sketch_of(petition: Petition) -> Sketch:
    """A petition as it is compared: its words, what it is about, and its place."""
    topics = {petition.topic: 1.0} if petition.topic else dict(petition.suggestion.get("topics", []))
    return sketch(petition.text, topics, petition.place)


def alike(petition: Petition, limit: int = 10) -> list[Alike]:
    """The petitions of the last 18 months that may ask for the same as this one, the likest first."""
    if petition.kind != WishKind.PETITION:
        return []
    return alike_to(petition.council_id, sketch_of(petition), but=petition.pk, limit=limit)


def alike_to(council_id: int, wish: Sketch, *, but: int = 0, limit: int = 10) -> list[Alike]:
    """The same for a wish that is not recorded yet; merged petitions stand for none.

    The database is asked for those that share the most telling words; only these are compared in full. Of a word that
    very many share the newest are taken, so the search takes as long among a hundred thousand as among a few.
    """
    since = clock.today() - timedelta(days=DAYS_BACK)
    likely = _likely(council_id, wish, but)
    recent = Petition.objects.filter(pk__in=likely, same_as=None, kind=WishKind.PETITION, recorded_on__gte=since)
    judged = [Alike(each, score(wish, sketch_of(each))) for each in recent.select_related("agency", "answer")]
    close = [each for each in judged if each.score >= ALIKE]
    return sorted(close, key=lambda each: (-each.score, -each.petition.pk))[:limit]


def _likely(council_id: int, wish: Sketch, but: int) -> list[int]:
    """The petitions that share the most weight of telling words, by number."""
    common: dict[int, float] = defaultdict(float)
    for value in keys(wish)[:KEYS_ASKED]:
        holders = Key.objects.filter(council_id=council_id, value=value).order_by("-petition_id")
        for petition_id in holders.values_list("petition_id", flat=True)[:NEWEST_A_KEY]:
            common[petition_id] += wish.marks[value]
    common.pop(but, None)
    return heapq.nlargest(_CANDIDATES, common, key=lambda petition_id: (common[petition_id], petition_id))
