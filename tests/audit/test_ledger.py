"""The ledger as an attacker with a database client would find it: each kind of tampering has its name."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from nghitruong.foundation.audit.actions import seal_all, seal_ledger, write_line
from nghitruong.foundation.audit.chain import GENESIS, hash_line, hash_seal
from nghitruong.foundation.audit.models import Head, Line, Seal
from nghitruong.foundation.audit.queries import (
    check_ledger,
    councils_with_lines,
    head_hash,
    history_of,
    line_for,
    unsealed_count,
)
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.refs import RecordRef

pytestmark = pytest.mark.django_db

COUNCIL = 7
LAN = Actor(name="Lan", council_id=COUNCIL, account_id=1, person_id=11)
POLL = RecordRef("poll", 17)


def write_lines(count: int, council_id: int = COUNCIL) -> list[Line]:
    for n in range(count):
        write_line(LAN, "voting.open_poll", POLL, {"n": n, "câu": "Ý kiến"}, council_id=council_id)
    return list(Line.objects.order_by("-id")[:count])[::-1]


@pytest.fixture
def sealed() -> list[Line]:
    lines = write_lines(5)
    seal_ledger(COUNCIL)
    return lines


def test_whole_ledger_has_no_fault(sealed: list[Line]) -> None:
    check = check_ledger(COUNCIL)
    assert (check.lines, check.sealed, check.unsealed, check.fault) == (5, 5, 0, "")
    assert check.head == head_hash(COUNCIL) == Head.objects.get(council_id=COUNCIL).hash


def test_empty_ledger_has_no_fault() -> None:
    check = check_ledger(COUNCIL)
    assert (check.lines, check.head, check.fault) == (0, GENESIS, "")


def test_chain_can_be_recomputed_with_nothing_but_hashes(sealed: list[Line]) -> None:
    previous = GENESIS
    for seq, line in enumerate(Line.objects.order_by("id"), start=1):
        previous = hash_seal(COUNCIL, seq, previous, line.pk, hash_line(line))
    assert previous == head_hash(COUNCIL)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("facts", '{"n": 99}'),
        ("actor_name", "Kiên"),
        ("actor_account_id", 2),
        ("verb", "voting.close_poll"),
        ("at", "2026-01-01 00:00:00+00:00"),
        ("subject_id", 18),
        ("refusal", "voting.closed"),
        ("council_id", 8),
    ],
)
def test_changed_line_is_named(sealed: list[Line], column: str, value: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE audit_line SET {column} = %s WHERE id = %s", [value, sealed[2].pk])
    assert check_ledger(COUNCIL).fault == f"line {sealed[2].pk} (number 3) was changed"


def test_changed_line_with_a_recomputed_hash_is_named(sealed: list[Line]) -> None:
    line = sealed[2]
    line.facts = {"n": 99}
    Line.objects.filter(pk=line.pk).update(facts=line.facts, hash=hash_line(line))
    assert check_ledger(COUNCIL).fault == f"line {line.pk} (number 3) was replaced"


def test_changed_line_with_recomputed_hashes_is_named(sealed: list[Line]) -> None:
    line = sealed[2]
    line.facts = {"n": 99}
    Line.objects.filter(pk=line.pk).update(facts=line.facts, hash=hash_line(line))
    Seal.objects.filter(line=line).update(line_hash=hash_line(line))
    assert check_ledger(COUNCIL).fault == f"the seal of line {line.pk} (number 3) was changed"


def test_cut_line_is_named(sealed: list[Line]) -> None:
    Seal.objects.filter(line=sealed[1]).delete()
    Line.objects.filter(pk=sealed[1].pk).delete()
    check = check_ledger(COUNCIL)
    assert check.fault == f"number 2 is missing before line {sealed[2].pk} (number 3)"
    assert check.sealed == 1


def test_cut_beginning_is_named(sealed: list[Line]) -> None:
    Seal.objects.filter(line=sealed[0]).delete()
    Line.objects.filter(pk=sealed[0].pk).delete()
    assert check_ledger(COUNCIL).fault == f"number 1 is missing before line {sealed[1].pk} (number 2)"


def test_cut_end_is_named(sealed: list[Line]) -> None:
    for line in sealed[3:]:
        Seal.objects.filter(line=line).delete()
        Line.objects.filter(pk=line.pk).delete()
    assert check_ledger(COUNCIL).fault == "the end was cut off: numbers 4 to 5 are missing"


def test_ledger_cut_away_whole_is_still_checked(sealed: list[Line]) -> None:
    Seal.objects.all().delete()
    Line.objects.all().delete()
    assert councils_with_lines() == [COUNCIL]
    assert check_ledger(COUNCIL).fault == "the end was cut off: numbers 1 to 5 are missing"


def test_cut_end_with_a_forged_head_is_caught_by_the_printed_minutes(sealed: list[Line]) -> None:
    printed = head_hash(COUNCIL)
    for line in sealed[3:]:
        Seal.objects.filter(line=line).delete()
        Line.objects.filter(pk=line.pk).delete()
    Head.objects.update(seq=3, hash=Seal.objects.get(seq=3).hash)
    assert check_ledger(COUNCIL).fault == ""
    assert check_ledger(COUNCIL, known_heads=[printed]).fault == f"the chain does not hold the known head {printed}"


def test_printed_head_stays_true_while_the_ledger_grows(sealed: list[Line]) -> None:
    printed = head_hash(COUNCIL)
    write_lines(2)
    seal_ledger(COUNCIL)
    assert check_ledger(COUNCIL, known_heads=[printed]).fault == ""


def test_second_link_after_the_same_one_is_refused_by_the_database(sealed: list[Line]) -> None:
    forged = write_lines(1)[0]
    previous = Seal.objects.get(seq=2).hash
    digest = hash_seal(COUNCIL, 6, previous, forged.pk, forged.hash)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.create(
            council_id=COUNCIL, seq=6, line=forged, line_hash=forged.hash, previous=previous, hash=digest
        )


def test_inserted_line_is_named(sealed: list[Line]) -> None:
    """The forger makes room at number 3, links his line in and bends the next link to it."""
    forged = write_lines(1)[0]
    for seal in Seal.objects.filter(seq__gte=3).order_by("-seq"):
        Seal.objects.filter(pk=seal.pk).update(seq=seal.seq + 1)
    previous = Seal.objects.get(seq=2).hash
    digest = hash_seal(COUNCIL, 3, previous, forged.pk, forged.hash)
    Seal.objects.filter(seq=4).update(previous=digest)
    Seal.objects.create(council_id=COUNCIL, seq=3, line=forged, line_hash=forged.hash, previous=previous, hash=digest)
    assert check_ledger(COUNCIL).fault == f"the seal of line {sealed[2].pk} (number 4) was changed"


def test_line_added_to_the_end_past_the_sealer_is_named(sealed: list[Line]) -> None:
    forged = write_lines(1)[0]
    previous = head_hash(COUNCIL)
    digest = hash_seal(COUNCIL, 6, previous, forged.pk, forged.hash)
    Seal.objects.create(council_id=COUNCIL, seq=6, line=forged, line_hash=forged.hash, previous=previous, hash=digest)
    assert check_ledger(COUNCIL).fault == "number 6 was added by no sealer"


def test_unsealed_line_with_a_false_hash_is_named(sealed: list[Line]) -> None:
    forged = write_lines(1)[0]
    Line.objects.filter(pk=forged.pk).update(actor_name="Kiên")
    assert check_ledger(COUNCIL).fault == f"line {forged.pk} (unsealed) was changed"


def test_reordered_links_are_named(sealed: list[Line]) -> None:
    Seal.objects.filter(seq=3).update(seq=300)
    Seal.objects.filter(seq=4).update(seq=3)
    Seal.objects.filter(seq=300).update(seq=4)
    assert check_ledger(COUNCIL).fault == f"line {sealed[3].pk} (number 3) does not follow the one before it"


def test_lines_swapped_between_links_are_named(sealed: list[Line]) -> None:
    first, second = Seal.objects.get(seq=2), Seal.objects.get(seq=3)
    spare = write_lines(1)[0]
    Seal.objects.filter(pk=first.pk).update(line=spare)
    Seal.objects.filter(pk=second.pk).update(line=sealed[1])
    Seal.objects.filter(pk=first.pk).update(line=sealed[2])
    assert check_ledger(COUNCIL).fault == f"line {sealed[2].pk} (number 2) was replaced"


def test_line_unsealed_for_more_than_a_minute_is_named() -> None:
    line = write_lines(1)[0]
    assert check_ledger(COUNCIL).fault == ""
    with clock.standing_at(line.at + timedelta(seconds=59)):
        assert check_ledger(COUNCIL).fault == ""
    with clock.standing_at(line.at + timedelta(seconds=61)):
        assert check_ledger(COUNCIL).fault == f"line {line.pk} has stayed unsealed for more than a minute"


def test_councils_have_chains_of_their_own(sealed: list[Line]) -> None:
    write_lines(3, council_id=8)
    assert unsealed_count() == 3
    assert seal_all() == 3
    assert [check_ledger(council).sealed for council in councils_with_lines()] == [5, 3]
    assert head_hash(COUNCIL) != head_hash(8)


def test_sealing_twice_adds_nothing(sealed: list[Line]) -> None:
    assert seal_ledger(COUNCIL) == 0
    assert seal_all() == 0
    assert Seal.objects.count() == 5


def test_history_of_a_record_is_newest_first_and_of_one_council(sealed: list[Line]) -> None:
    assert [line.pk for line in history_of(POLL)] == [line.pk for line in reversed(sealed)]
    assert line_for(COUNCIL, sealed[0].pk) == sealed[0]
    assert line_for(8, sealed[0].pk) is None
