"""A council follows another: the letters that are not ended go on in its register (Law 72/2025 Art. 44)."""

from collections import Counter
from collections.abc import Mapping, Sequence

from nghitruong.domain.commitments.actions import owe_to_heir
from nghitruong.domain.commitments.lifecycle import OPEN
from nghitruong.domain.letters.lifecycle import LetterState
from nghitruong.domain.letters.models import Letter, LetterFile, Sender, Urging
from nghitruong.domain.letters.queries import next_number, open_letters
from nghitruong.foundation.councils.actions import follow_agency
from nghitruong.foundation.councils.handover import HANDED_OVER, Handover
from nghitruong.foundation.councils.models import Agency, Council
from nghitruong.foundation.verbs.beats import announce, consequence, record, ref_of, unchanged

_STAYS = ("id", "visit_id", "source_id", "made_id", "split_from_id", "same_as_id", "debt_id")
"""What leads to other records of the old council, which end with it."""


@consequence("letters.carry_letters")
def carry_letters(handover: Handover) -> int:
    """Enter each open letter of a predecessor in the register of the council that follows; answers how many.

    Its days run on, its senders and files come along, and so do the deputy in charge who was inherited and what the
    competent body owes; the old record says where it went. The card of a denunciation is not carried: whoever takes
    over the paper enters it (R8.24). A council that was followed only in part keeps its letters.
    """
    letters = list(open_letters(handover.predecessor_id)) if handover.is_whole else []
    if not letters:
        return unchanged(0)
    council = Council.objects.select_related("unit").get(pk=handover.council_id)
    agencies = {old: follow_agency(old, council, on=handover.on) for old in {each.agency for each in letters} if old}
    heirs = Letter.objects.bulk_create(_heirs_of(letters, handover, agencies))
    by_old = {old.pk: heir for old, heir in zip(letters, heirs, strict=True)}
    _carry_along(by_old)
    _carry_debts(letters, by_old, handover)
    for old in letters:
        old.state, old.state_reason, old.ended_on, old.due_on = LetterState.FILED_AWAY, HANDED_OVER, handover.on, None
    Letter.objects.bulk_update(letters, ["state", "state_reason", "ended_on", "due_on"])
    record(None, council_id=council.pk, letters=[heir.code for heir in heirs])
    announce("letters")
    return len(heirs)


def _heirs_of(letters: Sequence[Letter], handover: Handover, agencies: Mapping[Agency, Agency]) -> list[Letter]:
    """The letters as the new register has them: numbered on by the year in which each was received."""
    heirs, entered = [], Counter[int]()
    first = {year: next_number(handover.council_id, year) for year in {letter.year for letter in letters}}
    for old in letters:
        known = {field.attname: getattr(old, field.attname) for field in Letter._meta.concrete_fields}
        new = {
            "council_id": handover.council_id,
            "number": first[old.year] + entered[old.year],
            "in_charge_id": handover.mandates.get(old.in_charge_id or 0),
            "agency_id": agencies[old.agency].pk if old.agency else None,
        }
        heirs.append(Letter(**{name: value for name, value in known.items() if name not in _STAYS} | new))
        entered[old.year] += 1
    return heirs


def _carry_along(heirs: Mapping[int, Letter]) -> None:
    """Whom it came from and its papers move, so that nobody's data are kept twice; how often it was urged is copied."""
    for old_id, heir in heirs.items():
        for table in (Sender, LetterFile):
            table._base_manager.filter(letter=old_id).update(letter=heir, council=heir.council_id)
    urgings = list(Urging.objects.filter(letter__in=list(heirs)).order_by("pk"))
    for row in urgings:
        heir = heirs[row.letter_id]
        row.pk, row.council_id, row.letter = None, heir.council_id, heir
    Urging.objects.bulk_create(urgings)


def _carry_debts(letters: Sequence[Letter], heirs: Mapping[int, Letter], handover: Handover) -> None:
    owed = {letter: letter.debt for letter in letters if letter.debt and letter.debt.state in OPEN}
    sources = {debt.pk: ref_of(heirs[letter.pk]) for letter, debt in owed.items()}
    debts = owe_to_heir(list(owed.values()), handover, sources)
    for letter, debt in owed.items():
        heirs[letter.pk].debt = debts[debt.pk]
    Letter.objects.bulk_update([heirs[letter.pk] for letter in owed], ["debt"])
