"""What citizens type on the public site."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from nghitruong.domain.petitions.lifecycle import Verdict
from nghitruong.domain.petitions.queries import dissatisfaction_reasons
from nghitruong.domain.petitions.rules import LEAST_LETTERS, MOST_COMMENT_LETTERS, MOST_LETTERS
from nghitruong.kernel.vietnamese.folding import fold
from nghitruong.web.fields import LineField, TextField

NOT_AS_SAID = "not_as_said"
_OTHER_WAYS = re.compile(r"\b(to cao|khieu nai)\b")
"""Words of complaints and denunciations, which go another way (R7.16), in folded letters."""
_SATISFIED = [(Verdict.SATISFIED, _("Satisfied")), (Verdict.UNSATISFIED, _("Not satisfied"))]
_DONE = [(Verdict.SATISFIED, _("It is done")), (Verdict.UNSATISFIED, _("It is not done"))]


class TextForm(forms.Form):
    """What is asked for."""

    text = TextField(
        label=_("What do you ask for?"),
        min_length=LEAST_LETTERS,
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("One matter, in your own words: what is wrong, where, since when. 20 to 2,000 characters."),
    )
    is_petition = forms.BooleanField(label=_("It is a petition, no complaint and no denunciation"), required=False)

    may_show = forms.BooleanField(
        label=_("My pictures may be shown beside the petition"),
        required=False,
        help_text=_("Only after the office has looked at each of them. You may take this back at any time."),
    )

    @property
    def sounds_otherwise(self) -> bool:
        """Whether the words are those of a complaint or a denunciation."""
        return bool(_OTHER_WAYS.search(fold(self.data.get("text", ""))))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.sounds_otherwise and not data.get("is_petition"):
            self.add_error("is_petition", _("Say that it is a petition, or read where the others go."))
        return data


class PlaceForm(forms.Form):
    """Where it is."""

    neighbourhood = LineField(label=_("Neighbourhood or village"), max_length=120, required=False)
    place = LineField(
        label=_("Street, alley or house"),
        max_length=300,
        required=False,
        help_text=_("Only the office and the agency see it."),
    )


class ContactForm(forms.Form):
    """Who asks, and how to reach them."""

    name = LineField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    phone = LineField(
        label=_("Telephone"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("That is no mail address, e.g. ten@coquan.gov.vn")},
    )

    def clean_phone(self) -> str:
        phone = re.sub(r"[\s.()-]", "", self.cleaned_data["phone"])
        if phone and not re.fullmatch(r"(0|\+?84)\d{9,10}", phone):
            raise ValidationError(_("A telephone number has 10 digits, e.g. 0912 345 678"))
        return phone


class AppointmentForm(ContactForm):
    """Who wants to be received, how to reach her, and what for, in a line."""

    subject = LineField(
        label=_("What do you come for?"),
        max_length=300,
        help_text=_("One line, e.g. compensation for garden land. The papers you bring along."),
    )

    field_order = ("subject", "name", "phone", "email")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not (data.get("phone") or data.get("email") or self.errors):
            self.add_error("phone", _("Leave a telephone number or a mail address: the office tells you the time."))
        return data


class SlotCodeForm(forms.Form):
    """The code of an appointment."""

    code = LineField(
        label=_("Code of the appointment"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=_("Eight characters, e.g. K7P4MXQ2"),
    )


class PrivateCodeForm(forms.Form):
    """The private code of a receipt."""

    private_code = LineField(
        label=_("Private code"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=_("Six characters on the receipt, e.g. K7P4MX"),
    )


class JudgeForm(forms.Form):
    """What a voter says of the answer, or, once the promised day has come, of what was promised."""

    verdict = forms.ChoiceField(label=_("What do you think of this answer?"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=_("If you are not: why?"), widget=forms.RadioSelect, required=False)
    words = TextField(
        label=_("In your own words"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, is_due: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_due = is_due
        self.fields["verdict"].choices = _DONE if is_due else _SATISFIED  # type: ignore[attr-defined]
        self.fields["reason"].choices = dissatisfaction_reasons()  # type: ignore[attr-defined]
        if is_due:
            self.fields["verdict"].label = _("Is it done now?")
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        is_bad = data.get("verdict") == Verdict.UNSATISFIED
        if is_bad and not self.is_due and not data.get("reason"):
            self.add_error("reason", _("Choose why."))
        data["reason"] = (NOT_AS_SAID if self.is_due else data.get("reason", "")) if is_bad else ""
        return data


class WordsForm(forms.Form):
    """What is added to a petition."""

    text = TextField(
        label=_("What should be added?"), max_length=MOST_LETTERS, widget=forms.Textarea(attrs={"rows": 4})
    )


class MailForm(forms.Form):
    """Where to write to."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        error_messages={"invalid": _("That is no mail address, e.g. ten@coquan.gov.vn")},
    )


class CommentForm(forms.Form):
    """What somebody says about a public petition, under a name of her choice or none."""

    text = TextField(
        label=_("What do you want to say?"),
        max_length=MOST_COMMENT_LETTERS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("At most 1,000 characters. No telephone numbers, addresses or names of others."),
    )
    by = LineField(
        label=_("How do you want to be called?"),
        max_length=60,
        required=False,
        help_text=_("Everybody sees it. Leave it empty, and you are called “A citizen”."),
    )


class EmptyForm(forms.Form):
    """A press and nothing to type."""
