"""When a council follows another, what was owed to the old one is owed to the new one."""

from datetime import timedelta

import pytest

from nghitruong.domain.commitments.actions import carry_commitments, escalate_commitment, plan_milestone
from nghitruong.domain.commitments.models import Commitment
from nghitruong.foundation.councils.actions import succeed_council
from nghitruong.foundation.councils.models import Agency, Council
from nghitruong.foundation.councils.rules import Part
from nghitruong.foundation.verbs.beats import BeatMissingError
from tests.cast import Cast
from tests.commitments.town import DUE, debt, on, reported, standing
from tests.councils.town import MERGED, SYSTEM, city, ward

pytestmark = pytest.mark.django_db


def test_debts_go_on_with_their_days_and_their_history(cast: Cast) -> None:
    old, new = _merging(cast)
    owed, answered = debt(cast), reported(cast, DUE - timedelta(days=3))
    with on(DUE - timedelta(days=9)):
        plan_milestone(cast.minh, owed, title="Khảo sát", due_on=DUE - timedelta(days=5))
    with on(DUE + timedelta(days=1)):
        escalate_commitment(standing(cast), owed, step="proposal", document="15/TB-HĐND", note="Chưa trả lời")
    _follow(old, new)
    first, second = Commitment.objects.filter(council=new).order_by("number")
    assert (first.code, first.title, first.due_on, first.state) == ("CK-1", owed.title, DUE, "owed")
    assert (second.state, second.result, second.reported_on) == ("reported", answered.result, DUE - timedelta(days=3))
    assert first.origin == f"Chất vấn tại Kỳ họp thứ 3 ({old.name}, {owed.code})"
    assert [(row.council_id, row.title) for row in first.milestones.all()] == [(new.pk, "Khảo sát")]
    assert [(row.council_id, row.note) for row in first.escalations.all()] == [(new.pk, "Chưa trả lời")]
    owed.refresh_from_db()
    assert (owed.state, owed.ended_on is not None, owed.milestones.count()) == ("withdrawn", True, 1)


def test_the_committee_of_the_new_unit_answers_and_a_court_keeps_its_name(cast: Cast) -> None:
    old, new = _merging(cast)
    debt(cast)
    object.__setattr__(cast, "agency", _agency(old, "toa_an", "Tòa án nhân dân khu vực 3"))
    debt(cast, title="Báo cáo án tồn đọng")
    _follow(old, new)
    debtors = Commitment.objects.filter(council=new).order_by("number").values_list("debtor__name", "debtor__kind")
    assert list(debtors) == [("Ủy ban nhân dân phường Sen 2", "ubnd"), ("Tòa án nhân dân khu vực 3", "toa_an")]


def test_who_is_there_already_is_not_written_down_again(cast: Cast) -> None:
    old, new = _merging(cast)
    here = _agency(new, "ubnd", "UBND phường mới")
    debt(cast)
    _follow(old, new)
    assert Commitment.objects.get(council=new).debtor == here


def test_a_council_that_goes_on_keeps_what_is_owed_to_it(cast: Cast) -> None:
    old, new = _merging(cast)
    owed = debt(cast)
    parts = [Part(old.pk, is_whole=False, mandate_ids=(old.mandates.order_by("id")[0].pk,), closes=False)]
    succeed_council(SYSTEM, new, parts=parts, on=MERGED, decision="Nghị quyết 1686")
    owed.refresh_from_db()
    assert owed.state == "owed"
    assert not Commitment.objects.filter(council=new).exists()


def test_only_a_succession_hands_them_over() -> None:
    with pytest.raises(BeatMissingError):
        carry_commitments(None)  # type: ignore[arg-type]


def _merging(cast: Cast) -> tuple[Council, Council]:
    """The cast works for a ward that another will follow."""
    above = city()
    old, new = ward(1, above, deputies=2), ward(2, above, opened_on=MERGED)
    object.__setattr__(cast, "council", old)
    object.__setattr__(cast, "agency", _agency(old, "ubnd", "UBND phường Sen 1"))
    for name in ("minh", "lan", "an"):
        actor = getattr(cast, name)
        object.__setattr__(
            cast, name, type(actor)(**{**vars(actor), "council_id": old.pk, "agency_id": cast.agency.pk})
        )
    return old, new


def _agency(council: Council, kind: str, name: str) -> Agency:
    return Agency.objects.create(
        council=council, code=kind, name=name, kind=kind, level="xa", valid_from=council.opened_on
    )


def _follow(old: Council, new: Council) -> None:
    succeed_council(SYSTEM, new, parts=[Part(old.pk, is_whole=True)], on=MERGED, decision="Nghị quyết 1686")
