"""Clerks who write down at the same moment: every debt gets a number of its own."""

from functools import partial

from nghitruong.domain.commitments.actions import Wanted, owe_commitment
from nghitruong.domain.commitments.models import Commitment
from tests.cast import build_cast
from tests.races.at_once import at_once

CLERKS = 8


def test_every_debt_has_a_number_of_its_own(transactional_db: None) -> None:
    cast = build_cast()
    wanted = Wanted(cast.agency, "Việc", "Nguồn")
    answers = at_once(*[partial(owe_commitment, cast.minh, cast.council.pk, wanted=wanted)] * CLERKS)
    assert [type(answer) for answer in answers] == [Commitment] * CLERKS
    assert sorted(Commitment.objects.values_list("number", flat=True)) == list(range(1, CLERKS + 1))
