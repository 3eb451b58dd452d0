"""What may follow what: a debt from its origin to its end (C.9), a wish for more time, a milestone."""

from enum import StrEnum

from nghitruong.kernel.lifecycle import Lifecycle, moves


class CommitmentState(StrEnum):
    """Where a debt stands. Overdue is no state: it follows from the day (R6.26)."""

    OWED = "owed"
    ACCEPTED = "accepted"
    REPORTED = "reported"
    RETURNED = "returned"
    MET = "met"
    NOT_PERFORMED = "not_performed"
    WITHDRAWN = "withdrawn"


_C = CommitmentState
WITH_DEBTOR = frozenset({_C.OWED, _C.ACCEPTED, _C.RETURNED})
"""States in which the next step is the debtor's: only there time runs against it."""
OPEN = WITH_DEBTOR | {_C.REPORTED}
ENDED = frozenset({_C.MET, _C.NOT_PERFORMED, _C.WITHDRAWN})

COMMITMENT = Lifecycle(
    noun="commitment",
    initial=_C.OWED,
    moves=moves(
        (_C.OWED, "accept_commitment", _C.ACCEPTED),
        (WITH_DEBTOR, "report_result", _C.REPORTED),
        (_C.REPORTED, "accept_report", _C.MET),
        (_C.REPORTED, "return_report", _C.RETURNED),
        (OPEN, "declare_not_performed", _C.NOT_PERFORMED),
        (OPEN, "withdraw_commitment", _C.WITHDRAWN),
        ((_C.MET, _C.NOT_PERFORMED), "reopen_commitment", _C.OWED),
    ),
    public={
        _C.OWED: "It is owed; the agency has not confirmed it yet.",
        _C.ACCEPTED: "The agency is carrying it out.",
        _C.REPORTED: "The agency has reported the result; it is being checked.",
        _C.RETURNED: "The result was sent back: it does not meet what was asked.",
        _C.MET: "It was carried out.",
        _C.NOT_PERFORMED: "It was not carried out.",
        _C.WITHDRAWN: "It is no longer asked for.",
    },
)


class ExtensionState(StrEnum):
    """Where a wish for more time stands."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


_E = ExtensionState

EXTENSION = Lifecycle(
    noun="extension",
    initial=_E.ASKED,
    moves=moves((_E.ASKED, "grant_extension", _E.GRANTED), (_E.ASKED, "refuse_extension", _E.REFUSED)),
    public={
        _E.ASKED: "The agency has asked for more time.",
        _E.GRANTED: "More time was given.",
        _E.REFUSED: "More time was not given.",
    },
)


class MilestoneState(StrEnum):
    """Where a milestone stands. That its day has passed is no state: it follows from the day."""

    PLANNED = "planned"
    REACHED = "reached"
    DROPPED = "dropped"


_M = MilestoneState

MILESTONE = Lifecycle(
    noun="milestone",
    initial=_M.PLANNED,
    moves=moves((_M.PLANNED, "reach_milestone", _M.REACHED), (_M.PLANNED, "drop_milestone", _M.DROPPED)),
    public={
        _M.PLANNED: "It is planned for a day.",
        _M.REACHED: "It was reached.",
        _M.DROPPED: "It is no longer planned.",
    },
)
