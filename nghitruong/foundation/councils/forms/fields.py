"""What several forms share: a choice among numbered records."""

from collections.abc import Iterable
from typing import Any

from django import forms

NONE = ("", "–")


class NumberField(forms.TypedChoiceField):
    """A choice among records by their numbers; an empty one is none."""

    def __init__(self, *, choices: Iterable[tuple[Any, Any]] = (), **kwargs: Any) -> None:
        listed = [(str(value), label) for value, label in choices]
        super().__init__(choices=[NONE, *listed], coerce=int, empty_value=None, **kwargs)


def again(known: forms.Field, choices: Iterable[tuple[Any, Any]]) -> NumberField:
    """The same choice with what may be chosen."""
    return NumberField(label=known.label, required=known.required, choices=choices)
