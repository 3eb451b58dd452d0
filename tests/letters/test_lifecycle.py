"""Every pair of state and verb."""

import pytest

from nghitruong.domain.letters.lifecycle import (
    APPOINTMENT,
    CARD,
    LETTER,
    OPENING,
    RECEPTION,
    CardState,
    DayState,
    LetterState,
    OpeningState,
    SlotState,
)

L, D, C = LetterState, DayState, CardState
UNSORTED = {L.REGISTERED, L.SCREENED}
BODY = {L.FORWARDED, L.URGED, L.UNDER_SUPERVISION}
FOLLOWS = {
    "amend_letter": (UNSORTED, L.REGISTERED),
    "screen_letter": (UNSORTED, L.SCREENED),
    "split_letter": (UNSORTED, L.SPLIT),
    "merge_letter": (UNSORTED, L.DUPLICATE),
    "separate_letter": ({L.DUPLICATE}, L.REGISTERED),
    "turn_into_petition": (UNSORTED, L.TO_PETITION),
    "hand_over_letter": (UNSORTED | {L.SPLIT, L.DUPLICATE}, L.HANDED_OVER),
    "refuse_letter": ({L.SCREENED}, L.INELIGIBLE),
    "guide_sender": ({L.SCREENED}, L.GUIDED),
    "forward_letter": ({L.SCREENED}, L.FORWARDED),
    "urge_letter": ({L.FORWARDED, L.URGED}, L.URGED),
    "enter_result": (BODY, L.RESULT_RECEIVED),
    "send_result": (BODY, L.RESULT_RECEIVED),
    "supervise_letter": ({L.FORWARDED, L.URGED, L.RESULT_RECEIVED}, L.UNDER_SUPERVISION),
    "inform_citizen": ({L.INELIGIBLE, L.GUIDED, L.RESULT_RECEIVED}, L.CITIZEN_INFORMED),
    "file_away_letter": (UNSORTED | BODY | {L.INELIGIBLE}, L.FILED_AWAY),
    "archive_letter": ({L.CITIZEN_INFORMED}, L.ARCHIVED),
}


@pytest.mark.parametrize("verb", sorted(FOLLOWS))
def test_a_verb_follows_exactly_these_states(verb: str) -> None:
    before, after = FOLLOWS[verb]
    follows = {state: LETTER.next_state(state, verb) for state in L}
    assert follows == {state: after if state in before else None for state in L}


def test_no_other_verb_moves_a_letter_and_none_settles_it() -> None:
    verbs = {verb for _state, verb in LETTER.moves}
    assert verbs == set(FOLLOWS)
    assert not any(word in verb for verb in verbs for word in ("resolve", "settle", "decide"))


def test_a_reception_day_an_appointment_a_card_and_an_opening() -> None:
    assert dict(RECEPTION.moves) == {
        (D.PLANNED, "post_schedule"): D.POSTED,
        (D.PLANNED, "swap_receiver"): D.PLANNED,
        (D.POSTED, "swap_receiver"): D.POSTED,
        (D.PLANNED, "postpone_day"): D.POSTPONED,
        (D.POSTED, "postpone_day"): D.POSTPONED,
        (D.POSTED, "note_test"): D.POSTED,
        (D.POSTED, "note_connection"): D.POSTED,
        (D.POSTED, "note_recording"): D.POSTED,
        (D.POSTED, "close_day"): D.HELD,
    }
    assert dict(APPOINTMENT.moves) == {
        (SlotState.ASKED, "confirm_slot"): SlotState.CONFIRMED,
        (SlotState.ASKED, "move_slot"): SlotState.CONFIRMED,
        (SlotState.CONFIRMED, "move_slot"): SlotState.CONFIRMED,
        (SlotState.ASKED, "decline_slot"): SlotState.DECLINED,
        (SlotState.CONFIRMED, "decline_slot"): SlotState.DECLINED,
        (SlotState.ASKED, "cancel_slot"): SlotState.CANCELLED,
        (SlotState.CONFIRMED, "cancel_slot"): SlotState.CANCELLED,
        (SlotState.ASKED, "postpone_day"): SlotState.ASKED,
        (SlotState.CONFIRMED, "postpone_day"): SlotState.ASKED,
    }
    assert dict(CARD.moves) == {
        (C.RECEIVED, "forward_card"): C.FORWARDED,
        (C.RECEIVED, "accept_card"): C.ACCEPTED,
        (C.FORWARDED, "accept_card"): C.ACCEPTED,
        (C.ACCEPTED, "extend_card"): C.ACCEPTED,
        (C.ACCEPTED, "conclude_card"): C.CONCLUDED,
        (C.RECEIVED, "close_card"): C.CLOSED,
        (C.FORWARDED, "close_card"): C.CLOSED,
        (C.CONCLUDED, "close_card"): C.CLOSED,
    }
    assert dict(OPENING.moves) == {(OpeningState.ASKED, "confirm_opening"): OpeningState.CONFIRMED}
