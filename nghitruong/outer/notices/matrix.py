"""What is told by which way: the table of ux 9.4. A person may turn off what is on, and on what is offered."""

from collections.abc import Mapping
from enum import StrEnum


class Channel(StrEnum):
    """A way in which a message reaches somebody."""

    INBOX = "inbox"
    MAIL = "mail"
    SMS = "sms"
    ZALO = "zalo"


class Offer(StrEnum):
    """Of one way for one kind: on unless turned off, offered, not there; and on for good."""

    ALWAYS = "always"
    ON = "on"
    OFFERED = "offered"
    NEVER = "never"


OUTSIDE = (Channel.MAIL, Channel.SMS, Channel.ZALO)
"""Ways that leave the house: quiet at night, taken back in the tray, refused by gateways."""

_FULL = {Channel.INBOX: Offer.ALWAYS, Channel.MAIL: Offer.ON, Channel.SMS: Offer.ON, Channel.ZALO: Offer.OFFERED}
_OFFICE = {Channel.INBOX: Offer.ALWAYS, Channel.MAIL: Offer.ON, Channel.SMS: Offer.NEVER, Channel.ZALO: Offer.NEVER}

MATRIX: Mapping[str, Mapping[Channel, Offer]] = {
    "invitation": _FULL,
    "papers": _FULL,
    "reading": {**_FULL, Channel.SMS: Offer.OFFERED},
    "forwarded": _OFFICE,
    "due": {**_FULL, Channel.SMS: Offer.OFFERED},
    "returned": _OFFICE,
    "voter": {
        Channel.INBOX: Offer.NEVER,
        Channel.MAIL: Offer.OFFERED,
        Channel.SMS: Offer.ON,
        Channel.ZALO: Offer.OFFERED,
    },
    "follower": {
        Channel.INBOX: Offer.NEVER,
        Channel.MAIL: Offer.ON,
        Channel.SMS: Offer.NEVER,
        Channel.ZALO: Offer.NEVER,
    },
    "appointment": {
        Channel.INBOX: Offer.NEVER,
        Channel.MAIL: Offer.ON,
        Channel.SMS: Offer.ON,
        Channel.ZALO: Offer.OFFERED,
    },
    "report": _OFFICE,
    "security": {**_FULL, Channel.MAIL: Offer.ALWAYS, Channel.ZALO: Offer.NEVER},
}
"""By row: invitation and change; papers; reminders to read; petition forwarded; due soon and late; returned, checked;
to a voter; to who left a mail address to follow; to who asked for an appointment; report due; trouble with one's
access."""


def offer(row: str, channel: Channel) -> Offer:
    return MATRIX[row][channel]


def is_wanted(given: Offer, choice: bool | None) -> bool:
    """Whether a way is taken, `choice` being what the person said, or None."""
    if given in (Offer.ALWAYS, Offer.NEVER):
        return given is Offer.ALWAYS
    return choice if choice is not None else given is Offer.ON
