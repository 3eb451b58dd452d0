"""Who may prepare a meeting, run it, attend, speak and write its minutes (matrix rows 03, 07, 16, 17)."""

from nghitruong.kernel.actor import Actor, Role
from nghitruong.kernel.decision import Decision
from nghitruong.kernel.policy import Policies, Policy, allow

_OFFICE = (Role.CLERK, Role.SECRETARY, Role.STANDING)
_GAVEL = (Role.CHAIR,)
"""Held by one person at a time: `own` asks whether the actor presides over this meeting."""

POLICIES = Policies(
    {
        "meetings.create_meeting": Policy("03C", roles=_OFFICE),
        "meetings.change_meeting": Policy("03U", roles=_OFFICE),
        "meetings.add_item": Policy("03C", roles=_OFFICE),
        "meetings.change_item": Policy("03U", roles=_OFFICE),
        "meetings.move_item": Policy("03U", roles=_OFFICE),
        "meetings.withdraw_item": Policy("03U", roles=_OFFICE),
        "meetings.add_paper": Policy("03U", roles=_OFFICE),
        "meetings.remove_paper": Policy("03U", roles=_OFFICE),
        "meetings.add_participant": Policy("03U", roles=_OFFICE),
        "meetings.invite_participants": Policy("03U", roles=_OFFICE),
        "meetings.postpone_meeting": Policy("03T", roles=(Role.STANDING, Role.CHAIR)),
        "meetings.cancel_meeting": Policy("03T", roles=(Role.STANDING, Role.CHAIR)),
        "meetings.take_gavel": Policy("03T", roles=(Role.CHAIR,)),
        "meetings.open_meeting": Policy("03T", own=_GAVEL),
        "meetings.adjourn_meeting": Policy("03T", own=_GAVEL),
        "meetings.resume_meeting": Policy("03T", own=_GAVEL),
        "meetings.close_meeting": Policy("03T", own=_GAVEL),
        "meetings.complete_meeting": Policy("03T", roles=(Role.STANDING, Role.CHAIR)),
        "meetings.run_step": Policy("03T", own=_GAVEL),
        "meetings.carry_over_item": Policy("03T", own=_GAVEL),
        "meetings.check_in": Policy("07C", own=(Role.DEPUTY,)),
        "meetings.record_arrival": Policy("07C", roles=(Role.SECRETARY,)),
        "meetings.record_departure": Policy("07U", roles=(Role.SECRETARY,)),
        "meetings.ask_for_floor": Policy("16C", own=(Role.DEPUTY,)),
        "meetings.withdraw_request": Policy("16V", own=(Role.DEPUTY,)),
        "meetings.give_floor": Policy("16T", roles=(Role.SECRETARY,), own=_GAVEL),
        "meetings.extend_speech": Policy("16T", roles=(Role.SECRETARY,), own=_GAVEL),
        "meetings.end_speech": Policy("16T", roles=(Role.SECRETARY,), own=_GAVEL),
        "meetings.assign_task": Policy("17C", roles=(Role.SECRETARY,)),
        "meetings.write_minutes": Policy("17C", roles=(Role.SECRETARY,)),
        "meetings.correct_minutes": Policy("17U", roles=(Role.SECRETARY,)),
    }
)
may = POLICIES.may

_READERS = Policy(
    "03R",
    roles=(
        Role.CHAIR,
        Role.SECRETARY,
        Role.DEPUTY,
        Role.STANDING,
        Role.COMMITTEE,
        Role.CLERK,
        Role.AGENCY,
        Role.AGENCY_LEADER,
        Role.FRONT,
        Role.COUNTING,
        Role.AUDITOR,
        Role.GUEST,
        Role.SYSTEM,
    ),
)
_MINUTES = Policy(
    "17R",
    roles=(
        Role.CHAIR,
        Role.SECRETARY,
        Role.DEPUTY,
        Role.STANDING,
        Role.COMMITTEE,
        Role.CLERK,
        Role.AUDITOR,
    ),
)
_ROLL = Policy("07R", roles=(Role.CHAIR, Role.SECRETARY, Role.STANDING, Role.COMMITTEE, Role.CLERK, Role.AUDITOR))


def reads_programme(actor: Actor) -> bool:
    """Whether the actor reads whole programmes; citizens and technical administrators read public parts."""
    return allow(actor, _READERS).is_allowed


def may_see_roll(actor: Actor) -> Decision:
    """Who may read who came and who did not; a deputy reads only the own entry, in the room."""
    return allow(actor, _ROLL)


def may_read_minutes(actor: Actor) -> Decision:
    """Who may read the minutes before they are published: they name every absence and every closed part."""
    return allow(actor, _MINUTES)
