"""What a template shows by the short way is what Django shows by its own."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.template import Context, Template
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from nghitruong.web.compiled import write_out
from nghitruong.web.quick import Asked, Looked, Shown


class Pair(NamedTuple):
    title: str
    size: int


class Record:
    name = "Sổ <b>"

    def __str__(self) -> str:
        return "<record>"

    @property
    def nothing(self) -> str:
        raise ObjectDoesNotExist

    def told(self) -> str:
        return "told & heard"

    def told_to(self, whom: str) -> str:
        return whom

    def erase(self) -> str:
        raise AssertionError("a page changes nothing")

    erase.alters_data = True  # type: ignore[attr-defined]


class Untold(Record):
    do_not_call_in_templates = True

    def __call__(self) -> Record:
        raise AssertionError("a page does not call this")


class SilentError(Exception):
    silent_variable_failure = True


def silent() -> str:
    raise SilentError


VALUES: dict[str, Callable[[], Any]] = {
    "words": lambda: "Kỳ họp <script> & \"'",
    "safe": lambda: SafeString("<b>đậm</b>"),
    "lazy": lambda: gettext_lazy("Show"),
    "number": lambda: 12345,
    "fraction": lambda: 1234.5,
    "nothing": lambda: None,
    "no": lambda: False,
    "day": lambda: date(2026, 11, 27),
    "moment": lambda: datetime(2026, 11, 27, 20, 30, tzinfo=UTC),
    "mapping": lambda: {"title": "<i>", "items": "its own", "0": "by word", "deep": {"title": "deep"}},
    "pair": lambda: Pair("<tên>", 7),
    "row": lambda: ["first", "<second>"],
    "record": Record,
    "class": lambda: Record,
    "uncalled": Untold,
    "function": lambda: lambda: "called <>",
    "silent": lambda: silent,
    "behind": lambda: SimpleLazyObject(Record),
    "mapping_behind": lambda: SimpleLazyObject(lambda: {"title": "<behind>"}),
}
STEPS = ["", ".title", ".size", ".name", ".nothing", ".told", ".told_to", ".erase", ".items", ".0", ".deep.title"]
SHAPES = [
    "{{{{ {} }}}}",
    "{{% autoescape off %}}{{{{ {} }}}}{{% endautoescape %}}",
    "{{{{ {}|upper }}}}",
    '{{{{ {}|default:"none" }}}}',
    "{{% if {} %}}there{{% else %}}nothing{{% endif %}}",
    '{{% if not {0} or {0} == "told" %}}a{{% endif %}}',
    "{{% if {0} == 7 %}}seven{{% elif {0} %}}{{{{ {0} }}}}{{% else %}}{{% endif %}}",
    "{{% for one in {} %}}[{{{{ one }}}}]{{% empty %}}empty{{% endfor %}}",
    "{{% with other={} %}}{{{{ other }}}}{{% endwith %}}",
]


def outcome(template: Template, context: dict[str, Any]) -> object:
    try:
        return template.render(Context(context))
    except Exception as error:
        return type(error)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("value", VALUES)
def test_the_short_way_leads_where_djangos_own_does(value: str, shape: str) -> None:
    for step in STEPS:
        source = shape.format("value" + step)
        quick, own = Template(source), Template(source)
        write_out(quick)
        assert outcome(quick, {"value": VALUES[value]()}) == outcome(own, {"value": VALUES[value]()}), source


@pytest.mark.parametrize("name", ["missing", "missing.title", "autoescape", "template", "None", "True", "forloop.last"])
def test_what_the_page_does_not_hold_is_nothing(name: str) -> None:
    for shape in SHAPES:
        quick, own = Template(shape.format(name)), Template(shape.format(name))
        write_out(quick)
        assert outcome(quick, {}) == outcome(own, {})


def test_every_question_of_a_template_goes_the_short_way() -> None:
    template = Template("{% for one in page.rows %}{% if one.state %}{{ one.title }}{% endif %}{% endfor %}")
    write_out(template)
    loop: Any = template.nodelist[0]
    assert isinstance(loop.nodelist_loop[0], Asked)
    condition: Any = loop.nodelist_loop[0].conditions_nodelists[0][0]
    (shown,) = template.nodelist.get_nodes_by_type(Shown)
    questions = [loop.sequence, condition.value, shown.filter_expression]  # type: ignore[attr-defined]
    assert [type(question.var) for question in questions] == [Looked] * 3


def test_the_inner_name_hides_the_outer_one() -> None:
    template = Template("{{ one }}{% with one='inner' %}{{ one }}{% endwith %}{{ one }}")
    write_out(template)
    assert template.render(Context({"one": "outer"})) == "outerinnerouter"
