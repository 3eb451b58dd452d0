"""Every string that a person may read, found in the source: marked ones, templates, and what pure files cannot mark."""

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation import templatize

from tests.contracts.tree import nodes, parsed, python_files

KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
MESSAGE_AT = {"Refusal": 1, "Reason": 0, "Fault": 0}
"""Which argument of these calls is a sentence for a person."""


class Word(NamedTuple):
    """One source string: its context, its singular, and where it was found."""

    context: str | None
    text: str
    where: str


def words_of(package: Path) -> Iterator[Word]:
    """Everything translatable in the package, templates included."""
    for path in python_files(package):
        where = str(path.relative_to(package))
        yield from _called(path.read_bytes(), where)
        yield from (Word(None, text, f"{where}:{line}") for text, line in _sentences(path))
    for path in sorted(package.rglob("templates/**/*")):
        if path.suffix in (".html", ".txt"):
            source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            yield from _called(source.encode(), str(path.relative_to(package)))


def unmarked_sentences(package: Path) -> list[str]:
    """Refusals and reasons whose sentence cannot be read from the source, hence never translated.

    One that repeats another's (`LATE.message`) is read where that one stands.
    """
    return [
        f"{path.relative_to(package)}:{node.lineno}"
        for path in python_files(package)
        for node, argument, scope in _message_calls(path)
        if not (_name(argument) == "message" and isinstance(argument, ast.Attribute))
        if not list(_constants(argument, scope))
    ]


def _called(source: bytes, where: str) -> Iterator[Word]:
    for line, message, _comments, context in extract("python", BytesIO(source), KEYWORDS, ()):
        text = message[0] if isinstance(message, tuple) else message
        yield Word(context, text, f"{where}:{line}")


class Scope:
    """What a name may stand for in one module: its assigned constants, and what a parameter is given by callers."""

    def __init__(self, path: Path) -> None:
        self.assigned: dict[str, list[ast.expr]] = {}
        self.parameters: dict[str, list[ast.expr]] = {}
        definitions = {node.name: node for node in nodes(path) if isinstance(node, ast.FunctionDef)}
        for node in nodes(path):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                self.assigned.setdefault(node.targets[0].id, []).append(node.value)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in definitions:
                self._note_call(definitions[node.func.id], node)

    def _note_call(self, definition: ast.FunctionDef, call: ast.Call) -> None:
        names = [argument.arg for argument in definition.args.args]
        for name, value in zip(names, call.args, strict=False):
            self.parameters.setdefault(name, []).append(value)
        for keyword in call.keywords:
            if keyword.arg:
                self.parameters.setdefault(keyword.arg, []).append(keyword.value)

    def meanings(self, name: str) -> list[ast.expr]:
        return self.assigned.get(name, []) + self.parameters.get(name, [])


def _sentences(path: Path) -> Iterator[tuple[str, int]]:
    for _node, argument, scope in _message_calls(path):
        yield from _constants(argument, scope)
    for node in nodes(path):
        if isinstance(node, ast.Call) and _name(node.func) == "Lifecycle":
            scope = Scope(path)
            for keyword in node.keywords:
                if keyword.arg == "public":
                    yield from _constants(keyword.value, scope)
    for node in parsed(path).body:
        if isinstance(node, ast.Assign) and _name(node.targets[0]) == "HELP":
            yield from _constants(node.value, Scope(path))


def _message_calls(path: Path) -> Iterator[tuple[ast.Call, ast.expr, Scope]]:
    scope = None
    for node in nodes(path):
        if not isinstance(node, ast.Call) or _name(node.func) not in MESSAGE_AT:
            continue
        scope = scope or Scope(path)
        place = MESSAGE_AT[_name(node.func)]
        named = [keyword.value for keyword in node.keywords if keyword.arg == "message"]
        sentence = named[0] if named else node.args[place] if len(node.args) > place else ast.Constant("")
        # Without a sentence it says that nothing is wrong, and nobody reads it.
        if not (isinstance(sentence, ast.Constant) and sentence.value == ""):
            yield node, sentence, scope


def _constants(node: ast.expr, scope: Scope, depth: int = 0) -> Iterator[tuple[str, int]]:
    match node:
        case ast.Constant(value=str(text)):
            yield text, node.lineno
        case ast.IfExp():
            yield from _constants(node.body, scope, depth)
            yield from _constants(node.orelse, scope, depth)
        case ast.Dict():
            for value in node.values:
                yield from _constants(value, scope, depth)
        case ast.Subscript():
            yield from _constants(node.value, scope, depth)
        case ast.Name() if depth < 3:
            for meaning in scope.meanings(node.id):
                yield from _constants(meaning, scope, depth + 1)


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


_INVISIBLE = (
    r"\{%\s*comment.*?endcomment\s*%\}",
    r"\{#.*?#\}",
    r"\{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%\}",
    # What fills an attribute of the base template is a word of the style sheet.
    r"\{%\s*block (?:\w*class|colour|face)\s*%\}[^{]*",
    r"\{%.*?%\}",
    r"\{\{.*?\}\}",
    r"<!--.*?-->",
    r"<(script|style)\b.*?</\1>",
    r"&#?\w+;",
)
OF_ALL_LANGUAGES = re.compile(
    r"Nghị Trường|HĐND|Cốc Cốc|Tiếng Việt|English|\bCtrl\b|\bA\b[+-]?"
    r"|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập - Tự do - Hạnh phúc"
)
"""Names, keys of the keyboard, the sizes of letters, and what stands on every official paper."""

_SPOKEN = re.compile(r"""\s(?:title|alt|placeholder|aria-label|aria-description)=(["'])(.*?)\1""", re.DOTALL)


def bare_text(template: str) -> list[str]:
    """What a reader would see, or hear read aloud, of a template without anybody having translated it."""
    for pattern in _INVISIBLE:
        template = re.sub(pattern, " ", template, flags=re.DOTALL)
    spoken = [match[2] for match in _SPOKEN.finditer(template)]
    seen = re.sub(r"<[^>]*>", "\n", template).splitlines()
    texts = [OF_ALL_LANGUAGES.sub("", text).strip() for text in [*seen, *spoken]]
    return [text for text in texts if re.search(r"[^\W\d_]", text)]
