"""What the machine proposes for a text: its wishes, their topic, level and agency with the reason, what is personal.

Nothing is sent by itself: a proposal fills the fields of a table that a person reads, and stays with the petition. The
model learns what this office has put right (the last corrections outweigh the shipped examples).
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from django.db.models import F, Max, QuerySet, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from nghitruong.domain.petitions.lifecycle import WishKind
from nghitruong.domain.petitions.models import Petition
from nghitruong.domain.petitions.queries.topics import OWN, TopicBook, topic_book
from nghitruong.engines.intake import TakenRow
from nghitruong.engines.topics import (
    ROLES,
    SURE,
    AgencyRole,
    Correction,
    Model,
    Suggestion,
    classify,
    learn,
    responsible_for,
    shipped_model,
)
from nghitruong.engines.wishes import PersonalData, Way, Wish, name_alone, personal_data, public_text, split
from nghitruong.foundation.councils.gazetteer.places import understand
from nghitruong.foundation.councils.models import Agency, AgencyKind
from nghitruong.foundation.councils.queries import unit_of
from nghitruong.kernel.vietnamese.folding import fold, fold_key

_WISH_FIELDS = (
    "text",
    "title",
    "public_text",
    "kind",
    "topic",
    "level",
    "agency",
    "place",
    "neighbourhood",
    "suggestion",
)
LESSONS = 1500
"""So many of an office's latest corrections are learned from."""
LIKE_ENOUGH = 0.6
"""From which share of a role's words an agency's name counts as that role."""
_KINDS = {"ubnd": AgencyKind.EXECUTIVE, "cong_an": AgencyKind.POLICE, "quan_su": AgencyKind.MILITARY}
_SPELLED = {"ubnd_tinh": "uy_ban_nhan_dan"}
"""Roles whose code is not how their agencies are called."""
_OPENING = re.compile(
    r"(?:(?:mot )?(?:cu tri|nhan dan|ba con|nguoi dan)\s+)?(?:de nghi|kien nghi|phan anh|mong muon|de xuat|cho rang)\s+"
)
"""How minutes begin a wish, in folded letters: the title goes without it."""


@dataclass(frozen=True)
class Proposal:
    """One wish with what is proposed for it; an empty field means that the machine is not sure."""

    text: str
    title: str
    public_text: str
    kind: WishKind
    topic: str = ""
    level: str = ""
    agency: Agency | None = None
    place: str = ""
    neighbourhood: str = ""
    voters: tuple[dict[str, str], ...] = ()
    suggestion: dict[str, Any] = field(default_factory=dict)

    def as_wish(self) -> dict[str, Any]:
        """The fields that a recorded wish takes over; who asked is handed over apart."""
        names = (
            "text",
            "title",
            "public_text",
            "kind",
            "topic",
            "level",
            "agency",
            "place",
            "neighbourhood",
            "suggestion",
        )
        return {name: getattr(self, name) for name in names}


def proposals_in(council_id: int, text: str, place: str = "", way: str = "") -> list[Proposal]:
    """The wishes in a text, each with its proposal."""
    desk, text, at, found = _Desk(council_id), unicodedata.normalize("NFC", text), 0, []
    for wish in split(text, Way(way) if way in set(Way) else None):
        found.append(desk.proposal(wish, place, _line_before(text[at : wish.start])))
        at = wish.end
    return found


def proposals_of_rows(council_id: int, rows: Sequence[TakenRow], place: str = "") -> list[Proposal]:
    """A proposal for each row of a table: a row is one wish, with the place and the voter of its own columns."""
    desk = _Desk(council_id)
    return [
        replace(
            desk.proposal(Wish(row.text, 0, len(row.text), _kind_of(row.text)), f"{row.place} {place}"),
            neighbourhood=row.place,
            voters=({"name": row.speaker, "phone": row.phone},) if row.speaker or row.phone else (),
        )
        for row in rows
    ]


def proposal_for(council_id: int, text: str, place: str = "") -> Proposal:
    """The proposal for a text that is one wish."""
    return _Desk(council_id).proposal(Wish(text, 0, len(text), WishKind.PETITION), place)


def office_model(council_id: int) -> Model:
    """The shipped model with what this office has put right since, speaking of the topics that its council uses."""
    newest = _put_right(council_id).aggregate(last=Max("pk"))["last"] or 0
    return _learned(council_id, newest, topic_book(council_id))


