"""Forms about bodies, agencies, people without a seat and terms."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nghitruong.foundation.councils import queries
from nghitruong.foundation.councils.actions.terms import TermPlan
from nghitruong.foundation.councils.forms.fields import NONE, NumberField, again
from nghitruong.foundation.councils.queries.choices import (
    AFFILIATIONS,
    AGENCY_KINDS,
    AGENCY_LEVELS,
    BODY_KINDS,
    Choices,
    constituency_choices,
)
from nghitruong.foundation.law.queries import catalogue
from nghitruong.kernel import clock
from nghitruong.web.fields import DayField, LineField, WholeNumberField


class DayForm(forms.Form):
    """On which day the council is looked at."""

    ngay = DayField(required=False)

    def day(self) -> date:
        """The day asked for; today where none was, or where it could not be read."""
        self.is_valid()
        return self.cleaned_data.get("ngay") or clock.today()


class BodyForm(forms.Form):
    """A body to be set up."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=BODY_KINDS)
    committee = forms.ChoiceField(label=gettext_lazy("Which committee"), required=False)
    name = LineField(label=gettext_lazy("Name of the body"), max_length=160)
    valid_from = DayField(label=gettext_lazy("From the day"))
    decision = LineField(label=gettext_lazy("Deciding document: number and date"), max_length=160, required=False)
    constituencies = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Constituencies of the group"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, unit_kind: str, term_id: int | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = catalogue("committee_kinds", on=clock.today(), unit_kind=unit_kind)
        committees = [NONE, *((item.code, item.label_vi) for item in kinds)]
        places = constituency_choices(term_id)
        self.fields["committee"].choices = committees  # type: ignore[attr-defined]
        self.fields["constituencies"].choices = places  # type: ignore[attr-defined]
        if not places:
            del self.fields["constituencies"]


class AppointForm(forms.Form):
    """Who gets which post in a body."""

    person = NumberField(label=gettext_lazy("Which person"))
    post = forms.ChoiceField(label=gettext_lazy("Post"))
    basis = forms.ChoiceField(label=gettext_lazy("Given by"))
    valid_from = DayField(label=gettext_lazy("From the day"))
    decision = LineField(label=gettext_lazy("Deciding document: number and date"), max_length=160, required=False)
    is_full_time = forms.BooleanField(label=gettext_lazy("Full-time"), required=False)

    def __init__(self, body_kind: str, people: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = again(self.fields["person"], people)
        posts = [(item.code, item.label_vi) for item in queries.posts_of(body_kind)]
        self.fields["post"].choices = posts  # type: ignore[attr-defined]
        bases = [(item.code, item.label_vi) for item in catalogue("office_bases")]
        self.fields["basis"].choices = bases  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """When and why something ends; the day is its last."""

    on = DayField(label=gettext_lazy("Last day"))
    reason = LineField(label=gettext_lazy("Reason"), max_length=200)


class AgencyForm(forms.Form):
    """An agency that submits, answers or executes."""

    name = LineField(label=gettext_lazy("Name of the agency"), max_length=200)
    short_name = LineField(label=gettext_lazy("Short name"), max_length=60, required=False)
    code = LineField(label=gettext_lazy("Code"), max_length=40)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=AGENCY_KINDS)
    level = forms.ChoiceField(label=gettext_lazy("Level"), choices=AGENCY_LEVELS)
    valid_from = DayField(label=gettext_lazy("From the day"))


class OfficeForm(forms.Form):
    """How the public reaches the council's office."""

    address = LineField(label=gettext_lazy("Address of the office"), max_length=200, required=False)
    phone = LineField(label=gettext_lazy("Telephone"), max_length=60, required=False)
    email = forms.EmailField(label=gettext_lazy("Email address"), required=False)


class FocalForm(forms.Form):
    """Who works for an agency on this platform: somebody known, or somebody new by name."""

    person = NumberField(label=gettext_lazy("Which person"), required=False)
    new_name = LineField(label=gettext_lazy("Or somebody new: full name"), max_length=120, required=False)
    is_leader = forms.BooleanField(label=gettext_lazy("Heads the agency"), required=False)
    valid_from = DayField(label=gettext_lazy("From the day"))

    def __init__(self, people: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = again(self.fields["person"], people)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("person") and not data.get("new_name"):
            raise ValidationError(_("Choose somebody, or write a name."))
        return data


class AffiliationForm(FocalForm):
    """Somebody who takes part without a seat."""

    capacity = forms.ChoiceField(label=gettext_lazy("Takes part as"), choices=AFFILIATIONS)
    post = LineField(label=gettext_lazy("Post"), max_length=160)
    organisation = LineField(label=gettext_lazy("Agency or unit"), max_length=200)

    def __init__(self, people: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(people, *args, **kwargs)
        del self.fields["is_leader"]


class TermForm(forms.Form):
    """A term of office about to be opened."""

    ordinal = WholeNumberField(label=gettext_lazy("Number of the term"), min_value=1, max_value=99)
    first_year = WholeNumberField(label=gettext_lazy("First year"), min_value=1946, max_value=2200)
    last_year = WholeNumberField(label=gettext_lazy("Last year"), min_value=1946, max_value=2200)
    starts_on = DayField(label=gettext_lazy("First day"))
    population = WholeNumberField(label=gettext_lazy("Population"), min_value=1, max_value=50_000_000, required=False)
    legal_seats = WholeNumberField(label=gettext_lazy("Seats by law"), min_value=1, max_value=500, required=False)
    elected_seats = WholeNumberField(label=gettext_lazy("Deputies elected"), min_value=0, max_value=500, required=False)
    is_highland = forms.BooleanField(label=gettext_lazy("Mountain, border or island commune"), required=False)

    def plan(self) -> TermPlan:
        data = dict(self.cleaned_data)
        return TermPlan(
            **{**data, "legal_seats": data["legal_seats"] or 0, "elected_seats": data["elected_seats"] or 0}
        )


class ConstituencyForm(forms.Form):
    """An electoral unit and the places it covers."""

    number = WholeNumberField(label=gettext_lazy("Number"), min_value=1, max_value=99)
    area = LineField(label=gettext_lazy("Places"), max_length=300, required=False)
