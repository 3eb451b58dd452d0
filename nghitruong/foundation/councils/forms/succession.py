"""Forms of a merger: what goes over of each council, and who comes from a part."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nghitruong.foundation.councils.queries.choices import (
    Choices,
)
from nghitruong.foundation.councils.rules import Part
from nghitruong.web.fields import DayField, LineField

WHOLE, IN_PART = "whole", "part"


class SuccessionForm(forms.Form):
    """A merger into one council: from which day, by which decision, what goes over of each of the others.

    `origins` are the councils of the units it was formed from, as far as the gazetteer knows: number → in whole.
    """

    on = DayField(label=gettext_lazy("Takes effect on"))
    decision = LineField(label=gettext_lazy("Deciding document: number and date"), max_length=160)

    def __init__(self, others: Choices, origins: Mapping[int, bool], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, name in others:
            initial = "" if number not in origins else WHOLE if origins[number] else IN_PART
            self.fields[f"k{number}"] = forms.ChoiceField(
                label=name,
                choices=[("", _("no")), (WHOLE, _("in whole")), (IN_PART, _("in part"))],
                required=False,
                initial=initial,
            )

    def taken(self, how: str) -> list[int]:
        """The councils that go over in this way."""
        data = self.cleaned_data
        return [int(name[1:]) for name, value in data.items() if name[1:].isdigit() and value == how]

    @property
    def councils(self) -> list[forms.BoundField]:
        """The questions about the other councils."""
        return [self[name] for name in self.fields if name[1:].isdigit()]


class PartForm(forms.Form):
    """Which deputies of a divided unit come, and whether its council ends."""

    mandates = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Deputies who come"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    closes = forms.BooleanField(label=gettext_lazy("The old council ends that day"), required=False, initial=True)

    def __init__(self, council_id: int, deputies: Choices, data: Any = None) -> None:
        super().__init__(data, prefix=f"p{council_id}")
        self.council_id = council_id
        self.fields["mandates"].choices = list(deputies)  # type: ignore[attr-defined]

    def part(self) -> Part:
        data = self.cleaned_data
        return Part(self.council_id, is_whole=False, mandate_ids=data["mandates"], closes=data["closes"])
