"""What the law says about councils, seats, bodies and mergers (rulebook 1), as pure functions of facts."""

from nghitruong.foundation.councils.rules.bodies import (
    AppointmentFacts,
    CommitteeFacts,
    MemberRow,
    may_appoint,
    may_create_body,
)
from nghitruong.foundation.councils.rules.mandates import (
    DeputyRow,
    GrantFacts,
    PersonRow,
    may_end_on,
    may_grant,
    may_take_rows,
)
from nghitruong.foundation.councils.rules.seats import (
    ByElectionFacts,
    SeatFacts,
    by_election,
    legal_seats,
    seats_key,
)
from nghitruong.foundation.councils.rules.succession import (
    OldCouncil,
    Part,
    SuccessionFacts,
    inherited_ordinal,
    is_at_work,
    may_carry_out,
    may_roll_over,
    may_succeed,
)

__all__ = [
    "AppointmentFacts",
    "ByElectionFacts",
    "CommitteeFacts",
    "DeputyRow",
    "GrantFacts",
    "MemberRow",
    "OldCouncil",
    "Part",
    "PersonRow",
    "SeatFacts",
    "SuccessionFacts",
    "by_election",
    "inherited_ordinal",
    "is_at_work",
    "legal_seats",
    "may_appoint",
    "may_carry_out",
    "may_create_body",
    "may_end_on",
    "may_grant",
    "may_roll_over",
    "may_succeed",
    "may_take_rows",
    "seats_key",
]
