"""Many answers at once: written, handed to the leader, sent; and what of a batch is left, with the reason."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from nghitruong.domain.commitments.models import Commitment
from nghitruong.domain.petitions.actions import Written, send_draft_back, send_replies, write_replies
from nghitruong.domain.petitions.models import Petition, Reply
from nghitruong.foundation.audit.models import Line
from nghitruong.kernel.actor import Role
from nghitruong.kernel.decision import RefusedError
from tests.cast import Cast, acting
from tests.petitions.street import DONE, DRAIN, DUE, SENT, leader, on, sent

pytestmark = pytest.mark.django_db
LATER = date(2026, 6, 25)


def refused(act, *args: object, **kwargs: object) -> str:  # type: ignore[no-untyped-def]
    with pytest.raises(RefusedError) as caught:
        act(*args, **kwargs)
    return caught.value.refusal.code


def some(cast: Cast, count: int = 3) -> list[Petition]:
    return [sent(cast, f"{DRAIN} Đoạn {number}.") for number in range(count)]


def rows_for(petitions: list[Petition], **changes: Any) -> list[Written]:
    return [Written(each.code, replace(DONE, **changes)) for each in petitions]


def test_many_are_written_and_sent_with_one_line_each_time(cast: Cast) -> None:
    petitions = some(cast)
    with on(LATER):
        written = write_replies(cast.an, cast.council.pk, rows=rows_for(petitions), is_proposed=True)
        assert [reply.state for reply in written] == ["proposed"] * 3
        sending = send_replies(leader(cast), cast.council.pk, numbers=[reply.pk for reply in written])
    assert (len(sending.sent), sending.left) == (3, [])
    for verb, codes in Line.objects.filter(verb__endswith="_replies").values_list("verb", "facts__petitions"):
        assert (verb.split(".")[0], codes) == ("petitions", [each.code for each in petitions])
    assert Line.objects.filter(verb__endswith="_replies").count() == 2
    assert set(Petition.objects.values_list("state", flat=True)) == {"replied"}
    assert set(Commitment.objects.values_list("state", flat=True)) == {"reported"}


def test_an_unfinished_batch_is_kept_as_drafts_but_not_handed_on(cast: Cast) -> None:
    petitions = some(cast, 2)
    rows = [*rows_for(petitions[:1]), *rows_for(petitions[1:], evidence="")]
    with on(LATER):
        code = refused(write_replies, cast.an, cast.council.pk, rows=rows, is_proposed=True)
        assert (code, Reply.objects.count()) == ("petitions.no_evidence", 0)
        written = write_replies(cast.an, cast.council.pk, rows=rows)
    assert [reply.state for reply in written] == ["draft", "draft"]


def test_what_the_leader_has_already_is_left_alone(cast: Cast) -> None:
    petitions = some(cast, 2)
    with on(LATER):
        write_replies(cast.an, cast.council.pk, rows=rows_for(petitions[:1]), is_proposed=True)
        written = write_replies(cast.an, cast.council.pk, rows=rows_for(petitions))
        assert [reply.petition_id for reply in written] == [petitions[1].pk]
        first = Reply.objects.get(petition=petitions[0])
        send_draft_back(leader(cast), first, reason="Thêm ảnh")
        assert len(write_replies(cast.an, cast.council.pk, rows=rows_for(petitions))) == 2


def test_what_has_become_late_is_left_with_its_reason(cast: Cast) -> None:
    petitions = some(cast, 2)
    day = DUE + timedelta(days=1)
    rows = [*rows_for(petitions[:1], late_reason="Chờ kinh phí"), *rows_for(petitions[1:])]
    with on(LATER):
        written = write_replies(cast.an, cast.council.pk, rows=rows, is_proposed=True)
    with on(day):
        sending = send_replies(leader(cast), cast.council.pk, numbers=[reply.pk for reply in written])
        assert [reply.petition_id for reply in sending.sent] == [petitions[0].pk]
        assert [(reply.petition_id, why.code) for reply, why in sending.left] == [
            (petitions[1].pk, "petitions.no_late_reason")
        ]
        left = [sending.left[0][0].pk]
        assert refused(send_replies, leader(cast), cast.council.pk, numbers=left) == "petitions.no_late_reason"


def test_nobody_answers_for_another_agency(cast: Cast) -> None:
    petitions = some(cast, 1)
    stranger = replace(acting(cast.an, Role.AGENCY_LEADER), agency_id=0)
    with on(SENT, 7):
        council_id = cast.council.pk
        assert refused(write_replies, stranger, council_id, rows=rows_for(petitions)) == "petitions.no_reply"
        assert refused(write_replies, cast.minh, council_id, rows=rows_for(petitions)) == "policy.not_allowed"
        assert refused(send_replies, cast.an, council_id, numbers=[1]) == "policy.not_allowed"
        assert refused(send_replies, leader(cast), council_id, numbers=[]) == "petitions.no_reply"
