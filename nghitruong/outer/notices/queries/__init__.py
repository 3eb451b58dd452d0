"""Reads: what a person was told, what waits in the tray, what somebody chose, whom an occasion concerns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from nghitruong.domain.meetings.models import Meeting, Participant
from nghitruong.domain.meetings.queries import meetings_of
from nghitruong.foundation.accounts.models import Account
from nghitruong.foundation.accounts.queries import signed_in_as
from nghitruong.foundation.accounts.sealing import digest_of, unseal
from nghitruong.foundation.councils.models import Council, Person
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.policy import NO_SUCH_RECORD
from nghitruong.outer.notices.kinds import Kind, Recipient
from nghitruong.outer.notices.lifecycle import ENDED_BADLY, MessageState
from nghitruong.outer.notices.matrix import Channel, is_wanted, offer
from nghitruong.outer.notices.models import Choice, Feed, Message

REASONS = {
    "unreachable": _("The gateway cannot be reached; it is tried again by itself"),
    "refused": _("The gateway refused it"),
    "given_up": _("The gateway could not be reached for two days"),
    "no_address": _("The person has no such address"),
    "no_gateway": _("This way is not set up"),
    "interrupted": _("The server stopped while it was being sent; it may have left"),
    "unclear": _("The connection broke while it was being sent; it may have left"),
}


@dataclass(frozen=True)
class Batch:
    """What one event led to: so many messages, how they stand, and until when they can be taken back."""

    key: str
    kind: str
    subject: str
    created_at: datetime
    waiting: int
    sent: int
    failed: int
    cancelled: int
    release_at: datetime | None


def inbox_of(actor: Actor) -> QuerySet[Message]:
    """What the actor was told in the council in which she acts, newest first."""
    mine = Message.objects.filter(account_id=actor.account_id or 0, channel=Channel.INBOX, state=MessageState.SENT)
    return mine.filter(council_id=actor.council_id or 0).order_by("-sent_at", "-id")


def unread_of(actor: Actor) -> QuerySet[Message]:
    return inbox_of(actor).filter(read_at=None)


def notice_for(actor: Actor, message_id: int) -> Message:
    """One of the actor's own notices."""
    found = inbox_of(actor).filter(pk=message_id).first()
    if found is None:
        raise RefusedError(NO_SUCH_RECORD, f"message-{message_id}")
    return found


def message_for(actor: Actor, message_id: int) -> Message:
    """One message of the actor's council, for who looks after the tray."""
    found = Message.objects.filter(council_id=actor.council_id or 0, pk=message_id).first()
    if found is None:
        raise RefusedError(NO_SUCH_RECORD, f"message-{message_id}")
    return found


def batches_of(actor: Actor, limit: int) -> list[Batch]:
    """The latest of what the council told, one line an event."""
    rows = Message.objects.filter(council_id=actor.council_id or 0).values("key", "kind").order_by()
    counted = rows.annotate(
        first=Min("created_at"),
        title=Max("subject"),
        waiting=Count("pk", filter=Q(state__in=(MessageState.WAITING, MessageState.SENDING))),
        sent=Count("pk", filter=Q(state=MessageState.SENT)),
        failed=Count("pk", filter=Q(state__in=ENDED_BADLY)),
        cancelled=Count("pk", filter=Q(state=MessageState.CANCELLED)),
        leaves=Max("release_at", filter=Q(state=MessageState.WAITING)),
    )
    return [
        Batch(
            row["key"],
            row["kind"],
            row["title"],
            row["first"],
            row["waiting"],
            row["sent"],
            row["failed"],
            row["cancelled"],
            row["leaves"],
        )
        for row in counted.order_by("-first", "key")[:limit]
    ]


def troubled_of(actor: Actor) -> QuerySet[Message]:
    """Messages that could not be sent, or were put off: what somebody has to look at, newest first."""
    ours = Message.objects.filter(council_id=actor.council_id or 0)
    return ours.filter(Q(state__in=ENDED_BADLY) | Q(state=MessageState.WAITING, attempts__gt=0)).order_by("-id")


def choices_of(account_ids: Iterable[int], council_id: int, kind: str = "") -> dict[tuple[int, str, str], bool]:
    """What people chose, by account, kind and way."""
    rows = Choice.objects.filter(account_id__in=list(account_ids), council_id=council_id)
    rows = rows.filter(kind=kind) if kind else rows
    return {(row.account_id, row.kind, row.channel): row.is_on for row in rows}


def old_switches(account_ids: Iterable[int]) -> dict[tuple[int, str], bool]:
    """Ways that were turned off as a whole with the looks of the pages."""
    rows = Account.objects.filter(pk__in=list(account_ids)).values_list("pk", "display")
    return {(number, way): False for number, display in rows for way in ("mail", "sms") if display.get(way) == "off"}


