"""What is typed when a clock of the law was met."""

from django import forms
from django.utils.translation import gettext_lazy as _

from nghitruong.web.fields import DayField, LineField


class ClockForm(forms.Form):
    """On which day it was sent or published, with which document."""

    done_on = DayField(label=_("Sent or published on"))
    document = LineField(label=_("Number of the document"), max_length=160)
