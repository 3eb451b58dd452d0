"""What may follow what for an open vote (C.4, without the counting of secret ballots)."""

from enum import StrEnum

from nghitruong.kernel.lifecycle import Lifecycle, moves


class PollState(StrEnum):
    """Where one round of voting stands."""

    PREPARED = "prepared"
    OPENED = "opened"
    CLOSED = "closed"
    ANNOUNCED = "announced"
    VOID = "void"


_P = PollState

POLL = Lifecycle(
    noun="poll",
    initial=_P.PREPARED,
    moves=moves(
        (_P.PREPARED, "open_poll", _P.OPENED),
        (_P.OPENED, "close_poll", _P.CLOSED),
        (_P.CLOSED, "announce_result", _P.ANNOUNCED),
        ((_P.PREPARED, _P.OPENED, _P.CLOSED), "cancel_poll", _P.VOID),
    ),
    public={
        _P.PREPARED: "The vote is prepared and has not been opened.",
        _P.OPENED: "Voting is in progress.",
        _P.CLOSED: "Voting is closed; the chair has not announced the result yet.",
        _P.ANNOUNCED: "The result has been announced.",
        _P.VOID: "This round was cancelled; its ballots are sealed and do not count.",
    },
)


class Choice(StrEnum):
    """The three lawful options, in the fixed order of every screen (R3.02)."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
