"""Who is told of what: every kind of notice, with the verbs that it hears. What is not named here is told to nobody."""

from nghitruong.outer.notices.kinds import register_kind
from nghitruong.outer.notices.wording import appointments, commitments, meetings, petitions


def wire_notices() -> None:
    """In the order in which the page of preferences shows the kinds."""
    register_kind(meetings.INVITATION)
    register_kind(meetings.PAPERS)
    register_kind(commitments.ASSIGNED)
    register_kind(commitments.DUE)
    register_kind(commitments.ANSWERED)
    register_kind(commitments.REPORTED)
    register_kind(petitions.RECEIVED)
    register_kind(petitions.ANSWERED)
    register_kind(petitions.FOLLOWED)
    register_kind(petitions.CONFIRM)
    register_kind(appointments.APPOINTMENT)
