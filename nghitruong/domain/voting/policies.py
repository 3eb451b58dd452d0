"""Who may vote, and who may run a vote (matrix row 08)."""

from nghitruong.kernel.actor import Role
from nghitruong.kernel.policy import Policies, Policy

POLICIES = Policies(
    {
        "voting.prepare_poll": Policy("08C", roles=(Role.SECRETARY,)),
        # The gavel is held by one person at a time: the chair, or who took over explicitly.
        "voting.open_poll": Policy("08T", own=(Role.CHAIR,)),
        "voting.close_poll": Policy("08T", own=(Role.CHAIR,)),
        "voting.announce_result": Policy("08T", own=(Role.CHAIR,)),
        "voting.cancel_poll": Policy("08T", own=(Role.CHAIR,)),
        "voting.cast_vote": Policy("08C", own=(Role.DEPUTY,)),
    }
)
may = POLICIES.may
