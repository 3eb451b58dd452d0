"""Plain forms of the table of rules: text in, typed values out."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nghitruong.foundation.law.pack import Row, rule_pack
from nghitruong.foundation.law.queries import RuleFilter
from nghitruong.foundation.law.rules import DAY_UNITS, Proposal, read_value
from nghitruong.foundation.law.wording import typed_value, unit_words
from nghitruong.web.fields import DayField, LineField, TextField

SHORT_TEXT = forms.Textarea(attrs={"rows": 3})
YES_NO = (("có", gettext_lazy("yes")), ("không", gettext_lazy("no")))


class FilterForm(forms.Form):
    """What the list is narrowed by; anything that makes no sense is left out, not refused."""

    q = LineField(required=False)
    loc = LineField(required=False)
    chuong = LineField(required=False)
    ngay = DayField(required=False)

    def wanted(self) -> RuleFilter:
        """The filter as far as it could be read."""
        self.is_valid()
        data = self.cleaned_data
        return RuleFilter(data.get("q", ""), data.get("loc", ""), data.get("chuong", ""), data.get("ngay"))


class ConfirmForm(forms.Form):
    """The document in which the council found the row."""

    document_number = LineField(label=gettext_lazy("Number of the document"), max_length=80)
    document_date = DayField(label=gettext_lazy("Date of the document"))
    note = TextField(label=gettext_lazy("Note on it"), required=False, max_length=500, widget=SHORT_TEXT)


class OverrideForm(forms.Form):
    """The council's own value with the decision behind it."""

    value = LineField(label=gettext_lazy("Your council's value"), max_length=200)
    unit = forms.ChoiceField(label=gettext_lazy("Counted in"), widget=forms.RadioSelect, required=False)
    document_number = LineField(label=gettext_lazy("Number of the deciding document"), max_length=80)
    document_date = DayField(label=gettext_lazy("Date of the deciding document"))
    valid_from = DayField(label=gettext_lazy("In force from"))
    valid_to = DayField(label=gettext_lazy("In force until"), required=False)
    note = TextField(label=gettext_lazy("Reason or note"), required=False, max_length=500, widget=SHORT_TEXT)

    def __init__(self, row: Row, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        self.kind = rule_pack().units[row.unit].kind
        self.fields["value"].initial = typed_value(row.value)
        if self.kind == "bool":
            self.fields["value"] = forms.ChoiceField(
                label=self.fields["value"].label, widget=forms.RadioSelect, choices=YES_NO
            )
        if row.unit in DAY_UNITS:
            self.fields["unit"] = forms.ChoiceField(
                label=self.fields["unit"].label,
                widget=forms.RadioSelect,
                choices=[(unit, unit_words(unit)) for unit in DAY_UNITS],
                initial=row.unit,
            )
        else:
            del self.fields["unit"]

    def clean_value(self) -> Any:
        try:
            return read_value(self.kind, self.cleaned_data["value"])
        except ValueError as error:
            sentence = _("This is not a value of this rule. For example: %(example)s.")
            raise ValidationError(sentence % {"example": self._example()}) from error

    def proposal(self) -> Proposal:
        """What the person wants, once the form is valid."""
        data = self.cleaned_data
        return Proposal(
            value=data["value"],
            unit=data.get("unit") or self.row.unit,
            document=data["document_number"],
            decided_on=data["document_date"],
            valid_from=data["valid_from"],
            valid_to=data["valid_to"],
            note=data["note"],
        )

    def _example(self) -> str:
        examples = {"int": "15", "share": "2/3", "number": "0,5", "list": "7, 3, 1", "range": "20, 25"}
        return typed_value(self.row.value) or examples.get(self.kind, "")


class WithdrawForm(forms.Form):
    """Why something is taken back."""

    why = LineField(label=gettext_lazy("Why it is taken back"), max_length=300)


class DayCorrectionForm(forms.Form):
    """A day that differs from the national calendar."""

    day = DayField(label=gettext_lazy("Day"))
    is_working = forms.TypedChoiceField(
        label=gettext_lazy("This day is"),
        widget=forms.RadioSelect,
        choices=(("1", gettext_lazy("a working day")), ("0", gettext_lazy("a day off"))),
        coerce=lambda text: text == "1",
    )
    reason = LineField(label=gettext_lazy("Why the day differs"), max_length=200)
    document = LineField(label=gettext_lazy("Document that says so"), required=False, max_length=160)
