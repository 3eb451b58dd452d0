"""What may follow what: a letter from its receipt to the archive (C.7), a reception day, an appointment, a card."""

from enum import StrEnum

from nghitruong.kernel.lifecycle import Lifecycle, moves


class LetterKind(StrEnum):
    """The kinds that are kept as letters (R8.13); the fourth, the denunciation, is a card of its own."""

    COMPLAINT = "complaint"
    RECOMMENDATION = "recommendation"
    REFLECTION = "reflection"


class LetterChannel(StrEnum):
    """By which way it came."""

    DESK = "desk"
    POST = "post"
    DEPUTY = "deputy"
    HIGHER = "higher"
    PETITION = "petition"


class Stage(StrEnum):
    """Whether a complaint is made for the first or the second time (R8.21, R8.22)."""

    FIRST = "first"
    SECOND = "second"


class PersonalKind(StrEnum):
    """Kinds of personal data, as a refusal names them without repeating what was found."""

    NAME = "name"
    PHONE = "phone"
    ID_NUMBER = "id_number"
    HOUSE_NUMBER = "house_number"
    EMAIL = "email"
    BANK_ACCOUNT = "bank_account"
    DATE_OF_BIRTH = "date_of_birth"


class LetterState(StrEnum):
    """Where a letter stands. Late is no state: it follows from the day on which the next step is due."""

    REGISTERED = "registered"
    SCREENED = "screened"
    SPLIT = "split"
    DUPLICATE = "duplicate"
    TO_PETITION = "to_petition"
    HANDED_OVER = "handed_over"
    INELIGIBLE = "ineligible"
    GUIDED = "guided"
    FORWARDED = "forwarded"
    URGED = "urged"
    RESULT_RECEIVED = "result_received"
    UNDER_SUPERVISION = "under_supervision"
    CITIZEN_INFORMED = "citizen_informed"
    ARCHIVED = "archived"
    FILED_AWAY = "filed_away"


_L = LetterState
UNSORTED = frozenset({_L.REGISTERED, _L.SCREENED})
"""States in which the office has still to decide what becomes of the letter."""
WITH_BODY = frozenset({_L.FORWARDED, _L.URGED, _L.UNDER_SUPERVISION})
"""States in which the competent body owes a notice."""
TO_TELL = frozenset({_L.INELIGIBLE, _L.GUIDED, _L.RESULT_RECEIVED})
"""States in which the citizen has still to be told."""
ENDED = frozenset({_L.SPLIT, _L.DUPLICATE, _L.TO_PETITION, _L.HANDED_OVER, _L.ARCHIVED, _L.FILED_AWAY})

LETTER = Lifecycle(
    noun="letter",
    initial=_L.REGISTERED,
    moves=moves(
        (UNSORTED, "amend_letter", _L.REGISTERED),
        (UNSORTED, "screen_letter", _L.SCREENED),
        (UNSORTED, "split_letter", _L.SPLIT),
        (UNSORTED, "merge_letter", _L.DUPLICATE),
        (_L.DUPLICATE, "separate_letter", _L.REGISTERED),
        (UNSORTED, "turn_into_petition", _L.TO_PETITION),
        (UNSORTED | {_L.SPLIT, _L.DUPLICATE}, "hand_over_letter", _L.HANDED_OVER),
        (_L.SCREENED, "refuse_letter", _L.INELIGIBLE),
        (_L.SCREENED, "guide_sender", _L.GUIDED),
        (_L.SCREENED, "forward_letter", _L.FORWARDED),
        ((_L.FORWARDED, _L.URGED), "urge_letter", _L.URGED),
        (WITH_BODY, "enter_result", _L.RESULT_RECEIVED),
        (WITH_BODY, "send_result", _L.RESULT_RECEIVED),
        ((_L.FORWARDED, _L.URGED, _L.RESULT_RECEIVED), "supervise_letter", _L.UNDER_SUPERVISION),
        (TO_TELL, "inform_citizen", _L.CITIZEN_INFORMED),
        ((_L.REGISTERED, _L.SCREENED, _L.INELIGIBLE, *WITH_BODY), "file_away_letter", _L.FILED_AWAY),
        (_L.CITIZEN_INFORMED, "archive_letter", _L.ARCHIVED),
    ),
    public={
        _L.REGISTERED: "It is in the register.",
        _L.SCREENED: "It was sorted; what becomes of it is being decided.",
        _L.SPLIT: "It held several matters, each of which goes on by itself.",
        _L.DUPLICATE: "It goes on together with an equal one.",
        _L.TO_PETITION: "It goes on as a petition.",
        _L.HANDED_OVER: "It was handed over on paper; nothing of it is kept here.",
        _L.INELIGIBLE: "It cannot be dealt with; the sender is about to be told why.",
        _L.GUIDED: "The sender is guided to the body that is competent.",
        _L.FORWARDED: "It was forwarded to the competent body, which owes a notice.",
        _L.URGED: "The competent body was urged.",
        _L.RESULT_RECEIVED: "The result has come; the sender is about to be told.",
        _L.UNDER_SUPERVISION: "The council supervises how it is dealt with.",
        _L.CITIZEN_INFORMED: "The sender was told.",
        _L.ARCHIVED: "It is in the archive.",
        _L.FILED_AWAY: "It is kept without being dealt with.",
    },
)


