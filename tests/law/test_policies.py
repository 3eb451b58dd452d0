"""Who may touch the table of rules: all pairs of role and verb."""

import pytest

from nghitruong.foundation.law.policies import KEEPERS, POLICIES, may
from nghitruong.kernel.actor import Actor, Role


@pytest.mark.parametrize("verb", sorted(set(POLICIES) - {"law.read_refused_attempt"}))
def test_only_the_office_and_the_standing_body(verb: str) -> None:
    actors = {role: Actor(name="Ai đó", council_id=1, account_id=1, roles=frozenset({role})) for role in Role}
    assert {role for role, actor in actors.items() if may(actor, verb).is_allowed} == set(KEEPERS)
    assert {role for role, actor in actors.items() if may(actor, verb, council_id=2).is_allowed} <= {Role.SYSTEM}