def ways_to(kind: Kind, recipients: Sequence[Recipient], council_id: int) -> dict[str, list[Channel]]:
    """By which ways each of these people wants to be told, and can be reached."""
    accounts = [one.account_id for one in recipients if one.account_id is not None]
    chosen, switched = choices_of(accounts, council_id, kind.code), old_switches(accounts)
    return {
        one.key: [
            channel
            for channel in Channel
            if _reaches(one, channel)
            and is_wanted(offer(kind.row, channel), _choice(one, kind, channel, chosen, switched))
        ]
        for one in recipients
    }


def last_told(kind: str, thread: str) -> dict[str, str]:
    """What each person was last told of a thread; what was taken back was not told."""
    rows = Message.objects.filter(kind=kind, thread=thread).exclude(state=MessageState.CANCELLED).order_by("id")
    return dict(rows.values_list("recipient", "about"))


def waiting_of(kind: str, thread: str) -> dict[tuple[str, str], Message]:
    """Messages of a thread that have not left and were not tried yet, by person and way."""
    rows = Message.objects.filter(kind=kind, thread=thread, state=MessageState.WAITING, attempts=0)
    return {(row.recipient, row.channel): row for row in rows}


def rung_today(kind: str, thread: str) -> set[str]:
    """Whose telephone a thread has rung today, or is about to."""
    start = clock.now().astimezone(clock.COUNCIL_ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Message.objects.filter(kind=kind, thread=thread, channel=Channel.SMS, created_at__gte=start)
    return set(rows.exclude(state=MessageState.CANCELLED).values_list("recipient", flat=True))


def due_messages(now: datetime, limit: int) -> list[Message]:
    """What is to be sent now, the oldest first."""
    rows = Message.objects.filter(state=MessageState.WAITING, release_at__lte=now, try_at__lte=now)
    return list(rows.order_by("try_at", "id")[:limit])


def address_of(message: Message) -> str:
    """Where the message goes, as it is known now; empty where there is no such address."""
    if message.address:
        return unseal(message.address)
    people = Person.objects.filter(pk=message.person_id or 0)
    if message.channel != Channel.MAIL:
        return people.values_list("phone", flat=True).first() or ""
    mail = people.values_list("email", flat=True).first()
    return mail or Account.objects.filter(pk=message.account_id or 0).values_list("email", flat=True).first() or ""


def feed_of(actor: Actor) -> str:
    """The secret of the actor's calendar, empty before the first."""
    feed = Feed.objects.filter(account_id=actor.account_id or 0, council_id=actor.council_id or 0).first()
    return unseal(feed.sealed) if feed else ""


def stuck_count() -> int:
    """Messages that nobody will send by themselves, for the watching machine."""
    return Message.objects.filter(state__in=ENDED_BADLY).count()


def _choice(
    one: Recipient,
    kind: Kind,
    channel: Channel,
    chosen: Mapping[tuple[int, str, str], bool],
    switched: Mapping[tuple[int, str], bool],
) -> bool | None:
    number = one.account_id or 0
    return chosen.get((number, kind.code, channel), switched.get((number, channel)))


def _reaches(one: Recipient, channel: Channel) -> bool:
    match channel:
        case Channel.INBOX:
            return one.account_id is not None
        case Channel.MAIL:
            return bool(one.email)
    return bool(one.phone)


def footer_of(council_id: int) -> dict[str, str]:
    """What stands below a mail: the council, its address, its telephone."""
    council = Council.objects.get(pk=council_id)
    return {
        "council_name": council.name,
        "council_address": str(council.settings.get("address", "")),
        "council_phone": str(council.settings.get("phone", "")),
    }


def is_told(council_id: int, key: str) -> bool:
    """Whether something was put into the tray under this key already."""
    return Message.objects.filter(council_id=council_id, key=key).exists()


def council_name(council_id: int) -> str:
    return Council.objects.values_list("name", flat=True).get(pk=council_id)


def feed_owner(secret: str) -> Actor | None:
    """Whose calendar this is, as she would act now; None for an old address and a closed account."""
    feed = Feed.objects.filter(digest=digest_of(secret)).first()
    account = Account.objects.filter(pk=feed.account_id, is_active=True).first() if feed else None
    if feed is None or account is None:
        return None
    actor = signed_in_as(account, feed.council_id).actor
    return actor if actor.council_id == feed.council_id else None


def meetings_with(owner: Actor, since: datetime) -> QuerySet[Meeting]:
    """Convened meetings to which the owner is invited, of these the ones that she may know of."""
    invited = Participant.objects.filter(person_id=owner.person_id or 0).exclude(invited_at=None)
    meetings = meetings_of(owner).filter(pk__in=invited.values("meeting_id"), starts_at__gte=since)
    return meetings.exclude(convened_at=None)
