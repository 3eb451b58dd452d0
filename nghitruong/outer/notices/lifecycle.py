"""What may follow what: one message to one person by one way."""

from enum import StrEnum

from nghitruong.kernel.lifecycle import Lifecycle, moves


class MessageState(StrEnum):
    """Where a message stands. Only a waiting one can be taken back, only a claimed one is sent."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    CANCELLED = "cancelled"
    FAILED = "failed"
    UNKNOWN = "unknown"


_M = MessageState
ENDED_BADLY = frozenset({_M.FAILED, _M.UNKNOWN})

MESSAGE = Lifecycle(
    noun="message",
    initial=_M.WAITING,
    moves=moves(
        (_M.WAITING, "claim_message", _M.SENDING),
        (_M.WAITING, "undo_notice", _M.CANCELLED),
        (_M.SENDING, "note_sent", _M.SENT),
        (_M.SENDING, "put_off", _M.WAITING),
        (_M.SENDING, "give_up", _M.FAILED),
        (_M.SENDING, "lose_sight", _M.UNKNOWN),
        (ENDED_BADLY, "retry_message", _M.WAITING),
    ),
    public={
        _M.WAITING: "It waits for its time.",
        _M.SENDING: "It is being handed over.",
        _M.SENT: "The gateway has taken it.",
        _M.CANCELLED: "It was taken back before it left.",
        _M.FAILED: "It could not be sent.",
        _M.UNKNOWN: "Nobody knows whether it left; it is not sent again by itself.",
    },
)
