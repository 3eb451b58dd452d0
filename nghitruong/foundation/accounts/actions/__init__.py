"""The verbs of accounts, by noun."""

from nghitruong.foundation.accounts.actions.access import (
    close_account,
    confirm_reset,
    create_account,
    propose_reset,
    set_password,
    set_preferences,
    sort_accounts,
)
from nghitruong.foundation.accounts.actions.entry import lock_sign_in, sign_in, sign_out_device
from nghitruong.foundation.accounts.actions.factors import (
    add_second_factor,
    remove_second_factor,
    renew_recovery_codes,
    use_second_factor,
)
from nghitruong.foundation.accounts.actions.grants import (
    Capacity,
    confirm_grant,
    end_grant,
    follow_mandates,
    grant_role,
    propose_grant,
)
from nghitruong.foundation.accounts.actions.tokens import issue_token, revoke_token

__all__ = [
    "Capacity",
    "add_second_factor",
    "close_account",
    "confirm_grant",
    "confirm_reset",
    "create_account",
    "end_grant",
    "follow_mandates",
    "grant_role",
    "issue_token",
    "lock_sign_in",
    "propose_grant",
    "propose_reset",
    "remove_second_factor",
    "renew_recovery_codes",
    "revoke_token",
    "set_password",
    "set_preferences",
    "sign_in",
    "sign_out_device",
    "sort_accounts",
    "use_second_factor",
]
