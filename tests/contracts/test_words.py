"""Everything a person reads is Vietnamese, from one complete catalogue."""

import ast
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message

from nghitruong.engines.catalogue import CatalogueError, compile_all, merged
from nghitruong.kernel.lifecycle import Lifecycle
from nghitruong.outer.cli.write_docs import known_lifecycles
from tests.contracts.tree import PACKAGE, nodes, nothing, python_files, write
from tests.contracts.words import OF_ALL_LANGUAGES, bare_text, unmarked_sentences, words_of

LOCALE = PACKAGE / "locale"
VIETNAMESE_BY_NATURE = (
    "kernel/vietnamese/",
    "kernel/actor.py",
    "engines/",
    "foundation/accounts/matrix.py",
    "foundation/documents/stamps.py",
    "foundation/law/",
    "foundation/councils/gazetteer/",
    "outer/demo/",
    "config/settings.py",
    "web/errors.py",
    "web/showcase",
)
"""Where Vietnamese stands in the code itself: the language, the law, official papers, the letters of the permission
matrix, made-up people and records, names, and the page that is shown when even the catalogue cannot be read."""

VIETNAMESE = re.compile("[ăâđêôơư\u1ea0-\u1ef9àáãèéìíĩòóõùúũýỳ]", re.IGNORECASE)
PLACES = re.compile(r"%\(\w+\)[sd]|(?<!%)%[sdr]|\{\w*\}")

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=1; plural=0;\\n"\n\n'


def nameless_states(lifecycles: Iterable[Lifecycle[Any]], catalogue: Catalog) -> list[str]:
    """States whose tag on a page would read as their code."""
    states = {(type(state).__name__, str(state)) for lifecycle in lifecycles for state in type(lifecycle.initial)}
    return sorted(f"{kind}.{state}" for kind, state in states if catalogue.get(state, kind) is None)


@cache
def vietnamese() -> Catalog:
    return merged(LOCALE, "vi")


def untranslated(package: Path, catalogue: Catalog) -> list[str]:
    found = []
    for word in words_of(package):
        message = catalogue.get(word.text, word.context)
        if message is None or not _strings(message)[0] or message.fuzzy:
            found.append(f"{word.where}: {word.text!r}")
    return sorted(set(found))


def spoilt(catalogue: Catalog) -> Iterator[str]:
    """Translations that lost a place for a value, or whose letters are not composed."""
    for message in catalogue:
        if not message.id:
            continue
        source = message.id if isinstance(message.id, str) else message.id[-1]
        for string in _strings(message):
            if set(PLACES.findall(source)) != set(PLACES.findall(string)):
                yield f"{source!r}: the places for values differ"
            if not unicodedata.is_normalized("NFC", string):
                yield f"{source!r}: letters are not composed"


def _strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def bare_templates(package: Path) -> list[str]:
    """Bare words by template. The last page is rendered without words; the component page shows records."""
    return [
        f"{path.relative_to(package)}: {text!r}"
        for path in sorted(package.rglob("templates/**/*.html"))
        if not any(place in path.as_posix() for place in ("templates/500.html", "web/showcase/"))
        for text in bare_text(path.read_text(encoding="utf-8"))
    ]


def vietnamese_in_code(package: Path) -> list[str]:
    """Vietnamese sentences in code, where only English source strings belong."""
    found = []
    for path in python_files(package):
        where = str(path.relative_to(package))
        if where.startswith(VIETNAMESE_BY_NATURE):
            continue
        remarks = {id(node.value) for node in nodes(path) if isinstance(node, ast.Expr)}
        found += [
            f"{where}:{node.lineno}: {node.value!r}"
            for node in nodes(path)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in remarks
            if VIETNAMESE.search(OF_ALL_LANGUAGES.sub("", node.value))
        ]
    return found


def test_every_state_has_a_short_name() -> None:
    nothing(nameless_states(known_lifecycles(), vietnamese()))
    assert nameless_states(known_lifecycles(), Catalog("vi")) != []


@pytest.mark.slow
def test_no_string_is_missing_untranslated_or_fuzzy() -> None:
    nothing(untranslated(PACKAGE, vietnamese()))


def test_every_refusal_and_reason_has_a_sentence_in_the_source() -> None:
    nothing(unmarked_sentences(PACKAGE))


def test_translations_keep_their_places_and_their_letters_composed() -> None:
    nothing(list(spoilt(vietnamese())))


def test_no_template_shows_a_bare_word() -> None:
    nothing(bare_templates(PACKAGE))


def test_code_is_english() -> None:
    nothing(vietnamese_in_code(PACKAGE))


