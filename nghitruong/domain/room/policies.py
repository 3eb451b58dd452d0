"""Who may steer the wall and pause the room (matrix row 03)."""

from nghitruong.kernel.actor import Actor, Role
from nghitruong.kernel.decision import Decision
from nghitruong.kernel.policy import Policies, Policy, allow

POLICIES = Policies(
    {
        "room.pair_wall": Policy("03U", roles=(Role.SECRETARY, Role.CLERK)),
        "room.show_on_wall": Policy("03U", roles=(Role.SECRETARY, Role.CLERK)),
        "room.pause_room": Policy("03T", own=(Role.CHAIR,)),
        "room.resume_room": Policy("03T", own=(Role.CHAIR,)),
    }
)
may = POLICIES.may

_ROOM = Policy(
    "16R",
    roles=(
        Role.CHAIR,
        Role.SECRETARY,
        Role.DEPUTY,
        Role.STANDING,
        Role.COMMITTEE,
        Role.CLERK,
        Role.FRONT,
        Role.AUDITOR,
    ),
    own=(Role.GUEST,),
)
_CONSOLES = Policy("07R", roles=(Role.CHAIR, Role.SECRETARY, Role.CLERK, Role.STANDING, Role.AUDITOR))


def may_see_consoles(actor: Actor) -> Decision:
    """Who may look at the chair's and the secretary's desks: they show who has not sent a ballot yet."""
    return allow(actor, _CONSOLES)


def may_enter_room(actor: Actor, *, is_own: bool = False) -> Decision:
    """Who may follow from inside, with the queue of speakers and closed parts; `is_own`: a guest who takes part."""
    return allow(actor, _ROOM, is_own=is_own)