class _Desk:
    """What is read once for all the wishes of a text: the office's model, its agencies, its unit."""

    def __init__(self, council_id: int) -> None:
        self._model = office_model(council_id)
        self._agencies = list(Agency.objects.filter(council_id=council_id, valid_to=None).order_by("id"))
        self._unit_code = unit_of(council_id).code

    def proposal(self, wish: Wish, place: str, before: str = "") -> Proposal:
        """The proposal for one wish; `before` is what stands before it on its line, where speakers are named."""
        found = classify(wish.text, self._model)
        hidden = personal_data(wish.text)
        is_sure = found.p >= SURE and found.levels[0].p >= SURE
        answering = responsible_for(found, wish.text)
        named = understand(f"{wish.text} {place}", self._unit_code)
        agency = self._agency(answering.role) if is_sure and wish.kind == WishKind.PETITION else None
        return Proposal(
            text=wish.text,
            title=title_of(wish.text, hidden),
            public_text=public_text(wish.text, hidden),
            kind=WishKind(wish.kind),
            topic=found.topic if found.p >= SURE else "",
            level=found.level if found.levels[0].p >= SURE else "",
            agency=agency,
            place=named.found,
            voters=_voters(wish, (*personal_data(before), *hidden)),
            suggestion=_kept(found, agency, answering.words, wish),
        )

    def _agency(self, role: AgencyRole) -> Agency | None:
        """The council's own agency that has the role, else the one that stands in for it."""
        fitting = max(self._agencies, key=lambda each: _fits(each, role), default=None)
        if fitting and _fits(fitting, role) >= LIKE_ENOUGH:
            return fitting
        stand_in = ROLES.get(role.stand_in)
        return self._agency(stand_in) if stand_in and stand_in != role else None


def title_of(text: str, hidden: tuple[PersonalData, ...] = (), longest: int = 110) -> str:
    """A wish in one line: without who asks and "đề nghị", without anything personal, cut at a word."""
    line = " ".join(public_text(text, hidden).split())
    if opening := _OPENING.match(fold(line)):
        # Folding keeps the number of letters.
        line = line[opening.end() :]
    line = line.strip(" .;,")
    first = re.split(r"(?<=[^A-Z0-9])[.;]\s", line, maxsplit=1)[0]
    if len(first) > longest:
        first = f"{first[:longest].rsplit(' ', 1)[0]}…"
    return first[:1].upper() + first[1:]


def _kind_of(text: str) -> str:
    """Whether a text asks for something: as its wishes do, when it holds any."""
    found = split(text)
    return WishKind.OPINION if found and all(each.kind == WishKind.OPINION for each in found) else WishKind.PETITION


def _line_before(between: str) -> str:
    return between.rsplit("\n", 1)[-1]


def _put_right(council_id: int) -> QuerySet[Petition]:
    """Petitions for which the office chose something else than was proposed, or where nothing was."""
    chosen = Petition.objects.filter(council_id=council_id).exclude(topic="").exclude(level="")
    nothing = Value("", output_field=TextField())
    proposed = chosen.annotate(
        proposed_topic=Coalesce(KT("suggestion__topic"), nothing),
        proposed_level=Coalesce(KT("suggestion__level"), nothing),
    )
    return proposed.exclude(proposed_topic=F("topic"), proposed_level=F("level"))


@lru_cache(maxsize=64)
def _learned(council_id: int, newest: int, book: TopicBook) -> Model:
    rows = _put_right(council_id).order_by("-pk").values_list("text", "topic", "level")[:LESSONS] if newest else ()
    lessons = [Correction(text, book.now(topic), level) for text, topic, level in reversed(rows)]
    own = sorted({each.topic for each in lessons if each.topic.startswith(OWN)})
    model = learn(shipped_model(), lessons, own) if lessons else shipped_model()
    return replace(model, heirs=book.heirs) if book.heirs else model


def _voters(wish: Wish, hidden: tuple[PersonalData, ...]) -> tuple[dict[str, str], ...]:
    """Who spoke, as far as the text says it; every name before the wish is a voter of it."""
    said = {kind: [each.text for each in hidden if each.type == kind] for kind in ("phone", "house_number", "email")}
    phone, email, house = (next(iter(said[kind]), "") for kind in ("phone", "email", "house_number"))
    if not (wish.speaker or phone or email or house):
        return ()
    return ({"name": name_alone(wish.speaker), "phone": phone, "email": email, "address": house},)


def _kept(found: Suggestion, agency: Agency | None, words: tuple[str, ...], wish: Wish) -> dict[str, Any]:
    """What stays with the petition: the likeliest topics and levels, why, and where a second wish may begin."""
    return {
        "topic": found.topic if found.p >= SURE else "",
        "level": found.level if found.levels[0].p >= SURE else "",
        "topics": [[each.code, round(each.p, 3)] for each in found.topics[:3]],
        "levels": [[each.code, round(each.p, 3)] for each in found.levels],
        "agency": agency.pk if agency else None,
        "why": list(words[:3]),
        "start": wish.start,
        "end": wish.end,
        "doubt_at": wish.doubt_at - wish.start if wish.doubt_at is not None else None,
    }


def _fits(agency: Agency, role: AgencyRole) -> float:
    """How well an agency fits a role: by its kind, else by the share of the role's words in its name."""
    if role.level != agency.level and not (role.level != "xa" and agency.kind == AgencyKind.HIGHER):
        return 0.0
    if role.code in _KINDS:
        return float(agency.kind == _KINDS[role.code])
    words = _SPELLED.get(role.code, role.code).split("_")
    named = set(fold_key(agency.name).split())
    return sum(word in named for word in words) / len(words)
