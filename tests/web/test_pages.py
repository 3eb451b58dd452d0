"""The component page, and what every template of the product keeps to."""

import gzip
import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.template.loader import get_template
from django.test import Client

from nghitruong.web.showcase.pages import PAGES

PACKAGE = Path(__file__).parents[2] / "nghitruong"
WEB = PACKAGE / "web"
DIST = WEB / "static" / "web" / "dist"
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
FORBIDDEN = {
    "an inline style": re.compile(r"<[^>]*\sstyle\s*="),
    "a handler": re.compile(r"<[^>]*\son[a-z]+\s*="),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)"),
    "a style element": re.compile(r"<style\b"),
    "another site": re.compile(r"""(?:src|href|action)=["']https?://"""),
}
KILOBYTE = 1024


def built() -> Path:
    if not (DIST / "style.css").exists():
        pytest.skip("the pages are not built; script/test builds them")
    return DIST


@pytest.mark.parametrize("part", PAGES)
def test_each_page_of_the_showcase_is_shown(client: Client, settings: LazySettings, part: str) -> None:
    settings.DEMO = True
    answer = client.get(f"/thanh-phan/{part}/" if part else "/thanh-phan/")
    assert answer.status_code == 200
    assert 'lang="vi"' in answer.content.decode()


def test_the_showcase_is_shut_where_work_is_done(client: Client, settings: LazySettings) -> None:
    settings.DEMO = settings.DEBUG = False
    assert client.get("/thanh-phan/").status_code == 404


def test_the_showcase_speaks_english_too(client: Client, settings: LazySettings) -> None:
    settings.DEMO = True
    client.cookies["ngon_ngu"] = "en"
    page = client.get("/thanh-phan/phieu/").content.decode()
    assert 'lang="en"' in page
    assert "Not voting" in page


def test_a_public_page_carries_no_token(client: Client, settings: LazySettings) -> None:
    """A token would make each answer different, so that no browser could ask whether anything changed."""
    settings.DEMO = True
    answer = client.get("/thanh-phan/cong/")
    assert "csrf" not in answer.content.decode()
    assert "csrftoken" not in answer.cookies


def test_every_template_compiles() -> None:
    for path in TEMPLATES:
        get_template(path.relative_to(next(p for p in path.parents if p.name == "templates")).as_posix())


def test_every_template_keeps_to_the_security_policy() -> None:
    sources = {str(path.relative_to(PACKAGE)): path.read_text(encoding="utf-8") for path in TEMPLATES}
    trespasses = product(sources.items(), FORBIDDEN.items())
    assert [(path, name) for (path, source), (name, pattern) in trespasses if pattern.search(source)] == []


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ('<p class="a" style="x">', "an inline style"),
        ('<p onclick="x()">', "a handler"),
        ("<script>x()</script>", "an inline script"),
        ("<style>p{}</style>", "a style element"),
        ('<img src="https://a.example/b.png">', "another site"),
    ],
)
def test_a_trespass_is_seen(source: str, what: str) -> None:
    assert [name for name, pattern in FORBIDDEN.items() if pattern.search(source)] == [what]


def test_every_icon_that_is_drawn_is_in_the_sprite() -> None:
    named = set(re.findall(r"""\{% icon ["']([\w-]+)["']""", "".join(p.read_text(encoding="utf-8") for p in TEMPLATES)))
    listed = (WEB / "assets" / "icons.txt").read_text(encoding="utf-8").splitlines()
    icons = [line for line in listed if line and not line.startswith("#")]
    assert sorted(named - set(icons)) == []
    assert icons == sorted(set(icons))


def test_every_icon_of_the_list_was_built() -> None:
    sprite = (built() / "icons.svg").read_text(encoding="utf-8")
    listed = (WEB / "assets" / "icons.txt").read_text(encoding="utf-8").splitlines()
    assert [name for name in listed if name and name[0] != "#" and f'<symbol id="{name}"' not in sprite] == []


def compressed(*names: str) -> float:
    return sum(len(gzip.compress((built() / name).read_bytes())) for name in names) / KILOBYTE


def test_styles_and_scripts_stay_light() -> None:
    assert compressed("style.css") <= 25
    assert compressed("app.js") <= 60


def test_a_public_page_weighs_at_most_sixty_kilobytes_with_its_font(client: Client, settings: LazySettings) -> None:
    settings.DEMO = True
    page = len(gzip.compress(client.get("/thanh-phan/cong/").content)) / KILOBYTE
    rest = compressed("public.css", "public.js", "icons.svg", "inter-latin.woff2", "inter-vietnamese.woff2")
    assert page + rest <= 60


def test_nothing_that_the_build_made_names_another_site() -> None:
    for path in built().iterdir():
        if path.suffix in (".css", ".js"):
            text = re.sub(r"https?://(?:www\.)?w3\.org/\S+", "", path.read_text(encoding="utf-8"))
            assert not re.search(r"url\(\"?https?:|import\(\"https?:", text), path.name
