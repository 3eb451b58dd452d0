"""The facts of a council, by noun."""

from nghitruong.foundation.councils.models.agencies import Agency, AgencyKind, AgencyLevel, FocalPerson
from nghitruong.foundation.councils.models.bodies import Body, BodyKind, Membership
from nghitruong.foundation.councils.models.councils import Council, PlannedPart, Succession, SuccessionPlan, Term
from nghitruong.foundation.councils.models.imports import ColumnMemory, DeputyImport, ImportFile
from nghitruong.foundation.councils.models.people import (
    Affiliation,
    AffiliationKind,
    Constituency,
    Gender,
    Mandate,
    MandateChange,
    MandateOrigin,
    Person,
)
from nghitruong.foundation.councils.models.territory import Unit, UnitKind, UnitOrigin

__all__ = [
    "Affiliation",
    "AffiliationKind",
    "Agency",
    "AgencyKind",
    "AgencyLevel",
    "Body",
    "BodyKind",
    "ColumnMemory",
    "Constituency",
    "Council",
    "DeputyImport",
    "FocalPerson",
    "Gender",
    "ImportFile",
    "Mandate",
    "MandateChange",
    "MandateOrigin",
    "Membership",
    "Person",
    "PlannedPart",
    "Succession",
    "SuccessionPlan",
    "Term",
    "Unit",
    "UnitKind",
    "UnitOrigin",
]
