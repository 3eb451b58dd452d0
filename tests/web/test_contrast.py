"""Words can be read in every mode: the ratios of WCAG 2.2, computed from the tokens themselves."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "nghitruong/web/assets/css/tokens.css").read_text(encoding="utf-8")


def block(selector: str) -> dict[str, str]:
    body = TOKENS[TOKENS.index(selector) :]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", body[: body.index("\n}")]))


LIGHT = block(":root {")
MODES = {
    "light": LIGHT,
    "hall": LIGHT | block('[data-colour="hall"] {'),
    "contrast": LIGHT | block('[data-colour="contrast"] {'),
}
STATUSES = ("grey", "blue", "amber", "red", "green", "purple", "teal")
TEXT = [
    *[(ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in ("surface", "bg", "sunken")],
    *[(f"{tone}-fg", f"{tone}-bg") for tone in STATUSES],
    ("primary", "surface"),
    ("primary", "bg"),
    ("primary", "primary-soft"),
    ("on-primary", "primary"),
    ("on-primary", "primary-hover"),
    ("on-gold", "gold"),
    ("ink", "gold-soft"),
    ("yes", "surface"),
    ("yes", "yes-soft"),
    ("on-yes", "yes"),
    ("no-ink", "surface"),
    ("no-ink", "bg"),
    ("no-ink", "no-soft"),
    ("surface", "no-ink"),
    ("abstain-ink", "surface"),
    ("abstain-ink", "abstain-soft"),
    ("on-key", "abstain-key"),
]
CONTROLS = [
    ("control", "surface"),
    ("control", "bg"),
    ("on-no", "no"),
    ("no", "surface"),
    ("yes", "bg"),
    ("primary", "bg"),
]
TRIO = [("yes", "no"), ("no", "abstain"), ("yes", "abstain")]


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * letter for letter in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_scale_is_that_of_the_standard() -> None:
    assert ratio("#000", "#fff") == pytest.approx(21)
    assert ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", MODES)
def test_words_have_four_and_a_half(mode: str) -> None:
    colours = MODES[mode]
    weak = [(one, other, round(ratio(colours[one], colours[other]), 2)) for one, other in TEXT]
    assert [pair for pair in weak if pair[2] < 4.5] == []


@pytest.mark.parametrize("mode", MODES)
def test_controls_and_large_signs_have_three(mode: str) -> None:
    colours = MODES[mode]
    weak = [(one, other, round(ratio(colours[one], colours[other]), 2)) for one, other in CONTROLS]
    assert [pair for pair in weak if pair[2] < 3] == []


@pytest.mark.parametrize("mode", MODES)
def test_the_three_choices_differ_in_brightness_too(mode: str) -> None:
    colours = MODES[mode]
    weak = [(one, other, round(ratio(colours[one], colours[other]), 2)) for one, other in TRIO]
    assert [pair for pair in weak if pair[2] < 1.9] == []


def test_raw_colours_stand_in_the_tokens_alone() -> None:
    """But for the national gold of the band, paper, and the two dark panels that are dark in every mode."""
    folder = Path(__file__).parents[2] / "nghitruong/web/assets/css"
    allowed = {
        "#fff",
        "#000",
        "#ffcd00",
        "#101b25",
        "#13202b",
        "#ffefaa",
        "#ffd938",
        "#8a1f0b",
        "#9fd0ff",
        "#777",
        "#f3f6f8",
    }
    for path in sorted(folder.glob("*.css")):
        if path.name != "tokens.css":
            assert set(re.findall(r"#[0-9a-f]{3,6}\b", path.read_text(encoding="utf-8"))) <= allowed, path.name
