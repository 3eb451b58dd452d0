"""Forms about deputies: the list narrowed, who somebody is, what happens to a mandate."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from nghitruong.foundation.councils import queries
from nghitruong.foundation.councils.forms.fields import NONE, NumberField, again
from nghitruong.foundation.councils.queries.choices import (
    GENDERS,
    ORIGINS,
    constituency_choices,
    constituency_numbers,
)
from nghitruong.foundation.councils.rules import DeputyRow, PersonRow
from nghitruong.kernel.actor import Actor
from nghitruong.web.fields import DayField, LineField, WholeNumberField


class FilterForm(forms.Form):
    """What the list of deputies is narrowed by; what makes no sense is left out, not refused."""

    q = LineField(required=False)
    ban = forms.IntegerField(required=False)
    dvbc = forms.IntegerField(required=False)
    nguon = forms.IntegerField(required=False)
    trang_thai = forms.ChoiceField(required=False)

    def __init__(self, data: Any, states: Iterable[str]) -> None:
        super().__init__(data)
        self.fields["trang_thai"].choices = [(state, state) for state in states]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """The arguments of `filter_deputies`."""
        self.is_valid()
        data = self.cleaned_data
        return {
            "words": data.get("q", ""),
            "body_id": data.get("ban"),
            "constituency_id": data.get("dvbc"),
            "origin_council_id": data.get("nguon"),
            "state": data.get("trang_thai", ""),
        }


class PersonForm(forms.Form):
    """Who somebody is."""

    full_name = LineField(label=gettext_lazy("Full name"), max_length=120)
    born_on = DayField(label=gettext_lazy("Date of birth"), required=False)
    gender = forms.ChoiceField(label=gettext_lazy("Gender"), choices=[NONE, *GENDERS], required=False)
    occupation = LineField(label=gettext_lazy("Occupation, position"), max_length=200, required=False)
    number = LineField(label=gettext_lazy("Deputy's number"), max_length=40, required=False)

    def changes(self) -> dict[str, Any]:
        return dict(self.cleaned_data)

    def row(self) -> PersonRow:
        return PersonRow(**self.cleaned_data)


class ContactForm(forms.Form):
    """How somebody is reached: private."""

    phone = LineField(label=gettext_lazy("Telephone"), max_length=60, required=False)
    email = forms.EmailField(label=gettext_lazy("Email address"), required=False)


class DeputyForm(PersonForm):
    """One deputy to be seated in the running term."""

    phone = LineField(label=gettext_lazy("Telephone"), max_length=60, required=False)
    email = forms.EmailField(label=gettext_lazy("Email address"), required=False)
    constituency = NumberField(label=gettext_lazy("Constituency"), required=False)
    origin = forms.ChoiceField(label=gettext_lazy("How the seat was won"), choices=ORIGINS)
    origin_council_id = NumberField(label=gettext_lazy("From which old council"), required=False)
    decision = LineField(label=gettext_lazy("Deciding document: number and date"), max_length=160, required=False)
    starts_on = DayField(label=gettext_lazy("Deputy from"))
    is_full_time = forms.BooleanField(label=gettext_lazy("Full-time"), required=False)

    def __init__(self, actor: Actor, term_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = constituency_numbers(term_id)
        old = queries.origin_names(actor.council_id or 0)
        self.fields["constituency"] = again(self.fields["constituency"], places)
        self.fields["origin_council_id"] = again(self.fields["origin_council_id"], old)

    def row(self) -> DeputyRow:
        return DeputyRow(**self.cleaned_data)


class MoveForm(forms.Form):
    """Why, by which decision and from which day a mandate changes."""

    reason = LineField(label=gettext_lazy("Reason"), max_length=200)
    decision = LineField(label=gettext_lazy("Deciding document: number and date"), max_length=160)
    on = DayField(label=gettext_lazy("From the day"))

    def __init__(self, *args: Any, without: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in without:
            del self.fields[name]


class SeatForm(forms.Form):
    """The place in the hall."""

    seat = WholeNumberField(label=gettext_lazy("Seat in the hall"), min_value=1, max_value=2000, required=False)


class PlaceForm(forms.Form):
    """In which electoral unit a deputy works."""

    constituency = NumberField(label=gettext_lazy("Constituency"), required=False)
    decision = LineField(label=gettext_lazy("Deciding document: number and date"), max_length=160, required=False)

    def __init__(self, term_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["constituency"] = again(self.fields["constituency"], constituency_choices(term_id))
