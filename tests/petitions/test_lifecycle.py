"""Every pair of state and verb."""

import pytest

from nghitruong.domain.petitions.lifecycle import PETITION, REPLY, PetitionState, ReplyState

P, R = PetitionState, ReplyState
UNSORTED = {P.RECORDED, P.CONSOLIDATED}
OFFICE = UNSORTED | {P.CLASSIFIED, P.REFUSED_JURISDICTION}
AGENCY = {P.FORWARDED, P.RECEIVED, P.IN_PROGRESS, P.UNDER_SUPERVISION}
FOLLOWS = {
    "consolidate_petitions": ({P.RECORDED}, P.CONSOLIDATED),
    "classify_petition": (OFFICE, P.CLASSIFIED),
    "amend_petition": (UNSORTED, P.RECORDED),
    "split_petition": (UNSORTED, P.RECORDED),
    "merge_petition": (OFFICE, P.DUPLICATE),
    "split_off_petition": ({P.DUPLICATE}, P.RECORDED),
    "turn_into_letter": (OFFICE, P.TO_LETTER),
    "note_opinion": (OFFICE, P.NOTED),
    "answer_on_spot": (UNSORTED, P.ANSWERED_ON_SPOT),
    "close_petition": ({P.ANSWERED_ON_SPOT, P.REPORTED_BACK}, P.CLOSED),
    "forward_petitions": ({P.CLASSIFIED}, P.FORWARDED),
    "recall_petitions": ({P.FORWARDED}, P.CLASSIFIED),
    "receive_petition": ({P.FORWARDED}, P.RECEIVED),
    "return_petition": ({P.FORWARDED, P.RECEIVED}, P.REFUSED_JURISDICTION),
    "send_reply": (AGENCY, P.REPLIED),
    "enter_reply": (AGENCY, P.REPLIED),
    "return_reply": ({P.REPLIED}, P.RECEIVED),
    "accept_reply": ({P.REPLIED}, P.ASSESSED),
    "accept_promise": ({P.REPLIED}, P.IN_PROGRESS),
    "supervise_petition": (AGENCY | {P.REPLIED, P.ASSESSED}, P.UNDER_SUPERVISION),
    "inform_voters": ({P.ASSESSED}, P.REPORTED_BACK),
    "transfer_petitions": (OFFICE, P.TRANSFERRED),
    "return_transfer": (OFFICE, P.SENT_BACK),
    "hear_promise": ({P.TRANSFERRED}, P.TRANSFERRED),
    "hear_answer": ({P.TRANSFERRED}, P.ASSESSED),
    "recall_transfers": ({P.TRANSFERRED}, P.CONSOLIDATED),
    "hear_recall": (OFFICE, P.SENT_BACK),
    "hear_return": ({P.TRANSFERRED}, P.REFUSED_JURISDICTION),
    "hear_reopening": ({P.ASSESSED, P.REPORTED_BACK, P.CLOSED}, P.TRANSFERRED),
    "reopen_petition": ({P.ASSESSED, P.REPORTED_BACK, P.CLOSED}, P.RECEIVED),
}


@pytest.mark.parametrize("verb", sorted(FOLLOWS))
def test_a_verb_follows_exactly_these_states(verb: str) -> None:
    before, after = FOLLOWS[verb]
    follows = {state: PETITION.next_state(state, verb) for state in P}
    assert follows == {state: after if state in before else None for state in P}


def test_no_other_verb_moves_a_petition() -> None:
    assert {verb for _state, verb in PETITION.moves} == set(FOLLOWS)


def test_a_reply_goes_from_the_officer_to_the_leader_to_the_council() -> None:
    assert dict(REPLY.moves) == {
        (R.DRAFT, "write_reply"): R.DRAFT,
        (R.DRAFT, "propose_reply"): R.PROPOSED,
        (R.PROPOSED, "send_draft_back"): R.DRAFT,
        (R.DRAFT, "send_reply"): R.SENT,
        (R.PROPOSED, "send_reply"): R.SENT,
        (R.SENT, "accept_reply"): R.ACCEPTED,
        (R.SENT, "accept_promise"): R.ACCEPTED,
        (R.SENT, "return_reply"): R.RETURNED,
    }
