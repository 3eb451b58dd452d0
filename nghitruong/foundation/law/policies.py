"""Who may touch the table of rules: the office and the Standing body (matrix row 03, whose rules these are)."""

from nghitruong.kernel.actor import Role
from nghitruong.kernel.policy import Policies, Policy

KEEPERS = (Role.CLERK, Role.STANDING)
TRIED_IT = (
    Role.CHAIR,
    Role.SECRETARY,
    Role.DEPUTY,
    Role.STANDING,
    Role.CLERK,
    Role.COUNTING,
    Role.DENUNCIATIONS,
    Role.CITIZEN,
)

POLICIES = Policies(
    {
        "law.confirm_rule": Policy("03U", roles=KEEPERS),
        "law.override_rule": Policy("03U", roles=KEEPERS),
        "law.withdraw_confirmation": Policy("03U", roles=KEEPERS),
        "law.withdraw_override": Policy("03U", roles=KEEPERS),
        "law.correct_day": Policy("03U", roles=KEEPERS),
        "law.withdraw_day": Policy("03U", roles=KEEPERS),
        # Why an attempt was refused is for whoever tried, and for the auditor; what was done, for the whole council.
        "law.read_refused_attempt": Policy("27R", roles=(Role.AUDITOR,), own=TRIED_IT),
    }
)
may = POLICIES.may
