"""Who is acting: loaded once a request, then a plain value that policies may ask."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """The roles of the permission matrix; the comment letters are the matrix's columns."""

    CHAIR = "chair"  # CT
    SECRETARY = "secretary"  # TK
    DEPUTY = "deputy"  # ĐB
    STANDING = "standing"  # TT
    COMMITTEE = "committee"  # TB
    CLERK = "clerk"  # VP
    AGENCY = "agency"  # CQ
    AGENCY_LEADER = "agency-leader"  # CQ
    FRONT = "front"  # MT
    COUNTING = "counting"  # KP
    DENUNCIATIONS = "denunciations"  # TC
    CITIZEN = "citizen"  # CD
    PUBLIC = "public"  # KH
    AUDITOR = "auditor"  # KT
    ADMIN = "admin"  # QT
    PROVINCE_ADMIN = "province-admin"
    GUEST = "guest"
    SYSTEM = "system"


PRIVILEGED_ROLES = frozenset(
    {Role.CHAIR, Role.SECRETARY, Role.CLERK, Role.AUDITOR, Role.ADMIN, Role.PROVINCE_ADMIN, Role.DENUNCIATIONS}
)
"""Roles from which a second factor is demanded."""


@dataclass(frozen=True)
class Actor:
    """One person acting in one council at one moment, or nobody, or the system itself."""

    name: str
    council_id: int | None = None
    account_id: int | None = None
    person_id: int | None = None
    mandate_id: int | None = None
    agency_id: int | None = None
    roles: frozenset[Role] = frozenset({Role.PUBLIC})
    body_ids: frozenset[int] = field(default=frozenset())

    def has(self, *roles: Role) -> bool:
        """Whether the actor holds at least one of the roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def is_system(self) -> bool:
        return Role.SYSTEM in self.roles

    @property
    def works_here(self) -> bool:
        """Whether the actor has a role in the council's own work; citizens and the public see what is published."""
        return not self.roles <= {Role.CITIZEN, Role.PUBLIC}

    @property
    def is_signed_in(self) -> bool:
        return self.account_id is not None


NOBODY = Actor(name="")
"""A visitor who has not signed in."""


def system_actor(council_id: int | None = None) -> Actor:
    """The product acting on its own: clocks, sweeps, consequences after commit. It has a role, hence a policy."""
    return Actor(name="Nghị Trường", council_id=council_id, roles=frozenset({Role.SYSTEM}))
