"""A council whose people can be reached, gateways that keep what they get, and the reader and sender as one step."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from nghitruong.foundation.accounts.models import Account
from nghitruong.foundation.councils.models import Person
from nghitruong.kernel import clock
from nghitruong.kernel.clock import COUNCIL_ZONE
from nghitruong.outer.notices.gateways import RecordingGateway, use_gateway
from nghitruong.outer.notices.matrix import OUTSIDE, Channel
from nghitruong.outer.notices.models import Message
from nghitruong.outer.notices.sending import send_due
from nghitruong.outer.notices.telling import listen

NOON = datetime(2026, 11, 26, 12, tzinfo=COUNCIL_ZONE)
LATER = timedelta(minutes=1)


@contextmanager
def gateways() -> Iterator[dict[Channel, RecordingGateway]]:
    """Inside the block every way leads to a gateway that keeps what it gets."""
    kept = {channel: RecordingGateway() for channel in OUTSIDE}
    for channel, gateway in kept.items():
        use_gateway(channel, gateway)
    try:
        yield kept
    finally:
        for channel in OUTSIDE:
            use_gateway(channel, None)


def give_addresses() -> None:
    """Everybody in the register gets a telephone and a mail address of her own."""
    for person in Person.objects.all():
        Person.objects.filter(pk=person.pk).update(phone=f"09{person.pk:08}", email=f"p{person.pk}@example.vn")
    Account.objects.filter(person=None).update(email="")


def read_and_send(after: timedelta = LATER) -> int:
    """Read the outbox now, and send so much later."""
    listen()
    with clock.standing_at(clock.now() + after):
        return send_due()


def states(**conditions: object) -> list[str]:
    return list(Message.objects.filter(**conditions).order_by("id").values_list("state", flat=True))
