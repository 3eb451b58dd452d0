"""Asking the index: what a reader may see of what holds all the words, the best first."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from nghitruong.foundation.events.queries import place_of as reader_place
from nghitruong.foundation.events.queries import unread_since
from nghitruong.foundation.search import scoring
from nghitruong.foundation.search.engine import Pattern, match
from nghitruong.foundation.search.models import Entry, record_at
from nghitruong.foundation.search.registry import Audience, Source, all_sources, kind_mark
from nghitruong.foundation.search.snippets import Piece, marked, snippet
from nghitruong.foundation.search.words import Asked, asked
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor

FOLLOWER = "search"
MOST_LOOKED_AT = 1_000
"""Of each way of matching, the newest: ranking all of 50,000 hits would cost a second on PostgreSQL."""
FEW = 20
"""With fewer whole words than this, beginnings of words are looked for too."""

Door = Callable[[Source, Sequence[int]], Collection[int]]


@dataclass(frozen=True)
class Found:
    """One record that was found and may be read. `public_keys` stand in its public address after the council's code."""

    kind: str
    id: int
    council_id: int
    title: Sequence[Piece]
    snippet: Sequence[Piece]
    day: date
    score: int
    url: str = ""
    public_keys: tuple[int | str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What was found, in order; `counts` by kind of all of it; `is_cut` when older hits were not looked at."""

    found: Sequence[Found]
    total: int
    counts: Mapping[str, int]
    is_cut: bool = False


def find(actor: Actor, words: str, *, limit: int, kind: str = "", start: int = 0) -> Answer:
    """What the actor may know of in the council in which she acts."""
    audiences = tuple(Audience) if actor.works_here else (Audience.PUBLIC,)
    return _answer(
        words, [actor.council_id or 0], audiences, lambda source, ids: source.readable(actor, ids), limit, kind, start
    )


def find_in_public(council_ids: Sequence[int], words: str, *, limit: int, kind: str = "", start: int = 0) -> Answer:
    """What anybody may know of these councils: a site's own and, for an heir, the one whose code is still asked for."""
    return _answer(
        words,
        council_ids,
        (Audience.PUBLIC,),
        lambda source, ids: source.readable_in_public(council_ids, ids),
        limit,
        kind,
        start,
    )


def find_everywhere(words: str, *, council_ids: Sequence[int] = (), limit: int) -> Answer:
    """For whoever stands at the machine: everything that a council's own people may read, restricted records apart."""
    audiences = (Audience.PUBLIC, Audience.OFFICE)
    return _answer(words, council_ids, audiences, lambda _source, ids: ids, limit, "", 0)


def index_lag() -> dict[str, float | int | None]:
    """How far the index is behind: events still to be read (at most a batch), and the age of the oldest in seconds.

    Both are None while the index is being made for the first time.
    """
    if reader_place(FOLLOWER) is None:
        return {"events": None, "seconds": None}
    count, oldest = unread_since(FOLLOWER)
    return {"events": count, "seconds": round((clock.now() - oldest).total_seconds(), 1) if oldest else 0.0}


def council_mark(council_id: int) -> str:
    return f"c{council_id}"


def _answer(
    words: str,
    council_ids: Sequence[int],
    audiences: Iterable[Audience],
    door: Door,
    limit: int,
    kind: str,
    start: int,
) -> Answer:
    question = asked(words)
    scopes = [list(map(str, audiences))]
    if council_ids:
        scopes.append([council_mark(council_id) for council_id in council_ids])
    points, is_cut = _points(question, scopes)
    allowed = _allowed(points, door)
    seen = sorted(allowed, key=lambda number: (-points[number], -number))
    counts = {name: sum(one == name for one in allowed.values()) for name in all_sources()}
    wanted = [number for number in seen if not kind or allowed[number] == kind]
    shown = _shown(question, wanted[start : start + limit], points)
    return Answer(shown, len(wanted), {name: count for name, count in counts.items() if count}, is_cut)


def _points(question: Asked, scopes: Sequence[Sequence[str]]) -> tuple[dict[int, int], bool]:
    """The points of every entry that was found, for each way in which it was; and whether older ones were left out."""
    points: dict[int, int] = {}
    if not question.folded:
        return points, False
    is_cut = False
    for worth, pattern in scoring.ways(question):
        found = match(pattern, scopes, MOST_LOOKED_AT)
        is_cut = is_cut or len(found) == MOST_LOOKED_AT
        for number in found:
            points[number] = points.get(number, 0) + worth
        if not points:
            break
    if len(points) < FEW and question.has_prefix:
        for number in match(Pattern(question.folded, is_begun=True), scopes, MOST_LOOKED_AT):
            points[number] = points.get(number, 0) + scoring.PREFIX
    return points, is_cut


def _allowed(points: Iterable[int], door: Door) -> dict[int, str]:
    """The entries that the owning rooms let be seen, with their kinds; of a kind without a source none."""
    sources = {kind_mark(kind): source for kind, source in all_sources().items()}
    by_mark: dict[int, dict[int, int]] = {}
    for number in points:
        mark, record_id = record_at(number)
        by_mark.setdefault(mark, {})[record_id] = number
    return {
        places[record_id]: sources[mark].kind
        for mark, places in by_mark.items()
        if mark in sources
        for record_id in door(sources[mark], list(places))
    }


def _shown(question: Asked, page: Sequence[int], points: Mapping[int, int]) -> list[Found]:
    entries = Entry.objects.in_bulk(page)
    shown = [entries[number] for number in page if number in entries]
    public_keys = _public_keys(shown)
    return [
        _found(question, entry, points[entry.pk], public_keys.get((entry.kind, entry.record_id), ())) for entry in shown
    ]


def _found(question: Asked, entry: Entry, score: int, public_keys: tuple[int | str, ...]) -> Found:
    page = all_sources()[entry.kind].page
    return Found(
        kind=entry.kind,
        id=entry.record_id,
        council_id=entry.council_id,
        title=marked(entry.title, question),
        snippet=snippet(entry.body, question),
        day=entry.day,
        score=score,
        url=reverse(page, args=entry.keys) if page else "",
        public_keys=public_keys or tuple(entry.keys),
    )


def _public_keys(shown: Sequence[Entry]) -> dict[tuple[str, int], tuple[int | str, ...]]:
    keys: dict[tuple[str, int], tuple[int | str, ...]] = {}
    for kind, source in all_sources().items():
        ids = [one.record_id for one in shown if one.kind == kind]
        if ids and source.public_keys:
            keys |= {(kind, number): found for number, found in source.public_keys(ids).items()}
    return keys
