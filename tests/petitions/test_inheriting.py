"""When a council follows another, its voters' open petitions go on in it."""

from datetime import timedelta

import pytest

from nghitruong.domain.petitions.actions import (
    carry_petitions,
    classify_petition,
    divide_petition,
    forward_petitions,
    inform_voters,
    note_opinion,
)
from nghitruong.domain.petitions.models import Petition, Transfer
from nghitruong.foundation.councils.actions import succeed_council
from nghitruong.foundation.councils.models import Agency, Council
from nghitruong.foundation.councils.rules import Part
from nghitruong.foundation.verbs.beats import BeatMissingError
from tests.cast import TERM_START, Cast, add_council
from tests.councils.town import MERGED, SYSTEM, city, ward
from tests.petitions.ladder import answered_above, city_above, sent_up
from tests.petitions.street import DRAIN, SENT, on, recorded

pytestmark = pytest.mark.django_db


def test_open_petitions_go_on_with_their_voters_and_ended_ones_stay(cast: Cast) -> None:
    above = city()
    old, new = ward(1, above, deputies=2), ward(2, above, opened_on=MERGED)
    _moved_to(cast, old)
    open_one, ended = recorded(cast, DRAIN, "Khen đội vệ sinh.")
    note_opinion(cast.minh, ended)
    code = open_one.voices.get().private_code
    succeed_council(SYSTEM, new, parts=[Part(old.pk, is_whole=True)], on=MERGED, decision="Nghị quyết 1686")
    heir = Petition.objects.get(council=new)
    open_one.refresh_from_db()
    assert (open_one.state, open_one.same_as, heir.earlier) == ("duplicate", heir, open_one)
    assert (heir.state, heir.text, heir.recorded_on) == ("recorded", DRAIN, open_one.recorded_on)
    assert heir.voices.get().private_code == code
    ended.refresh_from_db()
    assert ended.state == "noted"


def test_what_was_owed_for_a_part_ends_with_its_council(cast: Cast) -> None:
    above = city()
    old, new = ward(1, above, deputies=2), ward(2, above, opened_on=MERGED)
    _moved_to(cast, old)
    lead, helper = (
        Agency.objects.create(council=old, code=code, name=code, kind="chuyen_mon", level="xa", valid_from=TERM_START)
        for code in ("kt", "vh")
    )
    (petition,) = recorded(cast, DRAIN)
    with on(SENT):
        petition = classify_petition(cast.minh, petition, topic="thoat_nuoc_ngap", level="xa", agency=lead)
        (petition,) = forward_petitions(cast.minh, old.pk, codes=[petition.code])
        part = divide_petition(cast.minh, petition, agency=helper, text="Cống", due_on=SENT + timedelta(days=9))
    succeed_council(SYSTEM, new, parts=[Part(old.pk, is_whole=True)], on=MERGED, decision="Nghị quyết 1686")
    part.refresh_from_db()
    assert part.withdrawn_on
    assert part.debt.ended_on


def test_a_settled_thread_from_below_is_handed_over_where_nothing_is_open(cast: Cast) -> None:
    above = city_above(cast)
    petition, asked = sent_up(cast)
    inform_voters(above.clerk, answered_above(above, asked))
    following, _term = add_council("990010", "Thành phố Sen Mới")
    succeed_council(
        SYSTEM, following, parts=[Part(above.council.pk, is_whole=True)], on=MERGED, decision="Nghị quyết 1687"
    )
    assert not Petition.objects.filter(council=following).exists()
    assert Transfer.objects.get(petition=petition).receiver == following


def test_only_a_succession_hands_them_over() -> None:
    with pytest.raises(BeatMissingError):
        carry_petitions(None)  # type: ignore[arg-type]


def _moved_to(cast: Cast, council: Council) -> None:
    """The clerk works for the council that will be followed."""
    object.__setattr__(cast, "council", council)
    object.__setattr__(cast, "minh", type(cast.minh)(**{**vars(cast.minh), "council_id": council.pk}))
