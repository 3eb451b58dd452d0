"""Writing the index. Not verbs: nothing is decided here, and what was written can always be made anew."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from nghitruong.foundation.search import engine
from nghitruong.foundation.search.models import Entry, place_of
from nghitruong.foundation.search.queries import council_mark
from nghitruong.foundation.search.registry import Indexed, Source
from nghitruong.foundation.search.words import indexed

LONGEST_TITLE = 500
LONGEST_BODY = 200_000


def index_records(source: Source, ids: Iterable[int]) -> int:
    """Bring these records of a kind up to date, in the caller's transaction; answers how many can be found now.

    What its room no longer gives is taken out. Doing it twice changes nothing.
    """
    wanted = sorted(set(ids))
    if not wanted:
        return 0
    found = source.read(wanted)
    _take_out(source.kind, wanted)
    entries = [_entry(source.kind, number, one) for number, one in found.items()]
    Entry.objects.bulk_create(entries)
    engine.put(_words(entry) for entry in entries)
    return len(entries)


def forget_everything() -> None:
    """Empty the index: what stood in it belongs to a database that was emptied."""
    Entry.objects.all().delete()
    engine.clear()


def forget_kinds(known: Mapping[str, Source]) -> int:
    """Take out what belongs to kinds that are no longer registered; answers how many entries."""
    return _delete(list(Entry.objects.exclude(kind__in=known).values_list("id", flat=True)))


def forget_gone(source: Source, ids: Iterable[int]) -> int:
    """Take out the records of a kind that are not among these; answers how many."""
    living = set(ids)
    rows = Entry.objects.filter(kind=source.kind).values_list("id", "record_id")
    return _delete([number for number, record_id in rows.iterator() if record_id not in living])


def _take_out(kind: str, record_ids: Sequence[int]) -> None:
    _delete(list(Entry.objects.filter(kind=kind, record_id__in=record_ids).values_list("id", flat=True)))


def _delete(entry_ids: Sequence[int]) -> int:
    engine.remove(entry_ids)
    return Entry.objects.filter(id__in=entry_ids).delete()[0] if entry_ids else 0


def _entry(kind: str, record_id: int, one: Indexed) -> Entry:
    return Entry(
        id=place_of(kind, record_id, one.day),
        council_id=one.council_id,
        kind=kind,
        record_id=record_id,
        audience=one.audience,
        day=one.day,
        title=unicodedata.normalize("NFC", one.title)[:LONGEST_TITLE],
        body=unicodedata.normalize("NFC", one.body)[:LONGEST_BODY],
        keys=list(one.keys),
    )


def _words(entry: Entry) -> engine.Words:
    scope = [council_mark(entry.council_id), str(entry.audience)]
    return engine.Words(entry.id, scope, *indexed(entry.title, entry.body))
