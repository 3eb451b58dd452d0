"""What is typed or pressed in the room: text in, typed values out."""

from django import forms
from django.utils.translation import gettext_lazy as _

from nghitruong.domain.voting.lifecycle import Choice


class BallotForm(forms.Form):
    """One ballot: an option and the key that makes a repeat harmless."""

    choice = forms.ChoiceField(choices=[(choice.value, choice.value) for choice in Choice])
    key = forms.CharField(max_length=64)


class PressForm(forms.Form):
    """What a press of the chair or the secretary may bring along."""

    item = forms.IntegerField(required=False, min_value=1)
    poll = forms.IntegerField(required=False, min_value=1)
    participant = forms.IntegerField(required=False, min_value=1)
    step = forms.CharField(required=False, max_length=16)
    face = forms.CharField(required=False, max_length=12)
    reason = forms.CharField(required=False, max_length=300, label=_("Reason"))
    question = forms.CharField(required=False, max_length=500)
    kind = forms.CharField(required=False, max_length=20)
    text = forms.CharField(required=False, max_length=20_000)