def test_scripts_and_styles_show_no_words_of_their_own() -> None:
    assets = [path for path in (PACKAGE / "web" / "assets").rglob("*") if path.suffix in (".js", ".mjs", ".css")]
    texts = {path.name: re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL) for path in assets}
    nothing(name for name, text in texts.items() if VIETNAMESE.search(text))


def test_a_missing_an_empty_and_a_fuzzy_translation_are_seen(tmp_path: Path) -> None:
    write(
        tmp_path,
        "app/rules.py",
        'LATE = Refusal("a.late", "Too late.")\nX = Reason(message="Is in time.", values={})\n',
    )
    write(tmp_path, "app/lifecycle.py", 'PUBLIC = {State.A: "Waiting"}\nL = Lifecycle("a", moves=M, public=PUBLIC)\n')
    write(tmp_path, "app/templates/app/page.html", '{% load i18n %}{% translate "Vote" %}')
    write(tmp_path, "outer/cli/go.py", 'HELP = "Go."\n')
    done = 'msgid "Vote"\nmsgstr "Biểu quyết"\n\n#, fuzzy\nmsgid "Go."\nmsgstr "Đi."\n\nmsgid "Waiting"\nmsgstr ""\n'
    write(tmp_path, "locale/vi/app.po", HEADER + done)
    assert untranslated(tmp_path, merged(tmp_path / "locale", "vi")) == [
        "app/lifecycle.py:1: 'Waiting'",
        "app/rules.py:1: 'Too late.'",
        "app/rules.py:2: 'Is in time.'",
        "outer/cli/go.py:1: 'Go.'",
    ]


def test_sentences_are_followed_through_names_choices_and_parameters(tmp_path: Path) -> None:
    source = """
def refusal(code, sentence):
    return Refusal(code, sentence)

def check(is_late):
    message = "Late." if is_late else "Early."
    return refusal("a.b", "Told.") or Refusal("a.c", message) or Refusal("a.d", make())
"""
    write(tmp_path, "app/rules.py", source)
    assert {word.text for word in words_of(tmp_path)} == {"Told.", "Late.", "Early."}
    assert unmarked_sentences(tmp_path) == ["app/rules.py:7"]


def test_a_lost_place_and_a_loose_accent_are_seen() -> None:
    catalogue = Catalog(locale="vi")
    catalogue.add("Due on %(day)s", "Đến hạn")
    catalogue.add("Meeting", "Ho\u0323p")
    assert list(spoilt(catalogue)) == [
        "'Due on %(day)s': the places for values differ",
        "'Meeting': letters are not composed",
    ]


@pytest.mark.parametrize(
    ("template", "seen"),
    [
        ('<h1>{% translate "Vote" %}</h1>', []),
        ("<h1>Vote</h1>", ["Vote"]),
        ('<input placeholder="Name"><img alt="">', ["Name"]),
        ("{% blocktranslate %}Vote now{% endblocktranslate %}{# remark #}&nbsp;·", []),
        ("{% block body_class %}page wide{% endblock %}{% block main %}Vote{% endblock %}", ["Vote"]),
        ("<button>English</button> A- Ctrl", []),
        ('<a href="/ky-hop/" class="plain">{{ title }}</a> <script>let a = 1;</script>', []),
    ],
)
def test_a_bare_word_is_seen(template: str, seen: list[str]) -> None:
    assert bare_text(template) == seen


def test_vietnamese_in_code_is_seen_and_in_remarks_is_not(tmp_path: Path) -> None:
    write(tmp_path, "domain/voting/rules.py", '"""Quá nửa."""\nSHARE = "quá nửa"  # quá nửa\n')
    write(tmp_path, "engines/officialforms/wording.py", 'MOTTO = "Độc lập"\n')
    assert vietnamese_in_code(tmp_path) == ["domain/voting/rules.py:2: 'quá nửa'"]


def test_two_translations_of_one_string_stop_the_build(tmp_path: Path) -> None:
    write(tmp_path, "vi/a.po", HEADER + 'msgid "Vote"\nmsgstr "Biểu quyết"\n')
    write(tmp_path, "vi/b.po", HEADER + 'msgid "Vote"\nmsgstr "Biểu quyết"\n')
    assert compile_all(tmp_path) == {"vi": 1}
    write(tmp_path, "vi/b.po", HEADER + 'msgid "Vote"\nmsgstr "Bầu"\n')
    with pytest.raises(CatalogueError, match=r"'Vote' is translated differently in .*a\.po and .*b\.po"):
        compile_all(tmp_path)
