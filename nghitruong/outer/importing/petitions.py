"""What the machine proposes for every wish of a file: field, level, place, agency, likeness to the other rows.

Nothing is decided and nothing is stored; a person looks at it first (ux.md S7).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from nghitruong.domain.petitions.queries import alike_to
from nghitruong.engines.similarity import Index, Sketch, sketch
from nghitruong.engines.topics import Model, Responsible, Suggestion, classify, responsible_for
from nghitruong.engines.wishes import PersonalData, Wish, personal_data, public_text
from nghitruong.foundation.councils.gazetteer import Place, understand
from nghitruong.kernel.vietnamese.folding import fold_key
from nghitruong.outer.importing.files import FileRow, Trouble, read_file

DUPLICATES = 10
WORTH_A_LOOK = 0.1
"""Likeness below which another row is not named at all; pages name a duplicate far later (`similarity.SAME`)."""

TOPICS_COMPARED = 3


@dataclass(frozen=True)
class Duplicate:
    """Another row of the file, by its name, or a stored petition, by its code, and how alike it is."""

    row: str | int
    score: float
    code: str = ""


@dataclass(frozen=True)
class Proposal:
    """One wish with everything that is proposed for it. The offsets of `personal` are those of the wish's text.

    `stored_as` is the code of a stored petition in the very same words: taking the file again adds nothing.
    """

    wish: Wish
    suggestion: Suggestion
    place: Place
    responsible: Responsible
    personal: tuple[PersonalData, ...]
    duplicates: tuple[Duplicate, ...] = ()
    stored_as: str = ""


@dataclass(frozen=True)
class ProposedRow:
    """One row of the file with its proposals; `public_text` is its text without what is personal."""

    row: FileRow
    public_text: str
    proposals: tuple[Proposal, ...]

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        return self.row.troubles


def propose(path: Path, council_code: str = "", model: Model | None = None) -> list[ProposedRow]:
    """Read a file and propose. `council_code` is the unit whose council reads, `model` its own corrected model.

    Raises RefusedError with a sentence for a file that cannot be read, OSError for one that is not there.
    """
    return with_duplicates([proposed(row, council_code, model) for row in read_file(path)])


def proposed(row: FileRow, council_code: str = "", model: Model | None = None) -> ProposedRow:
    """The proposals for one row, its likeness to others apart."""
    personal = tuple(personal_data(row.text))
    # Most rows are one wish: what was found in the row need not be looked for again.
    found = {row.text: personal}
    proposals = [
        _proposal(
            wish,
            found[wish.text] if wish.text in found else tuple(personal_data(wish.text)),
            row.place,
            council_code,
            model,
        )
        for wish in row.wishes
    ]
    return ProposedRow(row, public_text(row.text, personal), tuple(proposals))


def with_duplicates(rows: Iterable[ProposedRow]) -> list[ProposedRow]:
    """The same rows, each wish with the most alike of the other rows."""
    rows = list(rows)
    index: Index[int] = Index()
    sketches = [[_sketch(proposal) for proposal in row.proposals] for row in rows]
    for number, own in enumerate(sketches):
        for wish in own:
            index.add(number, wish)
    return [
        replace(row, proposals=tuple(_with_duplicates(row, number, sketches[number], rows, index)))
        for number, row in enumerate(rows)
    ]


def with_stored(rows: Iterable[ProposedRow], council_id: int) -> list[ProposedRow]:
    """The same rows, each wish compared with what the council has recorded, too; the likest of both stand first."""
    return [
        replace(row, proposals=tuple(_with_stored(proposal, council_id) for proposal in row.proposals)) for row in rows
    ]


def _with_stored(proposal: Proposal, council_id: int) -> Proposal:
    near = alike_to(council_id, _sketch(proposal), limit=DUPLICATES)
    words = fold_key(proposal.wish.text)
    same = next((each.petition.code for each in near if fold_key(each.petition.text) == words), "")
    stored = [Duplicate("", each.score, each.petition.code) for each in near]
    ranked = sorted([*stored, *proposal.duplicates], key=lambda each: -each.score)[:DUPLICATES]
    return replace(proposal, duplicates=tuple(ranked), stored_as=same)


def _with_duplicates(
    row: ProposedRow, number: int, own: list[Sketch], rows: list[ProposedRow], index: Index[int]
) -> Iterator[Proposal]:
    for proposal, wish in zip(row.proposals, own, strict=True):
        # Twice as many, since a row with two wishes may come twice.
        near = index.nearest(wish, 2 * DUPLICATES, WORTH_A_LOOK, leave_out=number)
        best = dict(reversed(near))
        ranked = sorted(best.items(), key=lambda pair: -pair[1])[:DUPLICATES]
        yield replace(proposal, duplicates=tuple(Duplicate(rows[at].row.name, alike) for at, alike in ranked))


def _proposal(
    wish: Wish, personal: tuple[PersonalData, ...], place: str, council_code: str, model: Model | None
) -> Proposal:
    suggestion = classify(wish.text, model)
    return Proposal(
        wish,
        suggestion,
        _place(place, wish.text, council_code),
        responsible_for(suggestion, wish.text),
        personal,
    )


def _place(named: str, text: str, council_code: str) -> Place:
    """The place of its own column first; the wish itself only where that says nothing."""
    asked_by = council_code or None
    return (named and understand(named, asked_by)) or understand(text, asked_by)


def _sketch(proposal: Proposal) -> Sketch:
    topics = {chance.code: chance.p for chance in proposal.suggestion.topics[:TOPICS_COMPARED]}
    return sketch(proposal.wish.text, topics, proposal.place.unit_code or "")
