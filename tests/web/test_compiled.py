"""What is written into a template when it is compiled, and that it is written once a language."""

import pytest
from django.template import Context, NodeList, Template, engines
from django.template.base import Node, TextNode, VariableNode
from django.urls import NoReverseMatch, get_script_prefix, set_script_prefix
from django.utils import translation

from nghitruong.web.compiled import write_out

LOADED = "{% load i18n static ui %}"


def compiled(source: str) -> Template:
    template = Template(LOADED + source)
    write_out(template)
    return template


def kinds(nodes: NodeList) -> list[str]:
    whole = [node for node in nodes if not (isinstance(node, TextNode) and not node.s)][1:]
    return ["VariableNode" if isinstance(node, VariableNode) else type(node).__name__ for node in whole]


@pytest.mark.parametrize(
    "source",
    [
        'a {% translate "Show" %} b',
        '{% translate "Normal" context "text size" %}',
        "{% blocktranslate trimmed %} Show {% endblocktranslate %}",
        '{% icon "gavel" %}{% icon name="gavel" %}{% emblem %}',
        "{% static 'web/emblem.svg' %}",
        '{% if page %}{% translate "Show" %}{% else %}b{% endif %}',
        '{% for one in page %}<b>{% translate "Show" %}</b>{% empty %}{% icon "x" %}{% endfor %}',
        "{% with page as one %}{% translate '<b>' noop %}{% endwith %}",
    ],
)
def test_what_is_fixed_becomes_text_and_says_the_same(source: str) -> None:
    template = compiled(source)
    for page in ([], [1, 2]):
        context = {"page": page}
        assert template.render(Context(context)) == Template(LOADED + source).render(Context(context))
    inner = [node for node in template.nodelist.get_nodes_by_type(Node) if not node.get_nodes_by_type(TextNode)]
    assert {type(node).__name__ for node in inner} <= {"LoadNode"}


@pytest.mark.parametrize(
    "source",
    [
        '{% translate "Show" as word %}{{ word }}',
        '{% translate "Show"|upper %}',
        "{% translate word %}",
        '{% translate "Show" context word %}',
        "{% blocktranslate %}Show {{ word }}{% endblocktranslate %}",
        "{% blocktranslate count n=page|length %}one{% plural %}more{% endblocktranslate %}",
        "{% blocktranslate asvar told %}Show{% endblocktranslate %}{{ told }}",
        "{% icon word %}",
        '{% icon "x" as drawn %}{{ drawn }}',
        "{% static word %}",
        "{% query q=word %}",
        "{% deadline day %}",
    ],
)
def test_what_depends_on_the_page_is_left(source: str) -> None:
    assert kinds(compiled(source).nodelist) == kinds(Template(LOADED + source).nodelist)


def test_a_part_in_another_language_is_left_to_that_language() -> None:
    source = '{% language other %}{% translate "Show" %}{% endlanguage %}'
    for other, said in (("en", "Show"), ("vi", "Xem")):
        assert compiled(source).render(Context({"other": other})) == said


def test_a_template_is_compiled_once_a_language() -> None:
    engine = engines["django"].engine  # type: ignore[attr-defined]  # the product has Django's own alone
    kept: dict[str, Template] = {}
    for language, words in (("vi", "Lọc nhanh"), ("en", "Quick filters")) * 2:
        with translation.override(language):
            template = engine.get_template("web/components/chips.html")
            assert words in template.render(Context())
            assert kept.setdefault(language, template) is template
    assert kept["vi"] is not kept["en"]


def test_text_that_touches_is_one_piece() -> None:
    template = compiled('<td data-label="{% translate "Show" %}">{% icon "x" %}{{ word }}</td>')
    assert kinds(template.nodelist) == ["TextNode", "VariableNode", "TextNode"]


@pytest.mark.parametrize("number", [7, 0, "7", None, "", -1, True])
def test_the_address_of_a_number_is_djangos_own(number: object) -> None:
    source = "{% url 'councils:deputy' number %}"
    answers: list[str] = []
    for template in (compiled(source), compiled(source), Template(LOADED + source)):
        try:
            answers.append(template.render(Context({"number": number})))
        except NoReverseMatch:
            answers.append("no such address")
    assert len(set(answers)) == 1
    assert (answers[0] == f"/dai-bieu/{number}/") == (str(number) in ("7", "0"))


def test_the_address_of_a_number_follows_the_place_under_which_the_house_stands() -> None:
    template = compiled("{% url 'councils:deputy' 7 %}")
    before = get_script_prefix()
    try:
        for prefix in ("/", "/hdnd/", "/"):
            set_script_prefix(prefix)
            assert template.render(Context()) == f"{prefix}dai-bieu/7/"
    finally:
        set_script_prefix(before)
