"""Who may open accounts, give and take roles; and that one's own access is one's own."""

from nghitruong.kernel.actor import Role
from nghitruong.kernel.policy import OWN_ACCESS, Policies, Policy

EVERYBODY = tuple(role for role in Role if role not in (Role.PUBLIC, Role.SYSTEM))
"""Whoever has an account, in whatever capacity."""

_ADMINS = (Role.ADMIN, Role.PROVINCE_ADMIN, Role.SYSTEM)

POLICIES = Policies(
    {
        "accounts.create_account": Policy("26C", roles=_ADMINS),
        "accounts.propose_grant": Policy("26C", roles=_ADMINS),
        "accounts.confirm_grant": Policy("26T", roles=(Role.STANDING, Role.CLERK)),
        "accounts.grant_role": Policy("26C", roles=(Role.SYSTEM,)),
        "accounts.end_grant": Policy("26U", roles=_ADMINS),
        "accounts.propose_reset": Policy("26U", roles=_ADMINS),
        "accounts.confirm_reset": Policy("26T", roles=(Role.STANDING, Role.CLERK)),
        "accounts.close_account": Policy("26U", roles=_ADMINS),
        "accounts.sign_in": Policy(OWN_ACCESS, own=EVERYBODY),
        "accounts.lock_sign_in": Policy("26U", roles=(Role.SYSTEM,)),
        "accounts.set_password": Policy(OWN_ACCESS, own=EVERYBODY),
        "accounts.add_second_factor": Policy(OWN_ACCESS, own=EVERYBODY),
        "accounts.use_second_factor": Policy(OWN_ACCESS, own=EVERYBODY),
        "accounts.remove_second_factor": Policy(OWN_ACCESS, own=EVERYBODY),
        "accounts.renew_recovery_codes": Policy(OWN_ACCESS, own=EVERYBODY),
        "accounts.sign_out_device": Policy(OWN_ACCESS, own=EVERYBODY),
        "accounts.issue_token": Policy(OWN_ACCESS, own=(*EVERYBODY, Role.SYSTEM)),
        "accounts.revoke_token": Policy(OWN_ACCESS, own=EVERYBODY),
        "accounts.set_preferences": Policy(OWN_ACCESS, own=EVERYBODY),
    }
)

may = POLICIES.may
