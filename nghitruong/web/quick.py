"""What a template asks of its page, by the short way; whatever is out of the ordinary goes Django's own.

Django asks first for an item, then for an attribute, then for a place in a row, and each question that fails is an
error raised and caught. A list of fifty rows asks a thousand times, nearly always for an attribute.
"""

from collections.abc import Callable
from html import escape
from typing import Any

from django.template import Context
from django.template.base import (
    FilterExpression,
    Node,
    NodeList,
    TextNode,
    Variable,
    VariableDoesNotExist,
    VariableNode,
    render_value_in_context,
)
from django.template.defaulttags import IfNode, TemplateLiteral, URLNode
from django.template.smartif import TokenBase
from django.utils.html import escape as escape_anything
from django.utils.safestring import SafeString

from nghitruong.web.addresses import round_number

_NAMELESS = (str, tuple, list)
"""Types that have items, but none under a name."""
_has_names: dict[type, bool] = {}
"""Of each type met so far, whether its things have items under names."""


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
                kind = type(value)
                has_names = _has_names.get(kind)
                if has_names is None:
                    has_names = hasattr(kind, "__getitem__") and not issubclass(kind, _NAMELESS)
                    _has_names[kind] = has_names
                value = value[step] if has_names else getattr(value, step)
        except Exception:  # Django knows which of them only mean that nothing is there.
            return super().resolve(context)
        return super().resolve(context) if callable(value) else value


class Shown(VariableNode):
    """`{{ row.title }}`: words are most of what pages show, and need neither a time zone nor a format."""

    def __init__(self, filter_expression: FilterExpression) -> None:
        super().__init__(filter_expression)
        self._bare = _bare(filter_expression)

    def render_annotated(self, context: Context) -> str:
        """The same as `render` with one step less where no filter stands behind the name."""
        if self._bare is None:
            return str(super().render_annotated(context))
        try:
            return _in_page(self._bare.resolve(context), context)
        except Exception:  # Django knows what a page without the name shows, and where an error stands.
            return str(super().render_annotated(context))

    def render(self, context: Context) -> str:
        return _in_page(self.filter_expression.resolve(context), context)


class Asked(IfNode):
    """`{% if row.context %}`: a bare name is looked for at once, and words that are fixed are no list of nodes."""

    def __init__(self, conditions_nodelists: list[tuple[TemplateLiteral | None, NodeList]]) -> None:
        super().__init__(conditions_nodelists)
        self._ways = [(_way_to_answer(condition), _outcome(nodes)) for condition, nodes in conditions_nodelists]

    def render(self, context: Context) -> str:
        for answer, outcome in self._ways:
            try:
                holds = answer is None or answer(context)
            except VariableDoesNotExist:
                continue
            if holds:
                return outcome if isinstance(outcome, str) else outcome.render(context)
        return ""


class AddressOfNumber(URLNode):
    """`{% url "councils:deputy" row.pk %}`: the address is looked for once, and each row puts its number in."""

    def render(self, context: Context) -> str:
        number = self.args[0].resolve(context)
        if type(number) is not int or number < 0:
            return super().render(context)
        around = context.render_context.get(self)
        if around is None:
            before, after = round_number(self.view_name.var)
            around = context.render_context[self] = (escape_anything(before), escape_anything(after))
        return f"{around[0]}{number}{around[1]}"


def _bare(words: FilterExpression) -> Looked | None:
    """The name that is all of an expression, or None."""
    return words.var if isinstance(words.var, Looked) and not words.filters else None


def _in_page(value: Any, context: Context) -> str:
    kind = type(value)
    if kind is SafeString:
        return value  # type: ignore[no-any-return]
    if kind is str and context.autoescape:
        return escape(value)
    # Whoever wants digits in groups says so by a filter.
    return str(value) if kind is int else render_value_in_context(value, context)


def _way_to_answer(condition: Any) -> Callable[[Context], Any] | None:
    """How a condition is asked; None for the last way out, which has none."""
    if condition is None:
        return None
    words: Any = condition.value if isinstance(condition, TemplateLiteral) else None
    bare = _bare(words) if words else None
    answer: Callable[[Context], Any] = bare.resolve if bare else condition.eval
    return answer


def _outcome(nodes: NodeList) -> str | NodeList:
    """The words themselves where nothing else stands in a branch."""
    texts = [node.s for node in nodes if isinstance(node, TextNode)]
    return "".join(texts) if len(texts) == len(nodes) else nodes


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
