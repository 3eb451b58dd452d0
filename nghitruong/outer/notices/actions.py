"""Writing messages, taking them back, sending them again, and choosing how one is told."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Q

from nghitruong.foundation.accounts.sealing import digest_of, random_word, seal
from nghitruong.foundation.verbs.beats import permit, record, refuse_now, unchanged, verb
from nghitruong.foundation.verbs.moves import move
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.outer.notices import rules
from nghitruong.outer.notices.kinds import all_kinds
from nghitruong.outer.notices.lifecycle import MESSAGE, MessageState
from nghitruong.outer.notices.matrix import Channel, Offer, offer
from nghitruong.outer.notices.models import Choice, Feed, Message
from nghitruong.outer.notices.policies import may
from nghitruong.outer.notices.queries import feed_of, unread_of

CLAIM_LASTS = timedelta(minutes=2)
"""A message that was claimed so long ago belongs to a process that is no more."""


@verb("notices.undo_notice", serious=True)
def undo_notice(clerk: Actor, council_id: int, *, key: str) -> int:
    """Take back what an event led to, as far as it has not left; answers how many messages.

    Announces nothing: who was not told yet is not told of that either.
    """
    permit(may(clerk, "notices.undo_notice", council_id=council_id))
    waiting = Message.objects.filter(council_id=council_id, key=key, state=MessageState.WAITING)
    count = waiting.update(state=MessageState.CANCELLED)
    if not count:
        refuse_now(rules.NOTHING_LEFT)
    record(None, council_id=council_id, key=key, cancelled=count)
    return count


@verb("notices.retry_message", serious=True)
def retry_message(clerk: Actor, message: Message) -> Message:
    """Send again what failed, or of which nobody knows whether it left: a person's decision, never the machine's.

    Announces nothing: the tray shows it.
    """
    permit(may(clerk, "notices.retry_message", council_id=message.council_id))
    before = message.state
    move(message, MESSAGE, "retry_message", try_at=clock.now(), attempts=0, reason="", detail="")
    record(message, before=before)
    return message


@verb("notices.choose_channels")
def choose_channels(person: Actor, council_id: int, *, wishes: Mapping[tuple[str, str], bool]) -> None:
    """Say by which ways one wants to be told of what, by kind and way. What is always told cannot be turned off.

    Announces nothing: it counts from the next notice on.
    """
    permit(may(person, "notices.choose_channels", is_own=True, council_id=council_id))
    kinds = all_kinds()
    for code, channel in wishes:
        if code not in kinds or channel not in set(Channel):
            refuse_now(rules.NO_SUCH_WAY)
    for (code, channel), is_on in wishes.items():
        if offer(kinds[code].row, Channel(channel)) in (Offer.ON, Offer.OFFERED):
            Choice.objects.update_or_create(
                account_id=person.account_id or 0,
                council_id=council_id,
                kind=code,
                channel=channel,
                defaults={"is_on": is_on},
            )
    record(
        None, council_id=council_id, chosen=sorted(f"{code}/{channel}" for (code, channel), on in wishes.items() if on)
    )


@verb("notices.mark_notices")
def mark_notices(person: Actor, council_id: int, *, message_ids: Iterable[int] | None = None) -> int:
    """Note that one has seen these notices, or all of them; answers how many were new.

    Announces nothing: it concerns nobody else, and leaves no line where nothing was new.
    """
    permit(may(person, "notices.mark_notices", is_own=True, council_id=council_id))
    unread = unread_of(person)
    seen = unread if message_ids is None else unread.filter(pk__in=list(message_ids))
    count = seen.order_by().update(read_at=clock.now())
    return unchanged(count)


@verb("notices.renew_feed")
def renew_feed(person: Actor, council_id: int) -> str:
    """Give one's calendar a new secret address; the old one answers nothing from now on.

    Announces nothing: nobody but its owner knows the address.
    """
    permit(may(person, "notices.renew_feed", is_own=True, council_id=council_id))
    secret = random_word(6)
    Feed.objects.update_or_create(
        account_id=person.account_id or 0,
        council_id=council_id,
        defaults={"digest": digest_of(secret), "sealed": seal(secret), "renewed_at": clock.now()},
    )
    record(None, council_id=council_id)
    return feed_of(person)


def write_messages(messages: Iterable[Mapping[str, Any]]) -> int:
    """Put messages into the tray, each once; answers how many there are now of what was handed in.

    No verb: the event that they tell of was one.
    """
    return len(Message.objects.bulk_create((Message(**facts) for facts in messages), ignore_conflicts=True))


def take_back(kind: str, thread: str) -> int:
    """Cancel what of a thread has not left yet: what it tells of is no longer so. Answers how many messages."""
    waiting = Message.objects.filter(kind=kind, thread=thread, state=MessageState.WAITING)
    return waiting.update(state=MessageState.CANCELLED)


def rewrite_message(message: Message, **changes: object) -> bool:
    """Change what still waits; answers whether it still did."""
    return bool(Message.objects.filter(pk=message.pk, state=MessageState.WAITING).update(**changes))


def claim_message(message: Message) -> bool:
    """Take a message for sending; answers whether nobody was faster. Committed before anything leaves."""
    waiting = Message.objects.filter(pk=message.pk, state=MessageState.WAITING)
    return bool(waiting.update(state=MessageState.SENDING, claimed_at=clock.now()))


def deliver_inbox(messages: Iterable[Message]) -> int:
    """Show what is told within the house: nothing leaves, so nothing can be lost."""
    waiting = Message.objects.filter(pk__in=[one.pk for one in messages], state=MessageState.WAITING)
    return waiting.update(state=MessageState.SENT, sent_at=clock.now())


def note_sent(message: Message) -> None:
    """The gateway has taken it. An outsider's address is needed no more."""
    _settle(message, MessageState.SENT, sent_at=clock.now(), address="", reason="", detail="")


def put_off(message: Message, detail: str) -> None:
    """The gateway was not there: try again after a pause that grows, and give up after the last one."""
    pause = rules.pause_after(message.attempts + 1)
    if pause is None:
        give_up(message, "given_up", detail)
        return
    _settle(
        message,
        MessageState.WAITING,
        try_at=clock.now() + pause,
        attempts=message.attempts + 1,
        reason="unreachable",
        detail=detail[:200],
    )


def give_up(message: Message, reason: str, detail: str = "") -> None:
    """It will not go: a person has to look at it."""
    _settle(message, MessageState.FAILED, attempts=message.attempts + 1, reason=reason, detail=detail[:200])


def lose_sight(message: Message, detail: str = "") -> None:
    """Nobody knows whether it left: it is shown, and not sent again by itself."""
    _settle(message, MessageState.UNKNOWN, attempts=message.attempts + 1, reason="unclear", detail=detail[:200])


def lose_old_claims() -> int:
    """What a process claimed and never settled, because it died in between; answers how many."""
    edge = clock.now() - CLAIM_LASTS
    dead = Message.objects.filter(Q(claimed_at=None) | Q(claimed_at__lt=edge), state=MessageState.SENDING)
    return dead.update(state=MessageState.UNKNOWN, reason="interrupted")


def _settle(message: Message, state: MessageState, **fields: object) -> None:
    """Only what is still claimed: whoever was thought dead must not overwrite what a person decided meanwhile."""
    Message.objects.filter(pk=message.pk, state=MessageState.SENDING).update(state=state, **fields)
