"""Sending what is due: claimed first, sent outside any transaction, settled afterwards; nothing twice, nothing lost."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from nghitruong.kernel import clock
from nghitruong.outer.notices import actions
from nghitruong.outer.notices.gateways import (
    NeverError,
    NotNowError,
    Parcel,
    UnclearError,
    gateway_for,
)
from nghitruong.outer.notices.matrix import Channel
from nghitruong.outer.notices.queries import address_of, due_messages, footer_of
from nghitruong.outer.notices.rules import is_quiet
from nghitruong.outer.notices.telling import absolute

if TYPE_CHECKING:
    from nghitruong.outer.notices.models import Message

log = logging.getLogger(__name__)

BATCH = 50
Turn = Callable[[], AbstractContextManager[object]]


def send_due(turn: Turn = nullcontext) -> int:
    """One round: give up dead claims, show what is told in the house, send what may leave. Answers how many moved.

    Several servers may do it: a message belongs to whoever claims it. `turn` is the wait for SQLite's one writer; it is
    never held while a gateway is asked.
    """
    due = due_messages(clock.now(), BATCH)
    inside = [one for one in due if one.channel == Channel.INBOX]
    with turn():
        actions.lose_old_claims()
        count = actions.deliver_inbox(inside) if inside else 0
    leaving = [one for one in due if one.channel != Channel.INBOX and (one.is_urgent or not _is_night())]
    return count + sum(_send(one, turn) for one in leaving)


def _is_night() -> bool:
    return is_quiet(clock.now(), *settings.QUIET_HOURS)


def _send(message: "Message", turn: Turn) -> bool:
    with turn():
        is_ours = actions.claim_message(message)
    if is_ours:
        settle = _hand_over(message)
        with turn():
            settle()
    return is_ours


def _hand_over(message: "Message") -> Callable[[], None]:
    """Ask the gateway; answers what has to be noted."""
    gateway, address = gateway_for(Channel(message.channel)), address_of(message)
    if gateway is None:
        return lambda: actions.give_up(message, "no_gateway")
    if not address:
        return lambda: actions.give_up(message, "no_address")
    try:
        gateway.send(_parcel(message, address))
    except NotNowError as error:
        return _noting(actions.put_off, message, error)
    except NeverError as error:
        said = str(error)
        return lambda: actions.give_up(message, "refused", said)
    except UnclearError as error:
        return _noting(actions.lose_sight, message, error)
    except Exception as error:  # whatever it was, it may have left, and the next message must not wait for it
        log.exception("message %s: the gateway failed in a way of its own", message.pk)
        return _noting(actions.lose_sight, message, error)
    return lambda: actions.note_sent(message)


def _noting(settle: Callable[["Message", str], None], message: "Message", error: Exception) -> Callable[[], None]:
    said = f"{type(error).__name__}: {error}" if not isinstance(error, NotNowError | UnclearError) else str(error)
    return lambda: settle(message, said)


def _parcel(message: "Message", address: str) -> Parcel:
    key = f"{message.council_id}-{message.pk}"
    if message.channel != Channel.MAIL:
        return Parcel(key, address, message.name, message.subject, message.text)
    with translation.override("vi"):
        context = {
            "message": message,
            "link": absolute(message.path),
            "choose": absolute("/thong-bao/cach-nhan/"),
            **footer_of(message.council_id),
        }
        text = render_to_string("notices/mail.txt", context)
        html = render_to_string("notices/mail.html", context)
    return Parcel(key, address, message.name, message.subject, text, html)
