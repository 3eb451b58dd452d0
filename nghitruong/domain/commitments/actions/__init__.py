"""The verbs of commitments: owing, planning, answering, pressing."""

from nghitruong.domain.commitments.actions.answering import (
    accept_commitment,
    accept_report,
    ask_extension,
    grant_extension,
    refuse_extension,
    report_result,
    return_report,
)
from nghitruong.domain.commitments.actions.ending import (
    declare_not_performed,
    reopen_commitment,
    withdraw_commitment,
)
from nghitruong.domain.commitments.actions.following import (
    accept_from_record,
    meet_from_record,
    reopen_from_record,
    report_from_record,
    return_from_record,
    withdraw_from_record,
)
from nghitruong.domain.commitments.actions.inheriting import carry_commitments, owe_to_heir
from nghitruong.domain.commitments.actions.owing import Wanted, owe_commitment, owe_from_record
from nghitruong.domain.commitments.actions.planning import drop_milestone, plan_milestone, reach_milestone
from nghitruong.domain.commitments.actions.pressing import (
    escalate_commitment,
    remind_debtors,
    resume_clock,
    stop_clock,
)

__all__ = [
    "Wanted",
    "accept_commitment",
    "accept_from_record",
    "accept_report",
    "ask_extension",
    "carry_commitments",
    "declare_not_performed",
    "drop_milestone",
    "escalate_commitment",
    "grant_extension",
    "meet_from_record",
    "owe_commitment",
    "owe_from_record",
    "owe_to_heir",
    "plan_milestone",
    "reach_milestone",
    "refuse_extension",
    "remind_debtors",
    "reopen_commitment",
    "reopen_from_record",
    "report_from_record",
    "report_result",
    "resume_clock",
    "return_from_record",
    "return_report",
    "stop_clock",
    "withdraw_commitment",
    "withdraw_from_record",
]
