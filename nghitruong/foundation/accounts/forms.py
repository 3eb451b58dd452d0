"""Plain forms: text in, typed values out."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nghitruong.foundation.accounts import queries, rules
from nghitruong.kernel.actor import Actor, Role
from nghitruong.web import modes
from nghitruong.web.fields import DayField, LineField
from nghitruong.web.words import ROLE_NAMES, refusal_sentence

if TYPE_CHECKING:
    from nghitruong.foundation.accounts.models import Account

    ChoiceField = forms.ModelChoiceField[Any]

TOKEN_DAYS = ((30, gettext_lazy("30 days")), (90, gettext_lazy("90 days")), (365, gettext_lazy("One year")))
NOT_CHOSEN = gettext_lazy("Not chosen")
CODE = {"autocomplete": "one-time-code", "inputmode": "text", "spellcheck": "false"}


def _asks(sentence: Any) -> dict[str, Any]:
    return {"required": sentence, "invalid_choice": sentence}


class SignInForm(forms.Form):
    """User name and password."""

    username = LineField(
        label=gettext_lazy("User name"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Enter your user name.")},
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        error_messages={"required": gettext_lazy("Enter your password.")},
    )
    remember = forms.BooleanField(label=gettext_lazy("Remember this device for 30 days"), required=False)
    next = forms.CharField(required=False, widget=forms.HiddenInput)


class CodeForm(forms.Form):
    """A code of the authenticator app, or one from paper."""

    code = LineField(
        label=gettext_lazy("Code"),
        max_length=20,
        widget=forms.TextInput(CODE),
        error_messages={"required": gettext_lazy("Enter the code.")},
    )


class PasswordForm(forms.Form):
    """The old password, and the new one twice."""

    old = forms.CharField(
        label=gettext_lazy("Present password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=gettext_lazy("New password"),
        strip=False,
        max_length=200,
        help_text=gettext_lazy("At least 10 characters. A sentence of your own is easy to remember and hard to guess."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=gettext_lazy("New password once more"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, account: "Account", *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        refusal = rules.is_good_password(new, self.account.username).refusal
        if refusal:
            raise ValidationError(refusal_sentence(refusal))
        return new

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if "new" in self.cleaned_data and again != self.cleaned_data["new"]:
            raise ValidationError(_("The two new passwords differ."))
        return again


class PreferencesForm(forms.Form):
    """Language, looks, and which notices come by mail and SMS."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    size = forms.ChoiceField(
        label=gettext_lazy("Text size"),
        choices=[(size, f"{size}%") for size in modes.SIZES],
        widget=forms.RadioSelect,
    )
    colour = forms.ChoiceField(
        label=gettext_lazy("Colours"),
        choices=[
            ("light", gettext_lazy("Light background")),
            ("hall", gettext_lazy("Dark background, for the hall")),
            ("contrast", gettext_lazy("Strong contrast")),
        ],
        widget=forms.RadioSelect,
    )
    mail = forms.BooleanField(label=gettext_lazy("Send me notices by e-mail"), required=False)
    sms = forms.BooleanField(label=gettext_lazy("Send me notices by SMS"), required=False)

    def wishes(self) -> dict[str, str]:
        """What is kept with the account."""
        data = self.cleaned_data
        switches = {name: "on" if data[name] else "off" for name in ("mail", "sms")}
        return {"size": data["size"], "colour": data["colour"], **switches}


class TokenForm(forms.Form):
    """What a token is for, and how long it works."""

    name = LineField(
        label=gettext_lazy("What is it for?"),
        max_length=80,
        error_messages={"required": gettext_lazy("Say what the token is for.")},
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("Works for"), coerce=int, choices=TOKEN_DAYS, initial=90, widget=forms.RadioSelect
    )


class CapacityForm(forms.Form):
    """In which role somebody is to act, from which day on, by which decision."""

    role = forms.TypedChoiceField(
        label=gettext_lazy("Role"), coerce=Role, choices=(), error_messages=_asks(gettext_lazy("Choose the role."))
    )
    valid_from = DayField(label=gettext_lazy("From"))
    valid_to = DayField(label=gettext_lazy("Until"), required=False)
    agency: "ChoiceField" = forms.ModelChoiceField(
        None, label=gettext_lazy("Agency"), required=False, empty_label=NOT_CHOSEN
    )
    body: "ChoiceField" = forms.ModelChoiceField(
        None, label=gettext_lazy("Committee or group"), required=False, empty_label=NOT_CHOSEN
    )
    decision = LineField(label=gettext_lazy("By which decision"), max_length=160, required=False)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grantable = [role for role in Role if role not in (Role.PUBLIC, Role.SYSTEM)]
        self.fields["role"].choices = [(str(role), ROLE_NAMES[role]) for role in grantable]  # type: ignore[attr-defined]
        self.fields["agency"].queryset = queries.agencies_of(actor)  # type: ignore[attr-defined]
        self.fields["body"].queryset = queries.bodies_of(actor)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        role = data.get("role")
        if role in (Role.AGENCY, Role.AGENCY_LEADER) and not data.get("agency"):
            self.add_error("agency", _("Choose the agency."))
        if role is Role.COMMITTEE and not data.get("body"):
            self.add_error("body", _("Choose the committee."))
        return data


class NewAccountForm(CapacityForm):
    """Who gets an account, under which name, in which first role."""

    person: "ChoiceField" = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Person"),
        empty_label=NOT_CHOSEN,
        error_messages=_asks(gettext_lazy("Choose the person.")),
    )
    username = LineField(label=gettext_lazy("User name"), max_length=60)

    field_order = ("person", "username", "role")

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(actor, *args, **kwargs)
        self.fields["person"].queryset = queries.people_without_account(actor)  # type: ignore[attr-defined]
