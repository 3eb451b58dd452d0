"""Plain forms of the register: text in, typed values out. What may be chosen is read from the actor's own council."""

from nghitruong.foundation.councils.forms.deputies import (
    ContactForm,
    DeputyForm,
    FilterForm,
    MoveForm,
    PersonForm,
    PlaceForm,
    SeatForm,
)
from nghitruong.foundation.councils.forms.imports import ColumnsForm, UploadForm
from nghitruong.foundation.councils.forms.organisation import (
    AffiliationForm,
    AgencyForm,
    AppointForm,
    BodyForm,
    ConstituencyForm,
    DayForm,
    EndForm,
    FocalForm,
    OfficeForm,
    TermForm,
)
from nghitruong.foundation.councils.forms.succession import IN_PART, WHOLE, PartForm, SuccessionForm

__all__ = [
    "IN_PART",
    "WHOLE",
    "AffiliationForm",
    "AgencyForm",
    "AppointForm",
    "BodyForm",
    "ColumnsForm",
    "ConstituencyForm",
    "ContactForm",
    "DayForm",
    "DeputyForm",
    "EndForm",
    "FilterForm",
    "FocalForm",
    "MoveForm",
    "OfficeForm",
    "PartForm",
    "PersonForm",
    "PlaceForm",
    "SeatForm",
    "SuccessionForm",
    "TermForm",
    "UploadForm",
]
