"""Who may keep the register of a council, and who may make, merge and close councils (matrix rows 01, 02, 28)."""

from nghitruong.kernel.actor import Role
from nghitruong.kernel.policy import Policies, Policy

_OFFICE = (Role.CLERK, Role.SYSTEM)
_PROVINCE = (Role.PROVINCE_ADMIN, Role.SYSTEM)
"""Who makes councils. Carrying a merger out takes a second person: the new council's own office (28, T2)."""

POLICIES = Policies(
    {
        "councils.create_unit": Policy("28C", roles=_PROVINCE),
        "councils.create_unit_from_gazetteer": Policy("28C", roles=_PROVINCE),
        "councils.create_council": Policy("28C", roles=_PROVINCE),
        "councils.create_predecessors": Policy("28C", roles=_PROVINCE),
        "councils.open_term": Policy("01C", roles=_OFFICE),
        "councils.change_office": Policy("01U", roles=_OFFICE),
        "councils.change_term": Policy("01U", roles=_OFFICE),
        "councils.roll_over_term": Policy("01T", roles=_OFFICE),
        "councils.add_constituency": Policy("01C", roles=_OFFICE),
        "councils.change_constituency": Policy("01U", roles=_OFFICE),
        "councils.add_person": Policy("01C", roles=_OFFICE),
        "councils.add_people": Policy("01C", roles=_OFFICE),
        "councils.change_person": Policy("01U", roles=_OFFICE),
        "councils.change_contact": Policy("02U", roles=(Role.CLERK,), own=(Role.DEPUTY,)),
        "councils.add_affiliation": Policy("01C", roles=_OFFICE),
        "councils.end_affiliation": Policy("01T", roles=_OFFICE),
        "councils.grant_mandate": Policy("01C", roles=_OFFICE),
        "councils.grant_mandates": Policy("01C", roles=_OFFICE),
        "councils.stage_import": Policy("01C", roles=_OFFICE),
        "councils.map_import": Policy("01U", roles=_OFFICE),
        "councils.import_deputies": Policy("01C", roles=_OFFICE),
        "councils.drop_import": Policy("01U", roles=_OFFICE),
        "councils.read_contact": Policy("02R", roles=(Role.CLERK, Role.STANDING), own=(Role.DEPUTY,)),
        "councils.suspend_mandate": Policy("01T", roles=_OFFICE),
        "councils.reinstate_mandate": Policy("01T", roles=_OFFICE),
        "councils.request_release": Policy("01T", roles=_OFFICE),
        "councils.withdraw_release": Policy("01T", roles=_OFFICE),
        "councils.release_mandate": Policy("01T", roles=_OFFICE),
        "councils.remove_mandate": Policy("01T", roles=_OFFICE),
        "councils.lose_mandate": Policy("01T", roles=_OFFICE),
        "councils.record_death": Policy("01T", roles=_OFFICE),
        "councils.number_seats": Policy("01U", roles=_OFFICE),
        "councils.change_seat": Policy("01U", roles=_OFFICE),
        "councils.move_deputy": Policy("01U", roles=_OFFICE),
        "councils.create_body": Policy("01C", roles=_OFFICE),
        "councils.end_body": Policy("01T", roles=_OFFICE),
        "councils.appoint_member": Policy("01T", roles=_OFFICE),
        "councils.appoint_members": Policy("01T", roles=_OFFICE),
        "councils.end_membership": Policy("01T", roles=_OFFICE),
        "councils.add_agency": Policy("01C", roles=_OFFICE),
        "councils.end_agency": Policy("01T", roles=_OFFICE),
        "councils.name_focal_person": Policy("01C", roles=_OFFICE),
        "councils.end_focal_person": Policy("01T", roles=_OFFICE),
        "councils.succeed_council": Policy("28T", roles=(Role.SYSTEM,)),
        "councils.propose_succession": Policy("28C", roles=_PROVINCE),
        "councils.carry_out_succession": Policy("28T", roles=(Role.CLERK,)),
        "councils.withdraw_succession": Policy("28U", roles=_PROVINCE),
    }
)
may = POLICIES.may
