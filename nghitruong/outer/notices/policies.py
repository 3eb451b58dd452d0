"""Who may take a notice back or send it again (matrix row 25); how one is told is one's own matter."""

from nghitruong.kernel.actor import Role
from nghitruong.kernel.policy import OWN_ACCESS, Policies, Policy

_OFFICE = (Role.CLERK, Role.SECRETARY, Role.STANDING)
_EVERYBODY = tuple(role for role in Role if role not in (Role.PUBLIC, Role.SYSTEM))

POLICIES = Policies(
    {
        "notices.undo_notice": Policy("25C", roles=_OFFICE),
        "notices.retry_message": Policy("25C", roles=_OFFICE),
        "notices.choose_channels": Policy(OWN_ACCESS, own=_EVERYBODY),
        "notices.mark_notices": Policy(OWN_ACCESS, own=_EVERYBODY),
        "notices.renew_feed": Policy(OWN_ACCESS, own=_EVERYBODY),
    }
)
may = POLICIES.may
