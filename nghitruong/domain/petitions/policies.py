"""Who may record, sort, send, answer and check (matrix row 18), and who sees who the voters are (row 19)."""

from nghitruong.kernel.actor import Actor, Role
from nghitruong.kernel.policy import OWN_ACCESS, Policies, Policy, allow

_GATHERERS = (Role.CLERK, Role.FRONT)
"""The group with the Front gathers, the office sorts (R7.17)."""
_ANSWERERS = (Role.AGENCY, Role.AGENCY_LEADER)
"""`own` asks whether the petition lies with the actor's agency."""
_EVERYBODY = tuple(role for role in Role if role not in (Role.PUBLIC, Role.SYSTEM))

POLICIES = Policies(
    {
        "petitions.record_petitions": Policy("18C", roles=_GATHERERS),
        "petitions.stage_scan": Policy("18C", roles=_GATHERERS),
        "petitions.stop_scan": Policy("18C", roles=_GATHERERS),
        "petitions.resume_scan": Policy("18C", roles=_GATHERERS),
        "petitions.drop_scan": Policy("18C", roles=_GATHERERS),
        "petitions.note_wish": Policy("18C", own=(Role.DEPUTY,)),
        "petitions.submit_petition": Policy("20C", roles=(Role.SYSTEM,)),
        "petitions.amend_petition": Policy("18U", roles=_GATHERERS),
        "petitions.split_petition": Policy("18U", roles=_GATHERERS),
        "petitions.sort_petitions": Policy("18U", roles=(Role.CLERK,)),
        "petitions.consolidate_petitions": Policy("18U", roles=_GATHERERS),
        "petitions.merge_petition": Policy("18U", roles=_GATHERERS),
        "petitions.split_off_petition": Policy("18U", roles=_GATHERERS),
        "petitions.answer_on_spot": Policy("18U", roles=_GATHERERS),
        "petitions.note_opinion": Policy("18U", roles=_GATHERERS),
        "petitions.turn_into_letter": Policy("18U", roles=_GATHERERS),
        "petitions.classify_petition": Policy("18U", roles=(Role.CLERK,)),
        "petitions.publish_petition": Policy("18T", roles=(Role.CLERK,)),
        "petitions.withhold_petition": Policy("18T", roles=(Role.CLERK,)),
        "petitions.forward_petitions": Policy("18T", roles=(Role.CLERK, Role.STANDING)),
        "petitions.recall_petitions": Policy("18T", roles=(Role.CLERK, Role.STANDING)),
        "petitions.receive_petition": Policy("18U", own=_ANSWERERS),
        "petitions.return_petition": Policy("18U", own=_ANSWERERS),
        "petitions.write_reply": Policy("18U", own=_ANSWERERS),
        "petitions.write_replies": Policy("18U", own=_ANSWERERS),
        "petitions.propose_reply": Policy("18U", own=_ANSWERERS),
        "petitions.send_draft_back": Policy("18U", own=(Role.AGENCY_LEADER,)),
        "petitions.send_reply": Policy("18U", own=(Role.AGENCY_LEADER,)),
        "petitions.send_replies": Policy("18U", own=(Role.AGENCY_LEADER,)),
        "petitions.enter_reply": Policy("18C", roles=(Role.CLERK,)),
        "petitions.accept_reply": Policy("18T", roles=(Role.CLERK, Role.STANDING)),
        "petitions.accept_promise": Policy("18T", roles=(Role.CLERK, Role.STANDING)),
        "petitions.return_reply": Policy("18T", roles=(Role.CLERK, Role.STANDING)),
        "petitions.supervise_petition": Policy("18T", roles=(Role.STANDING,)),
        "petitions.inform_voters": Policy("18T", roles=(Role.CLERK, Role.STANDING)),
        "petitions.close_petition": Policy("18T", roles=(Role.CLERK, Role.STANDING)),
        "petitions.reopen_petition": Policy("18T", roles=(Role.CLERK, Role.STANDING)),
        "petitions.take_charge": Policy("18U", own=(Role.DEPUTY,)),
        "petitions.remark_on_petition": Policy("18U", own=(Role.DEPUTY,), roles=(Role.CLERK,)),
        "petitions.divide_petition": Policy("18U", roles=(Role.CLERK,)),
        "petitions.return_part": Policy("18U", own=_ANSWERERS),
        "petitions.withdraw_part": Policy("18U", roles=(Role.CLERK,)),
        "petitions.answer_part": Policy("18U", own=_ANSWERERS),
        "petitions.transfer_petitions": Policy("18T", roles=(Role.CLERK, Role.STANDING)),
        "petitions.recall_transfers": Policy("18T", roles=(Role.CLERK, Role.STANDING)),
        "petitions.return_transfer": Policy("18T", roles=(Role.CLERK, Role.STANDING)),
        "petitions.write_to_council": Policy("18T", roles=(Role.CLERK, Role.STANDING)),
        "petitions.leave_photos": Policy("20C", roles=(Role.SYSTEM,)),
        "petitions.drop_photos": Policy("20C", roles=(Role.SYSTEM,)),
        "petitions.forget_photos": Policy("20C", roles=(Role.SYSTEM,)),
        "petitions.release_photo": Policy("18T", roles=(Role.CLERK,)),
        "petitions.withhold_photo": Policy("18T", roles=(Role.CLERK,)),
        "petitions.take_back_photos": Policy("20C", roles=(Role.SYSTEM,)),
        "petitions.rate_answer": Policy("20C", roles=(Role.SYSTEM,)),
        "petitions.follow_petition": Policy("20C", roles=(Role.SYSTEM,)),
        "petitions.confirm_following": Policy("20C", roles=(Role.SYSTEM,)),
        "petitions.leave_petition": Policy("20C", roles=(Role.SYSTEM,)),
        "petitions.forget_followers": Policy("20C", roles=(Role.SYSTEM,)),
        "petitions.switch_comments": Policy("18T", roles=(Role.CLERK, Role.STANDING)),
        "petitions.write_comment": Policy("20C", roles=(Role.SYSTEM,)),
        "petitions.release_comment": Policy("18T", roles=(Role.CLERK,)),
        "petitions.refuse_comment": Policy("18T", roles=(Role.CLERK,)),
        "petitions.forget_comments": Policy("20C", roles=(Role.SYSTEM,)),
        "petitions.add_words": Policy("20C", roles=(Role.SYSTEM,)),
        "petitions.stop_messages": Policy("20C", roles=(Role.SYSTEM,)),
        "petitions.forget_voices": Policy("20C", roles=(Role.SYSTEM,)),
        "petitions.meet_clock": Policy("18T", roles=(Role.CLERK, Role.STANDING)),
        "petitions.withdraw_clock_record": Policy("18T", roles=(Role.CLERK, Role.STANDING)),
        "petitions.plan_round": Policy("03C", roles=(Role.CLERK, Role.STANDING)),
        "petitions.add_site": Policy("03C", roles=(Role.CLERK, Role.STANDING)),
        "petitions.publish_round": Policy("03T", roles=(Role.STANDING,)),
        "petitions.close_round": Policy("03T", roles=(Role.STANDING,)),
        "petitions.record_contact": Policy("18C", roles=_GATHERERS),
        "petitions.promise_at_contact": Policy("18C", roles=_GATHERERS),
        "petitions.report_back": Policy("18U", roles=(Role.CLERK,)),
        "petitions.add_topic": Policy("18U", roles=(Role.CLERK,)),
        "petitions.rename_topic": Policy("18U", roles=(Role.CLERK,)),
        "petitions.merge_topic": Policy("18U", roles=(Role.CLERK,)),
        "petitions.close_topic": Policy("18U", roles=(Role.CLERK,)),
        "petitions.open_topic": Policy("18U", roles=(Role.CLERK,)),
        "petitions.set_target": Policy("18T", roles=(Role.STANDING, Role.CLERK)),
        "petitions.export_petitions": Policy("18X", roles=(Role.STANDING, Role.CLERK)),
        "petitions.keep_filter": Policy(OWN_ACCESS, own=_EVERYBODY),
    }
)
may = POLICIES.may

_READERS = Policy(
    "18R",
    roles=(
        Role.CHAIR,
        Role.SECRETARY,
        Role.DEPUTY,
        Role.STANDING,
        Role.COMMITTEE,
        Role.CLERK,
        Role.FRONT,
        Role.AUDITOR,
        Role.SYSTEM,
    ),
)
_OWN_READERS = Policy("18R", own=_ANSWERERS)
_VOICE_READERS = Policy("19R", roles=(Role.STANDING,), own=(Role.CLERK, Role.DEPUTY))


def reads_all(actor: Actor) -> bool:
    """Whether the actor reads every petition of the council."""
    return allow(actor, _READERS).is_allowed


def reads_own(actor: Actor) -> bool:
    """Whether the actor reads what was sent to the own agency."""
    return actor.agency_id is not None and allow(actor, _OWN_READERS, is_own=True).is_allowed


def reads_voices(actor: Actor, *, is_own: bool) -> bool:
    """Whether the actor sees who the voters are: the Standing body, and who has the petition in hand (row 19)."""
    return allow(actor, _VOICE_READERS, is_own=is_own).is_allowed
