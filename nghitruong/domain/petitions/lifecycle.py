"""What may follow what: a petition from its recording to its end (C.6), and one reply of an agency to it."""

from enum import StrEnum

from nghitruong.kernel.lifecycle import Lifecycle, moves


class PetitionState(StrEnum):
    """Where a petition stands. Late is no state: it follows from the day on which the answer is due."""

    RECORDED = "recorded"
    CONSOLIDATED = "consolidated"
    CLASSIFIED = "classified"
    ANSWERED_ON_SPOT = "answered_on_spot"
    TO_LETTER = "to_letter"
    NOTED = "noted"
    DUPLICATE = "duplicate"
    FORWARDED = "forwarded"
    RECEIVED = "received"
    REFUSED_JURISDICTION = "refused_jurisdiction"
    REPLIED = "replied"
    IN_PROGRESS = "in_progress"
    ASSESSED = "assessed"
    UNDER_SUPERVISION = "under_supervision"
    REPORTED_BACK = "reported_back"
    CLOSED = "closed"
    TRANSFERRED = "transferred"
    SENT_BACK = "sent_back"


_P = PetitionState
UNSORTED = frozenset({_P.RECORDED, _P.CONSOLIDATED})
"""States in which topic, level and agency are still open."""
BEFORE_SENDING = UNSORTED | {_P.CLASSIFIED, _P.REFUSED_JURISDICTION}
"""States in which the next step is the office's own."""
WITH_AGENCY = frozenset({_P.FORWARDED, _P.RECEIVED, _P.IN_PROGRESS, _P.UNDER_SUPERVISION})
"""States in which an agency owes an answer, or the thing that it promised."""
ANSWERED = frozenset({_P.REPLIED, _P.IN_PROGRESS, _P.ASSESSED, _P.REPORTED_BACK, _P.CLOSED})
"""States that an answer has led to."""
SETTLED = frozenset({_P.ASSESSED, _P.REPORTED_BACK, _P.CLOSED})
"""States in which the answer that settles it was accepted."""
ENDED = frozenset({_P.CLOSED, _P.DUPLICATE, _P.TO_LETTER, _P.NOTED, _P.SENT_BACK})

PETITION = Lifecycle(
    noun="petition",
    initial=_P.RECORDED,
    moves=moves(
        (_P.RECORDED, "consolidate_petitions", _P.CONSOLIDATED),
        (BEFORE_SENDING, "classify_petition", _P.CLASSIFIED),
        (UNSORTED, "amend_petition", _P.RECORDED),
        (UNSORTED, "split_petition", _P.RECORDED),
        (BEFORE_SENDING, "merge_petition", _P.DUPLICATE),
        (_P.DUPLICATE, "split_off_petition", _P.RECORDED),
        (BEFORE_SENDING, "turn_into_letter", _P.TO_LETTER),
        (BEFORE_SENDING, "note_opinion", _P.NOTED),
        (UNSORTED, "answer_on_spot", _P.ANSWERED_ON_SPOT),
        (_P.ANSWERED_ON_SPOT, "close_petition", _P.CLOSED),
        (_P.CLASSIFIED, "forward_petitions", _P.FORWARDED),
        (_P.FORWARDED, "recall_petitions", _P.CLASSIFIED),
        (_P.FORWARDED, "receive_petition", _P.RECEIVED),
        ((_P.FORWARDED, _P.RECEIVED), "return_petition", _P.REFUSED_JURISDICTION),
        (WITH_AGENCY, "send_reply", _P.REPLIED),
        (WITH_AGENCY, "enter_reply", _P.REPLIED),
        (_P.REPLIED, "return_reply", _P.RECEIVED),
        (_P.REPLIED, "accept_reply", _P.ASSESSED),
        (_P.REPLIED, "accept_promise", _P.IN_PROGRESS),
        (WITH_AGENCY | {_P.REPLIED, _P.ASSESSED}, "supervise_petition", _P.UNDER_SUPERVISION),
        (_P.ASSESSED, "inform_voters", _P.REPORTED_BACK),
        (_P.REPORTED_BACK, "close_petition", _P.CLOSED),
        (SETTLED, "reopen_petition", _P.RECEIVED),
        (BEFORE_SENDING, "transfer_petitions", _P.TRANSFERRED),
        (_P.TRANSFERRED, "recall_transfers", _P.CONSOLIDATED),
        (BEFORE_SENDING, "hear_recall", _P.SENT_BACK),
        (_P.TRANSFERRED, "hear_promise", _P.TRANSFERRED),
        (_P.TRANSFERRED, "hear_answer", _P.ASSESSED),
        (_P.TRANSFERRED, "hear_return", _P.REFUSED_JURISDICTION),
        (SETTLED, "hear_reopening", _P.TRANSFERRED),
        (BEFORE_SENDING, "return_transfer", _P.SENT_BACK),
    ),
    public={
        _P.RECORDED: "It was recorded.",
        _P.CONSOLIDATED: "It was gathered with what others asked for.",
        _P.CLASSIFIED: "It is known who answers; it is about to be sent there.",
        _P.ANSWERED_ON_SPOT: "It was answered at the meeting.",
        _P.TO_LETTER: "It is a complaint or a denunciation and goes the way of letters.",
        _P.NOTED: "It is an opinion: it was taken note of.",
        _P.DUPLICATE: "It goes on together with an equal one.",
        _P.FORWARDED: "It was sent to the agency that answers.",
        _P.RECEIVED: "The agency has it and owes the answer.",
        _P.REFUSED_JURISDICTION: "The agency named another one; it is being sent there.",
        _P.REPLIED: "The agency has answered; the answer is being checked.",
        _P.IN_PROGRESS: "The agency has promised a day; the work is going on.",
        _P.ASSESSED: "The answer was accepted; the voters are about to be told.",
        _P.UNDER_SUPERVISION: "The council supervises how it is dealt with.",
        _P.REPORTED_BACK: "The voters were told the result.",
        _P.CLOSED: "It is done.",
        _P.TRANSFERRED: "It was sent to the council above, which is competent.",
        _P.SENT_BACK: "It was sent back to the council that it came from.",
    },
)


