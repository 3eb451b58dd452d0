"""When a council follows another, the letters that are not ended go on in its register."""

import pytest

from nghitruong.domain.letters.actions import carry_letters, file_away_letter, urge_letter
from nghitruong.domain.letters.models import Letter, Sender
from nghitruong.foundation.verbs.beats import BeatMissingError
from tests.cast import Cast
from tests.councils.town import follow, merging
from tests.letters.desk import OLD, forwarded, on, registered

pytestmark = pytest.mark.django_db


def test_open_letters_go_on_with_their_days_senders_and_what_is_owed(cast: Cast) -> None:
    old, new = merging(cast)
    letter = forwarded(cast, day=OLD)
    with on(OLD):
        urge_letter(cast.minh, letter, note="Đã quá hẹn")
    follow(old, new)
    heir = Letter.objects.get(council=new)
    assert (heir.code, heir.subject, heir.state, heir.due_on) == (letter.code, letter.subject, "urged", letter.due_on)
    assert [(row.council_id, row.note) for row in heir.urgings.all()] == [(new.pk, "Đã quá hẹn")]
    assert [(row.council_id, row.name) for row in Sender.objects.filter(letter=heir)] == [(new.pk, "Lò Thị Mẩy")]
    assert heir.agency == heir.debt.debtor != cast.agency
    assert (heir.debt.origin_kind, heir.debt.origin_id, heir.debt.due_on) == ("letter", heir.pk, letter.debt.due_on)
    letter.refresh_from_db()
    assert (letter.state, letter.due_on, letter.debt.state) == ("filed_away", None, "withdrawn")
    assert not Sender.objects.filter(letter=letter).exists()


def test_what_is_ended_stays_where_it_is(cast: Cast) -> None:
    old, new = merging(cast)
    letter = registered(cast, OLD)
    with on(OLD):
        file_away_letter(cast.minh, letter, reason="Trùng với đơn đã trả lời")
    follow(old, new)
    assert not Letter.objects.filter(council=new).exists()
    assert Sender.objects.get(letter=letter).council_id == old.pk


def test_two_registers_are_numbered_on_in_one(cast: Cast) -> None:
    old, new = merging(cast)
    letters = [registered(cast, OLD) for _ in range(3)]
    follow(old, new)
    assert [heir.number for heir in Letter.objects.filter(council=new).order_by("number")] == [1, 2, 3]
    assert {heir.content for heir in Letter.objects.filter(council=new)} == {letter.content for letter in letters}


def test_only_a_succession_hands_them_over() -> None:
    with pytest.raises(BeatMissingError):
        carry_letters(None)  # type: ignore[arg-type]
