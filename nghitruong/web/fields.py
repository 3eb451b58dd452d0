"""Form fields that read what Vietnamese offices write, and keep out what only looks like text."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nghitruong.kernel import clock, vietnamese
from nghitruong.kernel.vietnamese import AmbiguousNumberError, ImpossibleDateError


def whole_number(text: str) -> int | None:
    """A number of up to 11 digits, as addresses and ticked rows hold it; nothing for anything else, such as “²”."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None


_LENGTHS: dict[str, Any] = {
    "min_length": gettext_lazy("Write at least %(limit_value)d characters; there are %(show_value)d now."),
    "max_length": gettext_lazy("Write at most %(limit_value)d characters; there are %(show_value)d now."),
}
"""In place of the framework's sentences, which speak of a value."""


class LineField(forms.CharField):
    """One line of text: composed letters, single spaces, nothing invisible."""

    default_error_messages = _LENGTHS

    def to_python(self, value: Any) -> str:
        return vietnamese.clean_line(super().to_python(value) or "")


class TextField(forms.CharField):
    """Text of several lines, cleaned the same way."""

    default_error_messages = _LENGTHS
    widget = forms.Textarea(attrs={"rows": 5})

    def to_python(self, value: Any) -> str:
        return vietnamese.clean_text(super().to_python(value) or "")


class DayInput(forms.TextInput):
    """A text field with the day echoed below it; the browser's own date field shows the browser's order of digits."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        defaults = {"data-day": "", "autocomplete": "off", "inputmode": "text", "placeholder": "08/12/2026"}
        super().__init__({**defaults, **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return vietnamese.short_date(value) if isinstance(value, date) else super().format_value(value)


class DayField(forms.Field):
    """A day written as 8/12, 08/12/26, 081226, 8.12.2026, "hôm nay", "mai" or "t6"."""

    widget = DayInput
    default_error_messages = {"required": gettext_lazy("Enter a date.")}

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        return value if isinstance(value, date) else read_day(str(value))


class MomentInput(forms.MultiWidget):
    """Day and time side by side."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        clock_attrs = {"placeholder": "08:00", "autocomplete": "off", "aria-label": gettext_lazy("Time")}
        super().__init__([DayInput({"aria-label": gettext_lazy("Day")}), forms.TextInput(clock_attrs)], attrs)

    def decompress(self, value: Any) -> list[Any]:
        if not isinstance(value, datetime):
            return [None, None]
        return [clock.local_date(value), vietnamese.short_time(value)]


class MomentField(forms.MultiValueField):
    """A day and a time of day by the council's clock, as an aware moment."""

    widget = MomentInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(fields=(DayField(), forms.CharField()), require_all_fields=False, **kwargs)

    def compress(self, data_list: Sequence[Any]) -> datetime | None:
        if not data_list or not data_list[0]:
            return None
        hour, minute = read_time(str(data_list[1] or ""))
        return datetime.combine(data_list[0], time(hour, minute), clock.COUNCIL_ZONE)


class WholeNumberField(forms.IntegerField):
    """A whole number written as 1146 or 1.146."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values or isinstance(value, int):
            return super().to_python(value)
        try:
            number = vietnamese.parse_number(str(value))
        except AmbiguousNumberError as error:
            raise ValidationError(_("Write the number without a point, for example 1500 or 1,5.")) from error
        except ValueError as error:
            raise ValidationError(_("Enter digits only, for example 1.234.")) from error
        if number != number.to_integral_value():
            raise ValidationError(_("Enter a whole number."))
        return int(number)


def read_day(text: str) -> date:
    """The day that the text names; raises ValidationError in the words of the catalogue."""
    try:
        return vietnamese.parse_date(text, clock.today())
    except ImpossibleDateError as error:
        raise ValidationError(_("There is no such day: %(text)s.") % {"text": text}) from error
    except ValueError as error:
        raise ValidationError(_("This is not a date. For example: 27/11/2026.")) from error


def read_time(text: str) -> tuple[int, int]:
    """Hour and minute; raises ValidationError for what is no time of day."""
    try:
        return vietnamese.parse_time(text)
    except ValueError as error:
        raise ValidationError(_("This is not a time. For example: 08:00.")) from error