HEARD = frozenset({"hear_promise", "hear_answer", "hear_return", "hear_reopening", "hear_recall"})
"""Moves that follow from what another council decided; nobody here takes them."""


class ReplyState(StrEnum):
    """Where one reply stands between an agency's officer, its leader and the council."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    SENT = "sent"
    ACCEPTED = "accepted"
    RETURNED = "returned"


_R = ReplyState

REPLY = Lifecycle(
    noun="reply",
    initial=_R.DRAFT,
    moves=moves(
        (_R.DRAFT, "write_reply", _R.DRAFT),
        (_R.DRAFT, "propose_reply", _R.PROPOSED),
        (_R.PROPOSED, "send_draft_back", _R.DRAFT),
        ((_R.DRAFT, _R.PROPOSED), "send_reply", _R.SENT),
        (_R.SENT, "accept_reply", _R.ACCEPTED),
        (_R.SENT, "accept_promise", _R.ACCEPTED),
        (_R.SENT, "return_reply", _R.RETURNED),
    ),
    public={
        _R.DRAFT: "It is being written.",
        _R.PROPOSED: "The agency's leader has it for approval.",
        _R.SENT: "It was sent; it is being checked.",
        _R.ACCEPTED: "It was accepted.",
        _R.RETURNED: "It was sent back.",
    },
)


class RoundState(StrEnum):
    """Where a round of voter contact stands."""

    PLANNED = "planned"
    PUBLISHED = "published"
    CLOSED = "closed"


_O = RoundState

CONTACT_ROUND = Lifecycle(
    noun="contact_round",
    initial=_O.PLANNED,
    moves=moves(
        (_O.PLANNED, "publish_round", _O.PUBLISHED),
        (_O.PUBLISHED, "close_round", _O.CLOSED),
    ),
    public={
        _O.PLANNED: "The round is being planned.",
        _O.PUBLISHED: "The schedule is known.",
        _O.CLOSED: "All its conferences were held and their results recorded.",
    },
)


class ContactLevel(StrEnum):
    """Deputies of which councils meet the voters (R7.04)."""

    COMMUNE = "xa"
    PROVINCE = "tinh"
    NATIONAL = "quoc_hoi"


class Organiser(StrEnum):
    """Who holds a contact: the Front, at a workplace its head or union (R7.06), the Standing body, the deputy alone."""

    FRONT = "front"
    WORKPLACE = "workplace"
    STANDING = "standing"
    DEPUTY = "deputy"


class WishKind(StrEnum):
    """What somebody said: a petition asks for something; an opinion does not; a remark is about council or deputies."""

    PETITION = "petition"
    OPINION = "opinion"
    REMARK = "remark"


class PetitionerKind(StrEnum):
    """Who asked; they are counted apart. A signal is what press and public opinion say, with its source."""

    VOTER = "voter"
    DEPUTY = "deputy"
    FRONT = "front"
    SIGNAL = "signal"


class Channel(StrEnum):
    """By which way it came."""

    CONTACT = "contact"
    RECEPTION = "reception"
    FORM = "form"
    PHONE = "phone"
    PAPER = "paper"
    NOTE = "note"
    PRESS = "press"
    HIGHER = "higher"
    LOWER = "lower"
    EARLIER = "earlier"


class Level(StrEnum):
    """Whose matter it is."""

    COMMUNE = "xa"
    PROVINCE = "tinh"
    CENTRAL = "trung_uong"


class ResultClass(StrEnum):
    """The four classes of an answer (R7.24)."""

    DONE = "da_giai_quyet"
    IN_PROGRESS = "dang_giai_quyet"
    PLANNED = "se_giai_quyet"
    EXPLAINED = "giai_trinh"


PROMISING = frozenset({ResultClass.IN_PROGRESS, ResultClass.PLANNED})
"""Classes that end with a promised day, which the agency owes from then on."""


class Pace(StrEnum):
    """How much time an answer may take where a province has its own days for each (R7.29)."""

    NORMAL = "normal"
    URGENT = "urgent"
    COMPLEX = "complex"


class Verdict(StrEnum):
    """What a voter says of the answer, or of what was promised."""

    SATISFIED = "satisfied"
    UNSATISFIED = "unsatisfied"


class CommentState(StrEnum):
    """Where a comment on a public petition stands."""

    WAITING = "waiting"
    RELEASED = "released"
    REFUSED = "refused"


_C = CommentState

COMMENT = Lifecycle(
    noun="comment",
    initial=_C.WAITING,
    moves=moves(
        (_C.WAITING, "release_comment", _C.RELEASED),
        ((_C.WAITING, _C.RELEASED), "refuse_comment", _C.REFUSED),
    ),
    public={
        _C.WAITING: "The office has not read it yet.",
        _C.RELEASED: "Everybody may read it.",
        _C.REFUSED: "It is not shown.",
    },
)


class ScanState(StrEnum):
    """Where a scan that holds petitions stands."""

    READING = "reading"
    STOPPED = "stopped"
    READ = "read"
    TAKEN = "taken"
    DROPPED = "dropped"


_S = ScanState
LIVING_SCANS = frozenset({_S.READING, _S.STOPPED, _S.READ})
"""States in which its pages are kept."""

SCAN = Lifecycle(
    noun="scan",
    initial=_S.READING,
    moves=moves(
        (_S.READING, "settle_sheet", _S.READ),
        (_S.READING, "stop_scan", _S.STOPPED),
        (_S.STOPPED, "resume_scan", _S.READING),
        ((_S.STOPPED, _S.READ), "record_petitions", _S.TAKEN),
        (LIVING_SCANS, "drop_scan", _S.DROPPED),
    ),
    public={
        _S.READING: "Its pages are being read.",
        _S.STOPPED: "Reading was stopped; what was read is kept.",
        _S.READ: "Every page was read or tried.",
        _S.TAKEN: "Its petitions were recorded; its pages were deleted.",
        _S.DROPPED: "It was deleted; nothing was recorded.",
    },
)


class SheetState(StrEnum):
    """Where one page of a scan stands."""

    WAITING = "waiting"
    READING = "reading"
    READ = "read"
    UNREADABLE = "unreadable"


class PhotoState(StrEnum):
    """Whether a voter's picture may be seen by everybody."""

    WAITING = "waiting"
    RELEASED = "released"
    WITHHELD = "withheld"


_F = PhotoState

PHOTO = Lifecycle(
    noun="photo",
    initial=_F.WAITING,
    moves=moves(
        ((_F.WAITING, _F.WITHHELD), "release_photo", _F.RELEASED),
        ((_F.WAITING, _F.RELEASED), "withhold_photo", _F.WITHHELD),
    ),
    public={
        _F.WAITING: "Only the office and the agency see it.",
        _F.RELEASED: "Everybody sees it beside the public petition.",
        _F.WITHHELD: "The office has looked at it and does not show it.",
    },
)