class DayState(StrEnum):
    """Where a reception day stands."""

    PLANNED = "planned"
    POSTED = "posted"
    POSTPONED = "postponed"
    HELD = "held"


_D = DayState

RECEPTION = Lifecycle(
    noun="reception day",
    initial=_D.PLANNED,
    moves=moves(
        (_D.PLANNED, "post_schedule", _D.POSTED),
        (_D.PLANNED, "swap_receiver", _D.PLANNED),
        (_D.POSTED, "swap_receiver", _D.POSTED),
        ((_D.PLANNED, _D.POSTED), "postpone_day", _D.POSTPONED),
        (_D.POSTED, "note_test", _D.POSTED),
        (_D.POSTED, "note_connection", _D.POSTED),
        (_D.POSTED, "note_recording", _D.POSTED),
        (_D.POSTED, "close_day", _D.HELD),
    ),
    public={
        _D.PLANNED: "It is planned; it has not been posted yet.",
        _D.POSTED: "It will be held as posted.",
        _D.POSTPONED: "It was postponed.",
        _D.HELD: "It was held.",
    },
)


class SlotState(StrEnum):
    """Where an appointment stands."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    CANCELLED = "cancelled"


_S = SlotState

OPEN_SLOTS = frozenset({_S.ASKED, _S.CONFIRMED})
"""Appointments that may still take place."""

APPOINTMENT = Lifecycle(
    noun="appointment",
    initial=_S.ASKED,
    moves=moves(
        (_S.ASKED, "confirm_slot", _S.CONFIRMED),
        ((_S.ASKED, _S.CONFIRMED), "move_slot", _S.CONFIRMED),
        ((_S.ASKED, _S.CONFIRMED), "decline_slot", _S.DECLINED),
        ((_S.ASKED, _S.CONFIRMED), "cancel_slot", _S.CANCELLED),
        # The day takes place another time: the office gives each appointment its time anew.
        ((_S.ASKED, _S.CONFIRMED), "postpone_day", _S.ASKED),
    ),
    public={
        _S.ASKED: "It was asked for; the office will confirm it.",
        _S.CONFIRMED: "It is confirmed.",
        _S.DECLINED: "It cannot be given.",
        _S.CANCELLED: "Whoever asked for it does not need it any more.",
    },
)


class CardState(StrEnum):
    """Where a denunciation stands, by its card: days and places, nothing of what it says."""

    RECEIVED = "received"
    FORWARDED = "forwarded"
    ACCEPTED = "accepted"
    CONCLUDED = "concluded"
    CLOSED = "closed"


_C = CardState

CARD = Lifecycle(
    noun="card",
    initial=_C.RECEIVED,
    moves=moves(
        (_C.RECEIVED, "forward_card", _C.FORWARDED),
        ((_C.RECEIVED, _C.FORWARDED), "accept_card", _C.ACCEPTED),
        (_C.ACCEPTED, "extend_card", _C.ACCEPTED),
        (_C.ACCEPTED, "conclude_card", _C.CONCLUDED),
        ((_C.RECEIVED, _C.FORWARDED, _C.CONCLUDED), "close_card", _C.CLOSED),
    ),
    public={
        _C.RECEIVED: "It is in the register.",
        _C.FORWARDED: "It was forwarded to the competent body.",
        _C.ACCEPTED: "It was accepted.",
        _C.CONCLUDED: "It was concluded.",
        _C.CLOSED: "It is closed.",
    },
)


class OpeningState(StrEnum):
    """Where the opening of a summary stands: one person asks, another one confirms."""

    ASKED = "asked"
    CONFIRMED = "confirmed"


_O = OpeningState

OPENING = Lifecycle(
    noun="opening",
    initial=_O.ASKED,
    moves=moves((_O.ASKED, "confirm_opening", _O.CONFIRMED)),
    public={_O.ASKED: "Another person has to confirm it.", _O.CONFIRMED: "It was confirmed."},
)
