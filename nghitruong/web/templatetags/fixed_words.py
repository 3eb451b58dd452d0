"""`{% load i18n %}` as everywhere, but a fixed sentence is translated and escaped once a language, not once a row.

The settings put this library in the place of Django's own.
"""

from django.template import Library, Node
from django.template.base import Parser, Token
from django.template.context import Context
from django.templatetags import i18n
from django.templatetags.i18n import TranslateNode
from django.utils.translation import get_language

register = Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class FixedWords(Node):
    """A sentence that stands in the template itself, with nothing to fill in."""

    def __init__(self, sentence: TranslateNode) -> None:
        self._sentence = sentence
        self._said: dict[tuple[str | None, bool], str] = {}

    def render(self, context: Context) -> str:
        place = (get_language(), context.autoescape)
        said = self._said.get(place)
        if said is None:
            said = self._said[place] = self._sentence.render(context)
        return said


@register.tag("translate")
def translate(parser: Parser, token: Token) -> Node:
    """Django's own tag; what depends on the page, or is kept under a name, is left to it."""
    sentence = i18n.do_translate(parser, token)
    words = sentence.filter_expression
    is_fixed = isinstance(words.var.literal, str) and not (words.filters or sentence.asvar or sentence.message_context)
    return FixedWords(sentence) if is_fixed else sentence
