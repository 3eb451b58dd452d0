"""A voter's words taken out of minutes, notes and tables: one wish after another, and what in them is personal.

    found = ways(text)            # which ways of splitting fit, the likeliest first
    wishes = split(text)          # or split(text, Way.LINES) when the clerk chose another way
    hidden = personal_data(text)  # names, telephones, house numbers … with their places
    shown = public_text(text, hidden)

Offsets are those of the composed text (NFC). Headings, greetings, lists of who was there, answers given on the spot and
closing words are no wishes. A wish that may be two carries a doubt with the place; nothing is cut there.
"""

import unicodedata
from dataclasses import dataclass

from nghitruong.engines.wishes.layout import NAMED
from nghitruong.engines.wishes.minutes import Minutes, Speech, Way, trimmed
from nghitruong.engines.wishes.personal import PersonalData, name_alone, personal_data, public_text
from nghitruong.engines.wishes.speech import NOTHING, OPINION, PETITION, TWO_WISHES, Wished, wishes_in

__all__ = [
    "OPINION",
    "PETITION",
    "TWO_WISHES",
    "PersonalData",
    "Way",
    "Wish",
    "name_alone",
    "personal_data",
    "public_text",
    "split",
    "ways",
]


@dataclass(frozen=True, slots=True)
class Wish:
    """One matter of one voter.

    `text` is what was written from `start` to `end`, its line breaks as spaces. `kind` is "petition" where something is
    asked, complained of or demanded, and "opinion" for praise, thanks and remarks. `speaker` is who spoke, as written,
    with the hamlet if given. `doubt` is "two_wishes" where from `doubt_at` on something else may be spoken of.
    """

    text: str
    start: int
    end: int
    kind: str
    speaker: str = ""
    doubt: str = ""
    doubt_at: int | None = None


def ways(text: str) -> tuple[Way, ...]:
    """The ways in which a text may be split, the likeliest first; never empty."""
    return Minutes(unicodedata.normalize("NFC", text)).ways()


def split(text: str, way: Way | str | None = None) -> tuple[Wish, ...]:
    """The wishes in a text, in their order; none where there is none.

    Without a way the likeliest is taken. Raises ValueError for a word that is no way.
    """
    minutes = Minutes(unicodedata.normalize("NFC", text))
    chosen = Way(way) if way else minutes.ways()[0]
    if chosen is Way.TABLE and not minutes.is_table:
        chosen = Way.LINES
    return tuple(wish for speech in minutes.speeches(chosen) for wish in _wishes(minutes, speech))


def _wishes(minutes: Minutes, speech: Speech) -> list[Wish]:
    span, speaker = trimmed(minutes.source, speech)
    wished = wishes_in(minutes.source, span, plain=minutes.plain)
    return [
        wish
        for each in wished
        if (wish := _wish(minutes.source, each, speaker, is_marked=speech.is_marked)) is not None
    ]


def _wish(source: str, wished: Wished, speaker: str, *, is_marked: bool) -> Wish | None:
    start, end = wished.span
    end = start + len(source[start:end].rstrip(" \t\n;,"))
    kind = wished.kind or (PETITION if is_marked else "")
    if not kind or kind == NOTHING:
        return None
    named = NAMED.match(source[start:end])
    if named and named.group() not in speaker and (wished.pieces[0].is_told or not speaker):
        speaker = named.group()
    doubt = TWO_WISHES if wished.doubt_at is not None else ""
    return Wish(" ".join(source[start:end].split()), start, end, kind, speaker, doubt, wished.doubt_at)
