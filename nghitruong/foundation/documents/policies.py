"""Who may bring, change, issue, open and read papers (matrix rows 04 and 05)."""

from nghitruong.kernel.actor import Role
from nghitruong.kernel.policy import Policies, Policy

_OFFICE = (Role.CLERK, Role.STANDING)
_OWN = (Role.COMMITTEE, Role.AGENCY, Role.AGENCY_LEADER)
"""Bring and correct what is theirs: a committee its reports, an agency what it submits."""

_READERS = (
    Role.CHAIR,
    Role.SECRETARY,
    Role.DEPUTY,
    Role.STANDING,
    Role.COMMITTEE,
    Role.CLERK,
    Role.FRONT,
    Role.AUDITOR,
)
_PUBLIC = (Role.CITIZEN, Role.PUBLIC, Role.GUEST)

POLICIES = Policies(
    {
        "documents.add_document": Policy("04C", roles=(Role.CLERK,), own=_OWN),
        "documents.add_version": Policy("04U", roles=(Role.CLERK, Role.SECRETARY), own=_OWN),
        "documents.change_document": Policy("04U", roles=(Role.CLERK, Role.SECRETARY), own=_OWN),
        "documents.change_access": Policy("04T", roles=_OFFICE),
        "documents.give_number": Policy("04T", roles=_OFFICE),
        "documents.withdraw_document": Policy("04T", roles=_OFFICE),
        # `own`: whoever a door lets in, be it for the access, a naming or because the paper is her own.
        "documents.open_version": Policy("04R", own=(*_READERS, Role.AGENCY, Role.AGENCY_LEADER, *_PUBLIC)),
        "documents.read_council": Policy("04R", roles=_READERS),
        "documents.read_restricted": Policy("05R", roles=_OFFICE),
        "documents.read_own": Policy("04R", own=(*_READERS, Role.AGENCY, Role.AGENCY_LEADER)),
        "documents.see_readers": Policy("04R", roles=(Role.SECRETARY,)),
    }
)
may = POLICIES.may
