"""Who may touch the table of rules: the office and the Standing body (matrix row 03, whose rules these are)."""

from nghitruong.kernel.actor import Role
from nghitruong.kernel.policy import Policies, Policy

KEEPERS = (Role.CLERK, Role.STANDING)

POLICIES = Policies(
    {
        "law.confirm_rule": Policy("03U", roles=KEEPERS),
        "law.override_rule": Policy("03U", roles=KEEPERS),
        "law.withdraw_confirmation": Policy("03U", roles=KEEPERS),
        "law.withdraw_override": Policy("03U", roles=KEEPERS),
        "law.correct_day": Policy("03U", roles=KEEPERS),
        "law.withdraw_day": Policy("03U", roles=KEEPERS),
    }
)
may = POLICIES.may
