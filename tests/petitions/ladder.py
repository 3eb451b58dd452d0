"""Two councils above one another: the cast's ward, and the city with an office and an agency of its own."""

from dataclasses import dataclass
from datetime import date

from nghitruong.domain.petitions.actions import (
    Said,
    accept_promise,
    accept_reply,
    classify_petition,
    forward_petitions,
    receive_petition,
    send_reply,
    transfer_petitions,
    write_reply,
)
from nghitruong.domain.petitions.models import Petition
from nghitruong.foundation.councils.models import Agency, Council
from nghitruong.kernel.actor import Actor, Role
from tests.cast import TERM_START, Cast, acting, add_council, add_officer, add_person
from tests.petitions.street import DONE, on, recorded

ROAD = "Đề nghị tỉnh mở rộng đường tỉnh 502 vì hay kẹt xe."
WENT_UP, ANSWERED = date(2026, 6, 4), date(2026, 6, 25)


@dataclass(frozen=True)
class City:
    """The council above, its clerk, and its agency's officer."""

    council: Council
    clerk: Actor
    agency: Agency
    officer: Actor

    @property
    def leader(self) -> Actor:
        return acting(self.officer, Role.AGENCY_LEADER)


def city_above(cast: Cast) -> City:
    council, _term = add_council("990009", "Thành phố Hoa Sen")
    cast.council.parent = council
    cast.council.save(update_fields=["parent"])
    agency = Agency.objects.create(
        council=council, code="so-xd", name="Sở Xây dựng", kind="chuyen_mon", level="tinh", valid_from=TERM_START
    )
    clerk = add_person(council, "Cao Thị Thư", Role.CLERK)
    return City(council, clerk, agency, add_officer(council, agency, "Lý Văn Sở"))


def sent_up(cast: Cast, text: str = ROAD, **details: str) -> tuple[Petition, Petition]:
    """The ward's petition and the record that the city has of it."""
    (petition,) = recorded(cast, text)
    with on(WENT_UP):
        (petition,) = transfer_petitions(cast.minh, cast.council.pk, words={petition.code: text}, **details)
    assert petition.upward is not None
    return petition, petition.upward.heir


def answered_above(city: City, heir: Petition, said: Said = DONE, day: date = ANSWERED) -> Petition:
    """The city sorts and sends it to its agency, which answers; the city accepts."""
    with on(WENT_UP, 6):
        classify_petition(city.clerk, heir, topic="giao_thong", level="tinh", agency=city.agency)
        (heir,) = forward_petitions(city.clerk, city.council.pk, codes=[heir.code])
    with on(WENT_UP, 8):
        receive_petition(city.officer, heir)
    with on(day):
        reply = write_reply(city.officer, heir, said=said)
        heir = send_reply(city.leader, reply).petition
        accept = accept_promise if heir.promised_on else accept_reply
        return accept(city.clerk, heir)
