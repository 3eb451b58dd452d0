"""The facts of a council, by noun."""

from nghitruong.foundation.councils.models.agencies import Agency, FocalPerson
from nghitruong.foundation.councils.models.bodies import Body, BodyKind, Membership
from nghitruong.foundation.councils.models.councils import Council, Succession, Term
from nghitruong.foundation.councils.models.people import Affiliation, Constituency, Mandate, MandateOrigin, Person
from nghitruong.foundation.councils.models.territory import Unit, UnitKind, UnitOrigin

__all__ = [
    "Affiliation",
    "Agency",
    "Body",
    "BodyKind",
    "Constituency",
    "Council",
    "FocalPerson",
    "Mandate",
    "MandateOrigin",
    "Membership",
    "Person",
    "Succession",
    "Term",
    "Unit",
    "UnitKind",
    "UnitOrigin",
]
