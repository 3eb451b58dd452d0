"""Templates, compiled once for each language: whatever does not depend on the page is plain text by then.

A list of fifty rows has a thousand sentences, icons and addresses that are the same in every row and for everybody.
"""

from collections.abc import Iterator
from itertools import groupby

from django.template import Context, Node, NodeList, Origin, Template
from django.template.base import FilterExpression, TextNode, TokenType, VariableNode
from django.template.defaulttags import IfNode, URLNode
from django.template.engine import Engine
from django.template.library import SimpleNode
from django.template.loaders.app_directories import Loader
from django.templatetags.i18n import BlockTranslateNode, LanguageNode, TranslateNode
from django.templatetags.static import StaticNode
from django.utils.translation import get_language

from nghitruong.web.quick import AddressOfNumber, Asked, Shown, look_quickly
from nghitruong.web.templatetags.ui import emblem, icon, swatch

FIXED_TAGS = frozenset({emblem, icon, swatch})
"""Our own tags that depend on their arguments alone."""


class LanguageLoader(Loader):
    """Finds the templates of all apps, and keeps what it has compiled by its language."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.reset()

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        """The template for the language that is spoken now; raises TemplateDoesNotExist."""
        place = (get_language(), template_name, *(str(origin) for origin in skip or ()))
        kept = self._kept.get(place)
        if kept is None:
            kept = super().get_template(template_name, skip)
            write_out(kept)
            self._kept[place] = kept
        return kept

    def reset(self) -> None:
        """Forget everything: a file was changed under a developer's hands."""
        self._kept: dict[tuple[str | None, ...], Template] = {}


def write_out(template: Template) -> None:
    """Turn what is fixed into text, and pieces of text that touch into one, down to the leaves."""
    look_quickly(template.nodelist)
    page = Context()
    with page.bind_template(template):
        _write_out(template.nodelist, page)


def _write_out(nodes: NodeList, page: Context) -> None:
    for node in nodes:
        for inner in _inner_lists(node):
            _write_out(inner, page)
    spoken = [TextNode(node.render(page)) if _is_fixed(node) else _quick(node) for node in nodes]
    nodes[:] = [piece for is_text, run in groupby(spoken, _is_text) for piece in (_joined(run) if is_text else run)]


def _quick(node: Node) -> Node:
    """The same tag by the short way, where there is one."""
    quick: Node
    if type(node) is VariableNode:
        quick = Shown(node.filter_expression)
    elif type(node) is URLNode and _is_address_of_one(node):
        quick = AddressOfNumber(node.view_name, node.args, node.kwargs, node.asvar)
    elif type(node) is IfNode:
        quick = Asked(node.conditions_nodelists)
    else:
        return node
    quick.token, quick.origin = node.token, node.origin
    return quick


def _is_address_of_one(node: URLNode) -> bool:
    return len(node.args) == 1 and not node.kwargs and not node.asvar and _is_literal(node.view_name)


def _inner_lists(node: Node) -> Iterator[NodeList]:
    if isinstance(node, LanguageNode):
        return  # another language is spoken in there
    if isinstance(node, IfNode):
        yield from (nodes for _condition, nodes in node.conditions_nodelists)
    else:
        yield from (value for value in vars(node).values() if isinstance(value, NodeList))


def _joined(run: Iterator[Node]) -> list[Node]:
    return [TextNode("".join(node.s for node in run if isinstance(node, TextNode)))]


def _is_text(node: Node) -> bool:
    return isinstance(node, TextNode)


def _is_fixed(node: Node) -> bool:
    """Whether a tag stands there with nothing but words in it, and its outcome under no name."""
    match node:
        case TranslateNode():
            words = [node.filter_expression, *([node.message_context] if node.message_context else [])]
            return not node.asvar and all(map(_is_literal, words))
        case BlockTranslateNode():
            tokens = (token.token_type for token in node.singular)
            is_bare = not (node.plural or node.extra_context or node.message_context or node.asvar)
            return is_bare and all(kind is TokenType.TEXT for kind in tokens)
        case StaticNode():
            return not node.varname and _is_literal(node.path)
        case SimpleNode():
            words = [*node.args, *node.kwargs.values()]
            return node.func in FIXED_TAGS and not node.target_var and all(map(_is_literal, words))
    return False


def _is_literal(words: FilterExpression) -> bool:
    # Django's own tag for sentences wraps what it is given once more.
    return not words.filters and isinstance(getattr(words.var, "literal", words.var), str)
