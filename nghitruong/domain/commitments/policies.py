"""Who may owe, report, check, give more time and press (matrix row 23: what follows from supervision)."""

from nghitruong.kernel.actor import Actor, Role
from nghitruong.kernel.policy import Policies, Policy, allow

_OFFICE = (Role.CLERK,)
_DEBTOR = (Role.AGENCY, Role.AGENCY_LEADER)
"""`own` asks whether the debt is the actor's agency's."""

POLICIES = Policies(
    {
        "commitments.owe_commitment": Policy("23C", roles=_OFFICE),
        "commitments.accept_commitment": Policy("23U", own=_DEBTOR),
        "commitments.report_result": Policy("23U", own=_DEBTOR),
        "commitments.ask_extension": Policy("23U", own=_DEBTOR),
        "commitments.plan_milestone": Policy("23U", roles=_OFFICE, own=_DEBTOR),
        "commitments.reach_milestone": Policy("23U", roles=_OFFICE, own=_DEBTOR),
        "commitments.drop_milestone": Policy("23U", roles=_OFFICE),
        "commitments.accept_report": Policy("23U", roles=_OFFICE),
        "commitments.return_report": Policy("23U", roles=_OFFICE),
        "commitments.remind_debtors": Policy("23U", roles=_OFFICE),
        "commitments.grant_extension": Policy("23T", roles=(Role.STANDING,)),
        "commitments.refuse_extension": Policy("23T", roles=(Role.STANDING,)),
        "commitments.stop_clock": Policy("23T", roles=(Role.STANDING,)),
        "commitments.resume_clock": Policy("23T", roles=(Role.STANDING,)),
        "commitments.escalate_commitment": Policy("23T", roles=(Role.STANDING,)),
        "commitments.declare_not_performed": Policy("23T", roles=(Role.STANDING,)),
        "commitments.withdraw_commitment": Policy("23T", roles=(Role.STANDING,)),
        "commitments.reopen_commitment": Policy("23T", roles=(Role.STANDING,)),
    }
)
may = POLICIES.may

_READERS = Policy(
    "23R",
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
_OWN_READERS = Policy("23R", own=_DEBTOR)


def reads_all(actor: Actor) -> bool:
    """Whether the actor reads every debt of the council."""
    return allow(actor, _READERS).is_allowed


def reads_own(actor: Actor) -> bool:
    """Whether the actor reads what the own agency owes."""
    return actor.agency_id is not None and allow(actor, _OWN_READERS, is_own=True).is_allowed
