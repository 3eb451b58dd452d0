"""The verbs of a meeting, by noun."""

from nghitruong.domain.meetings.actions.agenda import (
    add_item,
    add_paper,
    carry_over_item,
    change_item,
    decide_item,
    move_item,
    remove_paper,
    run_step,
    withdraw_item,
)
from nghitruong.domain.meetings.actions.attendance import (
    add_participant,
    check_in,
    record_arrival,
    record_departure,
)
from nghitruong.domain.meetings.actions.conclusions import assign_task
from nghitruong.domain.meetings.actions.floor import (
    ask_for_floor,
    end_speech,
    extend_speech,
    give_floor,
    withdraw_request,
)
from nghitruong.domain.meetings.actions.meetings import (
    adjourn_meeting,
    cancel_meeting,
    change_meeting,
    close_meeting,
    complete_meeting,
    create_meeting,
    invite_participants,
    open_meeting,
    postpone_meeting,
    resume_meeting,
    take_gavel,
)
from nghitruong.domain.meetings.actions.minutes import correct_minutes, write_minutes
from nghitruong.domain.meetings.actions.records import hold_from_record, plan_from_record

__all__ = [
    "add_item",
    "add_paper",
    "add_participant",
    "adjourn_meeting",
    "ask_for_floor",
    "assign_task",
    "cancel_meeting",
    "carry_over_item",
    "change_item",
    "change_meeting",
    "check_in",
    "close_meeting",
    "complete_meeting",
    "correct_minutes",
    "create_meeting",
    "decide_item",
    "end_speech",
    "extend_speech",
    "give_floor",
    "hold_from_record",
    "invite_participants",
    "move_item",
    "open_meeting",
    "plan_from_record",
    "postpone_meeting",
    "record_arrival",
    "record_departure",
    "remove_paper",
    "resume_meeting",
    "run_step",
    "take_gavel",
    "withdraw_item",
    "withdraw_request",
    "write_minutes",
]
