"""From what happened to the messages in the tray: who is told, by which ways, in which words, from when on."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

from nghitruong.foundation.accounts.sealing import seal
from nghitruong.foundation.events.following import begin, follow
from nghitruong.foundation.events.queries import Happened, place_of
from nghitruong.kernel import clock
from nghitruong.outer.notices.actions import rewrite_message, take_back, write_messages
from nghitruong.outer.notices.gateways import gateway_for
from nghitruong.outer.notices.kinds import Kind, Letter, Occasion, Recipient, all_kinds
from nghitruong.outer.notices.matrix import Channel
from nghitruong.outer.notices.queries import last_told, rung_today, waiting_of, ways_to
from nghitruong.outer.notices.rules import loud_from, sms_text

if TYPE_CHECKING:
    from nghitruong.outer.notices.models import Message

FOLLOWER = "notices"


def listen(turn: Callable[[], AbstractContextManager[object]] = nullcontext) -> None:
    """Read on in the outbox. A new installation begins with what happens next: nobody is told of the past."""
    if place_of(FOLLOWER) is None:
        begin(FOLLOWER)
    while follow(FOLLOWER, tell_of_events, turn):
        pass


def tell_of_events(events: Sequence[Happened]) -> None:
    """Write the messages of these events, in the transaction that also moves the reader's place."""
    for event in events:
        for kind in all_kinds().values():
            if event.verb in kind.taken_back_by and event.subject:
                take_back(kind.code, str(event.subject))
            if kind.hears_event(event) and (occasion := kind.occasion(event)):
                tell(kind, f"{kind.code}-{event.id}", occasion)


def tell(kind: Kind, key: str, occasion: Occasion) -> int:
    """Put one occasion into the tray under its key, in the caller's transaction; answers how many messages there are.

    Twice with one key changes nothing.
    """
    recipients = list({one.key: one for one in kind.told(occasion)}.values())
    if occasion.about:
        told = last_told(kind.code, occasion.thread)
        recipients = [one for one in recipients if told.get(one.key) != occasion.about]
    ways = ways_to(kind, recipients, occasion.council_id)
    waiting = waiting_of(kind.code, occasion.thread) if kind.merges else {}
    rung = rung_today(kind.code, occasion.thread) if kind.sms_once_a_day else set()
    count = 0
    for one in recipients:
        open_ways = [way for way in ways[one.key] if way is Channel.INBOX or gateway_for(way)]
        joined = [way for way in open_ways if _joins(kind, occasion, one, waiting.get((one.key, way)))]
        rest = [way for way in open_ways if way not in joined and not (way is Channel.SMS and one.key in rung)]
        count += len(joined) + write_messages(_messages(kind, key, occasion, one, rest))
    return count


def _joins(kind: Kind, occasion: Occasion, one: Recipient, waiting: "Message | None") -> bool:
    """Add what happened to a message that has not left yet; False where there is none."""
    if waiting is None:
        return False
    items = [*waiting.items, *(item for item in occasion.items if item not in waiting.items)]
    letter = _letter(kind, Occasion(**{**vars(occasion), "items": items}), one)
    words = _words(letter, Channel(waiting.channel))
    return rewrite_message(waiting, items=items, subject=letter.subject, text=words)


def _messages(
    kind: Kind, key: str, occasion: Occasion, one: Recipient, ways: Sequence[Channel]
) -> Iterator[dict[str, object]]:
    if not ways:
        return
    letter = _letter(kind, occasion, one)
    release_at = clock.now() + timedelta(seconds=kind.wait_s)
    for way in ways:
        if way in (Channel.SMS, Channel.ZALO) and not letter.sms:
            continue
        leaves_at = release_at if way is Channel.INBOX or occasion.is_urgent else loud(release_at)
        yield {
            "council_id": occasion.council_id,
            "kind": kind.code,
            "key": key,
            "channel": way,
            "recipient": one.key,
            "account_id": one.account_id,
            "person_id": one.person_id,
            "name": one.name,
            "address": _sealed_address(one, way),
            "thread": occasion.thread,
            "about": occasion.about,
            "items": list(occasion.items),
            "subject": letter.subject[:300],
            "text": _words(letter, way),
            "path": letter.path,
            "button": letter.button,
            "is_urgent": occasion.is_urgent,
            "release_at": leaves_at,
            "try_at": leaves_at,
        }


def loud(moment: datetime) -> datetime:
    """The moment, or the end of the quiet hours in which it lies."""
    return loud_from(moment, *settings.QUIET_HOURS)


def absolute(path: str) -> str:
    """A path as an address that a mail can hold."""
    return f"{settings.ADDRESS}{path}" if path else ""


def _letter(kind: Kind, occasion: Occasion, one: Recipient) -> Letter:
    with translation.override(one.language):
        return kind.write(occasion, one)


def _words(letter: Letter, way: Channel) -> str:
    if way in (Channel.SMS, Channel.ZALO):
        return sms_text(letter.sms, absolute(letter.path))
    return letter.text


def _sealed_address(one: Recipient, way: Channel) -> str:
    """Only of who is in no register; of anybody else the address is read when the message leaves."""
    if one.person_id is not None or one.account_id is not None or way is Channel.INBOX:
        return ""
    return seal(one.email if way is Channel.MAIL else one.phone)
