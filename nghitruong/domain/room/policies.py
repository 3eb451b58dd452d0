"""Who may steer the wall and pause the room (matrix row 03)."""

from nghitruong.kernel.actor import Role
from nghitruong.kernel.policy import Policies, Policy

POLICIES = Policies(
    {
        "room.pair_wall": Policy("03U", roles=(Role.SECRETARY, Role.CLERK)),
        "room.show_on_wall": Policy("03U", roles=(Role.SECRETARY, Role.CLERK)),
        "room.pause_room": Policy("03T", own=(Role.CHAIR,)),
        "room.resume_room": Policy("03T", own=(Role.CHAIR,)),
    }
)
may = POLICIES.may
