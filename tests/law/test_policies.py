"""Who may touch the table of rules: all pairs of role and verb."""

import pytest

from nghitruong.foundation.law.policies import KEEPERS, POLICIES, may
from nghitruong.kernel.actor import Actor, Role


@pytest.mark.parametrize("verb", sorted(set(POLICIES) - {"law.read_refused_attempt"}))
@pytest.mark.parametrize("role", list(Role))
def test_only_the_office_and_the_standing_body(role: Role, verb: str) -> None:
    actor = Actor(name="Ai đó", council_id=1, account_id=1, roles=frozenset({role}))
    assert may(actor, verb).is_allowed is (role in KEEPERS)
    assert not may(actor, verb, council_id=2).is_allowed or role is Role.SYSTEM
