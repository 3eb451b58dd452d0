"""Who may do which verb: one table an app, each row naming its place in the permission matrix.

    POLICIES = Policies(
        {
            "voting.open_poll": Policy("08T", roles=(Role.CHAIR,)),
            "voting.cast_vote": Policy("08C", own=(Role.DEPUTY,)),
        }
    )
    may = POLICIES.may

A verb's first beat is then `permit(may(actor, "voting.open_poll", council_id=poll.council_id))`. Where a role is not
enough ("the agency it was forwarded to"), the policy file computes `is_own` and hands it in.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from nghitruong.kernel.actor import Actor, Role
from nghitruong.kernel.decision import ALLOWED, Decision, Refusal, RefusalKind, refuse

LETTERS = frozenset("RCUTV")
"""Read, create, update, move on, void. X (bulk export) is a letter of the matrix too, asked for by export verbs."""

EXPORT = "X"

OWN_ACCESS = "own"
"""In place of a matrix row: one's own password, second factor, devices, tokens and reading habits. They are no record
of the council; whoever holds them may change them, and nobody else, so such a policy has `own` roles alone."""


class UnknownVerbError(LookupError):
    """A policy was asked about a verb that its table does not name: a fault of the builder, never a quiet no."""


@dataclass(frozen=True)
class Policy:
    """One row: `matrix` is the matrix's row number and the letter the verb needs ("08T").

    `roles` may do it to any such record of their council; `own` only to their own, or to what was assigned to them.
    """

    matrix: str
    roles: tuple[Role, ...] = ()
    own: tuple[Role, ...] = ()

    def __post_init__(self) -> None:
        if self.matrix == OWN_ACCESS:
            is_place = not self.roles
        else:
            is_place = len(self.matrix) == 3 and self.row.isdigit() and self.letter in LETTERS | {EXPORT}
        if not is_place:
            raise ValueError(f"not a place in the matrix: {self.matrix!r}")
        if not self.roles and not self.own:
            raise ValueError(f"a policy for nobody: {self.matrix}")

    @property
    def row(self) -> str:
        return self.matrix[:2]

    @property
    def letter(self) -> str:
        return self.matrix[2:]


class Policies(dict[str, Policy]):
    """A policy table. Asking it about an unknown verb raises UnknownVerbError."""

    def __init__(self, table: Mapping[str, Policy]) -> None:
        super().__init__(table)

    def may(self, actor: Actor, verb: str, *, is_own: bool = False, council_id: int | None = None) -> Decision:
        """Whether the actor's roles allow the verb; a record of another council does not exist for the actor.

        `is_own`: the record is the actor's own or was assigned to the actor, the actor's agency or body. `council_id`:
        the record's council; the system acts in all. A refusal names the roles that may.
        """
        if verb not in self:
            raise UnknownVerbError(verb)
        if council_id is not None and council_id != actor.council_id and not actor.is_system:
            return refuse(NO_SUCH_RECORD)
        return allow(actor, self[verb], is_own=is_own)


NO_SUCH_RECORD = Refusal("policy.not_found", "There is no such record here.", kind=RefusalKind.NOT_FOUND)


def allow(actor: Actor, policy: Policy, *, is_own: bool = False) -> Decision:
    """Whether one of the actor's roles is among the policy's; else a refusal that names those roles."""
    if actor.has(*policy.roles) or (is_own and actor.has(*policy.own)):
        return ALLOWED
    return refuse(not_allowed(*policy.roles, *policy.own))


def not_allowed(*roles: Role) -> Refusal:
    """The refusal of a policy; `web` writes the roles in the sentence by their names."""
    named = tuple(dict.fromkeys(role for role in roles if role is not Role.SYSTEM))
    return Refusal(
        "policy.not_allowed",
        "This is for: %(roles)s.",
        {"roles": named},
        kind=RefusalKind.NOT_ALLOWED,
        roles=tuple(str(role) for role in named),
    )
