"""What a template asks of its page, by the short way; whatever is out of the ordinary goes Django's own.

Django asks first for an item, then for an attribute, then for a place in a row, and each question that fails is an
error raised and caught. A list of fifty rows asks a thousand times, nearly always for an attribute.
"""

from html import escape
from typing import Any

from django.template import Context
from django.template.base import (
    FilterExpression,
    Node,
    Variable,
    VariableDoesNotExist,
    VariableNode,
    render_value_in_context,
)
from django.template.defaulttags import URLNode
from django.template.smartif import TokenBase
from django.utils.html import escape as escape_anything
from django.utils.safestring import SafeString

from nghitruong.web.addresses import round_number

_NAMELESS = (str, tuple, list)
"""Types that have items, but none under a name."""


class Looked(Variable):
    """`row.title`: a name of the page and steps from it."""

    __slots__ = ("_name", "_steps")

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self._name, *self._steps = words.split(".")

    def resolve(self, context: Any) -> Any:
        """What stands there; raises VariableDoesNotExist."""
        name = self._name
        for layer in reversed(context.dicts):
            if name in layer:
                value = layer[name]
                break
        else:
            if hasattr(context, name):
                return super().resolve(context)
            raise VariableDoesNotExist("The page has no %s", (name,))
        try:
            for step in self._steps:
                if callable(value):
                    return super().resolve(context)
                has_names = hasattr(type(value), "__getitem__") and not isinstance(value, _NAMELESS)
                value = value[step] if has_names else getattr(value, step)
        except Exception:  # Django knows which of them only mean that nothing is there.
            return super().resolve(context)
        return super().resolve(context) if callable(value) else value


class Shown(VariableNode):
    """`{{ row.title }}`: words are most of what pages show, and need neither a time zone nor a format."""

    def render(self, context: Context) -> str:
        value = self.filter_expression.resolve(context)
        if type(value) is SafeString:
            return value
        if type(value) is str and context.autoescape:
            return escape(value)
        return render_value_in_context(value, context)


class AddressOfNumber(URLNode):
    """`{% url "councils:deputy" row.pk %}`: the address is looked for once, and each row puts its number in."""

    def render(self, context: Context) -> str:
        number = self.args[0].resolve(context)
        if type(number) is not int or number < 0:
            return super().render(context)
        before, after = round_number(self.view_name.var)
        return f"{escape_anything(before)}{number}{escape_anything(after)}"


def look_quickly(part: Any) -> None:
    """Let every question in a template, or in any part of one, go by the short way."""
    match part:
        case FilterExpression(var=Variable(lookups=tuple(), translate=False) as asked):
            part.var = Looked(str(asked.var))
        case Node() | TokenBase():
            look_quickly(list(vars(part).values()))
        case list() | tuple():
            for one in part:
                look_quickly(one)
        case dict():
            look_quickly(list(part.values()))
