"""What may follow what: a meeting (C.1), an agenda item (C.2) and the steps an item runs through in the room."""

from enum import StrEnum

from nghitruong.kernel.lifecycle import Lifecycle, moves


class MeetingState(StrEnum):
    """Where a meeting stands, from the plan to the finished file."""

    PLANNED = "planned"
    PREPARING = "preparing"
    CONVENED = "convened"
    OPEN = "open"
    ADJOURNED = "adjourned"
    CLOSED = "closed"
    COMPLETED = "completed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


_M = MeetingState
BEFORE_OPENING = frozenset({_M.PLANNED, _M.PREPARING, _M.CONVENED})
RUNNING = frozenset({_M.OPEN, _M.ADJOURNED})

MEETING = Lifecycle(
    noun="meeting",
    initial=_M.PLANNED,
    moves=moves(
        (_M.PLANNED, "start_preparation", _M.PREPARING),
        (_M.PREPARING, "invite_participants", _M.CONVENED),
        (_M.CONVENED, "invite_participants", _M.CONVENED),
        (_M.CONVENED, "open_meeting", _M.OPEN),
        (_M.OPEN, "adjourn_meeting", _M.ADJOURNED),
        (_M.ADJOURNED, "resume_meeting", _M.OPEN),
        ((_M.OPEN, _M.ADJOURNED), "close_meeting", _M.CLOSED),
        (_M.CLOSED, "complete_meeting", _M.COMPLETED),
        (BEFORE_OPENING, "hold_from_record", _M.CLOSED),
        (BEFORE_OPENING, "postpone_meeting", _M.POSTPONED),
        (_M.POSTPONED, "start_preparation", _M.PREPARING),
        (BEFORE_OPENING | {_M.POSTPONED}, "cancel_meeting", _M.CANCELLED),
    ),
    public={
        _M.PLANNED: "The meeting is planned; its day may still change.",
        _M.PREPARING: "The meeting is being prepared.",
        _M.CONVENED: "The meeting has been convened; the participants are invited.",
        _M.OPEN: "The meeting is in progress.",
        _M.ADJOURNED: "The meeting is adjourned and will go on.",
        _M.CLOSED: "The meeting is closed; its file is being completed.",
        _M.COMPLETED: "The meeting is over and its file is complete.",
        _M.POSTPONED: "The meeting is postponed.",
        _M.CANCELLED: "The meeting is cancelled.",
    },
)


class ItemState(StrEnum):
    """Where an agenda item stands."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DOCUMENTS_READY = "documents_ready"
    VERIFIED = "verified"
    ON_AGENDA = "on_agenda"
    PRESENTED = "presented"
    IN_DEBATE = "in_debate"
    READY_TO_VOTE = "ready_to_vote"
    DECIDED = "decided"
    NOTED = "noted"
    WITHDRAWN = "withdrawn"
    CARRIED_OVER = "carried_over"


_I = ItemState
BEFORE_AGENDA = frozenset({_I.PROPOSED, _I.ACCEPTED, _I.DOCUMENTS_READY, _I.VERIFIED})
UNDECIDED = BEFORE_AGENDA | {_I.ON_AGENDA, _I.PRESENTED, _I.IN_DEBATE, _I.READY_TO_VOTE}
IN_THE_ROOM = frozenset({_I.PRESENTED, _I.IN_DEBATE, _I.READY_TO_VOTE})

ITEM = Lifecycle(
    noun="agenda_item",
    initial=_I.PROPOSED,
    moves=moves(
        ((_I.PROPOSED, _I.ACCEPTED), "accept_item", _I.ACCEPTED),
        (_I.PROPOSED, "reject_item", _I.REJECTED),
        (_I.ACCEPTED, "complete_dossier", _I.DOCUMENTS_READY),
        (_I.DOCUMENTS_READY, "verify_item", _I.VERIFIED),
        ((_I.ACCEPTED, _I.DOCUMENTS_READY, _I.VERIFIED), "adopt_programme", _I.ON_AGENDA),
        (_I.ON_AGENDA, "present_item", _I.PRESENTED),
        (_I.PRESENTED, "debate_item", _I.IN_DEBATE),
        # A procedural question goes straight from the adopted programme to its vote.
        ((_I.ON_AGENDA, _I.PRESENTED, _I.IN_DEBATE), "put_to_vote", _I.READY_TO_VOTE),
        (_I.READY_TO_VOTE, "debate_item", _I.IN_DEBATE),
        (_I.READY_TO_VOTE, "decide_item", _I.DECIDED),
        ((_I.ON_AGENDA, _I.PRESENTED, _I.IN_DEBATE), "note_item", _I.NOTED),
        (UNDECIDED, "withdraw_item", _I.WITHDRAWN),
        (UNDECIDED, "carry_over_item", _I.CARRIED_OVER),
    ),
    public={
        _I.PROPOSED: "Proposed for the agenda.",
        _I.ACCEPTED: "Accepted into the draft agenda.",
        _I.REJECTED: "Not taken onto the agenda.",
        _I.DOCUMENTS_READY: "All documents are there.",
        _I.VERIFIED: "Verified by the committee.",
        _I.ON_AGENDA: "On the adopted agenda.",
        _I.PRESENTED: "Presented to the council.",
        _I.IN_DEBATE: "Being debated.",
        _I.READY_TO_VOTE: "Waiting for the vote.",
        _I.DECIDED: "Decided by vote.",
        _I.NOTED: "Considered, without a vote.",
        _I.WITHDRAWN: "Withdrawn by the proposer.",
        _I.CARRIED_OVER: "Carried over to the next session.",
    },
)


class Step(StrEnum):
    """The steps an item may run through in the room, in this order; a template leaves some out (ux 5.2, R2.23)."""

    PRESENTATION = "presentation"
    VERIFICATION = "verification"
    DISCUSSION = "discussion"
    EXPLANATION = "explanation"
    VOTE = "vote"
    DONE = "done"


class ItemKind(StrEnum):
    """What an agenda item is; a vote belongs to draft resolutions, elections and procedure."""

    OPENING = "opening"
    REPORT = "report"
    DRAFT_RESOLUTION = "draft_resolution"
    QUESTIONING = "questioning"
    ELECTION = "election"
    PROCEDURE = "procedure"
    BREAK = "break"
    CLOSING = "closing"
    OTHER = "other"


class MeetingMode(StrEnum):
    """In the hall, online, or both; the last two need the council's own decision (R2.12)."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"


class Capacity(StrEnum):
    """In what capacity somebody takes part; only deputies vote (R2.11)."""

    DEPUTY = "deputy"
    GUEST = "guest"
    SECRETARY = "secretary"
    REPRESENTATIVE = "representative"


class Openness(StrEnum):
    """What the public sees of a kind of meeting, as the law's catalogue of kinds says it."""

    ALL = "all"
    PROGRAMME_AND_RESULT = "programme_and_result"
    RESULT = "result"
    NOTHING = "nothing"
