"""Who may vote, and who may run a vote (matrix row 08)."""

from nghitruong.kernel.actor import Actor, Role
from nghitruong.kernel.policy import Policies, Policy, allow

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

_READERS = Policy(
    "08R",
    roles=(
        Role.CHAIR,
        Role.SECRETARY,
        Role.DEPUTY,
        Role.STANDING,
        Role.COMMITTEE,
        Role.CLERK,
        Role.FRONT,
        Role.COUNTING,
        Role.AUDITOR,
    ),
)


def reads_votes(actor: Actor) -> bool:
    """Whether the actor reads every vote of the council; everybody else reads those on public items, once opened."""
    return allow(actor, _READERS).is_allowed
