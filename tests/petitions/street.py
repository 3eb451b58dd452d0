"""Petitions of the cast's voters, brought to any point in few calls; each step is the verb itself."""

from datetime import date, datetime
from typing import Any

from nghitruong.domain.petitions.actions import (
    Said,
    Source,
    Voter,
    Wish,
    classify_petition,
    forward_petitions,
    propose_reply,
    receive_petition,
    record_petitions,
    send_reply,
    write_reply,
)
from nghitruong.domain.petitions.models import Petition, Reply
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role, system_actor
from tests.cast import Cast, acting

MEETING_DAY = date(2026, 6, 1)
SENT = date(2026, 6, 3)
DUE = date(2026, 7, 3)
"""Thirty days after it was sent (R7.22)."""
DRAIN = "Mương thoát nước đường số 9 bị tắc, mưa là ngập nửa mét, đề nghị sửa chữa."
DONE = Said(
    result_class="da_giai_quyet",
    text="Đã nạo vét 300 m mương đường số 9 ngày 20/06/2026.",
    done_on=date(2026, 6, 20),
    evidence="Biên bản nghiệm thu 12/BB-UBND",
)
PROMISE = Said(
    result_class="dang_giai_quyet",
    text="Đã khảo sát, sẽ thay cống trước 31/08/2026.",
    done_so_far="Đã khảo sát 300 m cống.",
    promised_on=date(2026, 8, 31),
    responsible="Ông Lê Văn Thợ",
)


def on(day: date, hour: int = 5) -> Any:
    """Noon of a day, where the council is."""
    return clock.standing_at(datetime(day.year, day.month, day.day, hour, tzinfo=clock.now().tzinfo))


def standing(cast: Cast) -> Actor:
    return acting(cast.lan, Role.STANDING)


def leader(cast: Cast) -> Actor:
    """The leader of An's agency."""
    return acting(cast.an, Role.AGENCY_LEADER)


def citizen(cast: Cast) -> Actor:
    """What the public pages act as."""
    return system_actor(cast.council.pk)


def recorded(cast: Cast, *texts: str, **details: Any) -> list[Petition]:
    """Wishes from one evening; each with a voter who left her name."""
    voters = (Voter("Nguyễn Thị Dân", "0912345678", address="12/4 đường số 9"),)
    wishes = [Wish(text, public_text=text, voters=voters, **details) for text in texts or (DRAIN,)]
    source = Source("Hội nghị khu phố 7", MEETING_DAY)
    with on(MEETING_DAY):
        return record_petitions(cast.minh, cast.council.pk, source=source, wishes=wishes)


def sorted_one(cast: Cast, text: str = DRAIN) -> Petition:
    (petition,) = recorded(cast, text)
    with on(SENT):
        return classify_petition(cast.minh, petition, topic="thoat_nuoc_ngap", level="xa", agency=cast.agency)


def sent(cast: Cast, text: str = DRAIN) -> Petition:
    petition = sorted_one(cast, text)
    with on(SENT):
        (petition,) = forward_petitions(cast.minh, cast.council.pk, codes=[petition.code])
    return petition


def received(cast: Cast) -> Petition:
    petition = sent(cast)
    with on(SENT, 6):
        return receive_petition(cast.an, petition)


def proposed(cast: Cast, said: Said, day: date) -> Reply:
    petition = received(cast)
    with on(day):
        return propose_reply(cast.an, write_reply(cast.an, petition, said=said))


def replied(cast: Cast, said: Said = DONE, day: date = date(2026, 6, 25)) -> Petition:
    reply = proposed(cast, said, day)
    with on(day):
        return send_reply(leader(cast), reply).petition
