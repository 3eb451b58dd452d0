"""What may follow what: for a mandate (rulebook 1.5), a merger on its way (rulebook 1.4), an import of deputies."""

from enum import StrEnum

from nghitruong.kernel.lifecycle import Lifecycle, moves


class MandateState(StrEnum):
    """Where one deputy's seat stands. Ended seats leave the total number of deputies, a suspended one stays (R1.46)."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    RELEASE_REQUESTED = "release_requested"
    RELEASED = "released"
    REMOVED = "removed"
    LOST = "lost"
    DECEASED = "deceased"
    TERM_ENDED = "term_ended"


class SuccessionState(StrEnum):
    """Where a planned merger stands: proposed by one, carried out by another, or withdrawn."""

    PROPOSED = "proposed"
    CARRIED_OUT = "carried_out"
    WITHDRAWN = "withdrawn"


class ImportState(StrEnum):
    """Where uploaded files of deputies stand: seen in a dry run, taken in, or dropped."""

    STAGED = "staged"
    TAKEN_IN = "taken_in"
    DROPPED = "dropped"


HOLDING = frozenset({MandateState.ACTIVE, MandateState.SUSPENDED, MandateState.RELEASE_REQUESTED})
"""States in which the seat is still held (R1.46)."""

_S = MandateState

MANDATE = Lifecycle(
    noun="mandate",
    initial=_S.ACTIVE,
    moves=moves(
        (_S.ACTIVE, "suspend_mandate", _S.SUSPENDED),
        (_S.SUSPENDED, "reinstate_mandate", _S.ACTIVE),
        (_S.ACTIVE, "request_release", _S.RELEASE_REQUESTED),
        (_S.RELEASE_REQUESTED, "withdraw_release", _S.ACTIVE),
        (_S.RELEASE_REQUESTED, "release_mandate", _S.RELEASED),
        ((_S.ACTIVE, _S.SUSPENDED), "remove_mandate", _S.REMOVED),
        (HOLDING, "lose_mandate", _S.LOST),
        (HOLDING, "record_death", _S.DECEASED),
        (HOLDING, "end_term", _S.TERM_ENDED),
    ),
    public={
        _S.ACTIVE: "The deputy is carrying out the mandate.",
        _S.SUSPENDED: "The deputy is suspended for the time being.",
        _S.RELEASE_REQUESTED: "The deputy has asked to be released; the council has not decided yet.",
        _S.RELEASED: "The deputy was released from the mandate.",
        _S.REMOVED: "The deputy was removed by the council or the voters.",
        _S.LOST: "The deputy lost the mandate by a final criminal judgment.",
        _S.DECEASED: "The deputy has died.",
        _S.TERM_ENDED: "The term of office has ended.",
    },
)

_P = SuccessionState

SUCCESSION = Lifecycle(
    noun="succession",
    initial=_P.PROPOSED,
    moves=moves(
        (_P.PROPOSED, "carry_out_succession", _P.CARRIED_OUT),
        (_P.PROPOSED, "withdraw_succession", _P.WITHDRAWN),
    ),
    public={
        _P.PROPOSED: "The merger is being prepared.",
        _P.CARRIED_OUT: "The merger has taken effect.",
        _P.WITHDRAWN: "The preparation was withdrawn.",
    },
)

_I = ImportState

IMPORT = Lifecycle(
    noun="import",
    initial=_I.STAGED,
    moves=moves(
        (_I.STAGED, "map_import", _I.STAGED),
        (_I.STAGED, "import_deputies", _I.TAKEN_IN),
        (_I.STAGED, "drop_import", _I.DROPPED),
    ),
    public={
        _I.STAGED: "The files are being looked at; nothing was added yet.",
        _I.TAKEN_IN: "The deputies of the files were added.",
        _I.DROPPED: "The files were dropped; nothing was added.",
    },
)
