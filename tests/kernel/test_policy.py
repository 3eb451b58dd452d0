"""Who may: the table, the relation, the other council, and the verb nobody has named."""

import pytest

from nghitruong.kernel.actor import NOBODY, Actor, Role, system_actor
from nghitruong.kernel.decision import RefusalKind
from nghitruong.kernel.policy import Policies, Policy, UnknownVerbError

TABLE = Policies(
    {
        "voting.open_poll": Policy("08T", roles=(Role.CHAIR,)),
        "voting.cast_vote": Policy("08C", own=(Role.DEPUTY,)),
        "voting.sweep": Policy("08T", roles=(Role.SYSTEM,)),
    }
)


def actor(*roles: Role, council_id: int = 1) -> Actor:
    return Actor("X", council_id=council_id, account_id=5, roles=frozenset(roles))


@pytest.mark.parametrize("role", list(Role))
def test_only_the_named_role_may(role: Role) -> None:
    assert TABLE.may(actor(role), "voting.open_poll").is_allowed is (role is Role.CHAIR)


@pytest.mark.parametrize("is_own", [True, False])
@pytest.mark.parametrize("role", list(Role))
def test_an_own_right_needs_the_relation(role: Role, is_own: bool) -> None:
    allowed = TABLE.may(actor(role), "voting.cast_vote", is_own=is_own).is_allowed
    assert allowed is (role is Role.DEPUTY and is_own)


def test_the_refusal_names_who_would_be_allowed() -> None:
    refusal = TABLE.may(NOBODY, "voting.open_poll").refusal
    assert refusal is not None
    assert (refusal.code, refusal.kind, refusal.roles) == ("policy.not_allowed", RefusalKind.NOT_ALLOWED, ("chair",))
    assert refusal.values == {"roles": (Role.CHAIR,)}


def test_another_councils_record_does_not_exist() -> None:
    refusal = TABLE.may(actor(Role.CHAIR, council_id=2), "voting.open_poll", council_id=1).refusal
    assert refusal is not None
    assert refusal.kind is RefusalKind.NOT_FOUND


def test_the_system_acts_in_every_council_but_only_where_it_is_named() -> None:
    assert TABLE.may(system_actor(), "voting.sweep", council_id=1).is_allowed
    assert not TABLE.may(system_actor(), "voting.open_poll", council_id=1).is_allowed


def test_an_unknown_verb_is_an_error_and_not_a_no() -> None:
    with pytest.raises(UnknownVerbError):
        TABLE.may(actor(Role.CHAIR), "voting.opne_poll")


@pytest.mark.parametrize("matrix", ["8T", "08", "08Z", "T08", ""])
def test_a_policy_names_a_place_in_the_matrix(matrix: str) -> None:
    with pytest.raises(ValueError, match="not a place"):
        Policy(matrix, roles=(Role.CHAIR,))


def test_a_policy_for_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody"):
        Policy("08T")
