"""When a council follows another, what was owed to the old one is owed to the new one."""

from datetime import timedelta

import pytest

from nghitruong.domain.commitments.actions import carry_commitments, escalate_commitment, plan_milestone
from nghitruong.domain.commitments.models import Commitment
from nghitruong.foundation.councils.actions import succeed_council
from nghitruong.foundation.councils.rules import Part
from nghitruong.foundation.verbs.beats import BeatMissingError
from tests.cast import Cast
from tests.commitments.town import DUE, debt, on, reported, standing
from tests.councils.town import MERGED, SYSTEM, agency_of, follow, merging

pytestmark = pytest.mark.django_db


def test_debts_go_on_with_their_days_and_their_history(cast: Cast) -> None:
    old, new = merging(cast)
    owed, answered = debt(cast), reported(cast, DUE - timedelta(days=3))
    with on(DUE - timedelta(days=9)):
        plan_milestone(cast.minh, owed, title="Khảo sát", due_on=DUE - timedelta(days=5))
    with on(DUE + timedelta(days=1)):
        escalate_commitment(standing(cast), owed, step="proposal", document="15/TB-HĐND", note="Chưa trả lời")
    follow(old, new)
    first, second = Commitment.objects.filter(council=new).order_by("number")
    assert (first.code, first.title, first.due_on, first.state) == ("CK-1", owed.title, DUE, "owed")
    assert (second.state, second.result, second.reported_on) == ("reported", answered.result, DUE - timedelta(days=3))
    assert first.origin == f"Chất vấn tại Kỳ họp thứ 3 ({old.name}, {owed.code})"
    assert [(row.council_id, row.title) for row in first.milestones.all()] == [(new.pk, "Khảo sát")]
    assert [(row.council_id, row.note) for row in first.escalations.all()] == [(new.pk, "Chưa trả lời")]
    owed.refresh_from_db()
    assert (owed.state, owed.ended_on is not None, owed.milestones.count()) == ("withdrawn", True, 1)


def test_the_committee_of_the_new_unit_answers_and_a_court_keeps_its_name(cast: Cast) -> None:
    old, new = merging(cast)
    debt(cast)
    object.__setattr__(cast, "agency", agency_of(old, "toa_an", "Tòa án nhân dân khu vực 3"))
    debt(cast, title="Báo cáo án tồn đọng")
    follow(old, new)
    debtors = Commitment.objects.filter(council=new).order_by("number").values_list("debtor__name", "debtor__kind")
    assert list(debtors) == [("Ủy ban nhân dân phường Sen 2", "ubnd"), ("Tòa án nhân dân khu vực 3", "toa_an")]


def test_who_is_there_already_is_not_written_down_again(cast: Cast) -> None:
    old, new = merging(cast)
    here = agency_of(new, "ubnd", "UBND phường mới")
    debt(cast)
    follow(old, new)
    assert Commitment.objects.get(council=new).debtor == here


def test_a_council_that_goes_on_keeps_what_is_owed_to_it(cast: Cast) -> None:
    old, new = merging(cast)
    owed = debt(cast)
    parts = [Part(old.pk, is_whole=False, mandate_ids=(old.mandates.order_by("id")[0].pk,), closes=False)]
    succeed_council(SYSTEM, new, parts=parts, on=MERGED, decision="Nghị quyết 1686")
    owed.refresh_from_db()
    assert owed.state == "owed"
    assert not Commitment.objects.filter(council=new).exists()


def test_only_a_succession_hands_them_over() -> None:
    with pytest.raises(BeatMissingError):
        carry_commitments(None)  # type: ignore[arg-type]
