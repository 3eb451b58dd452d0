"""The measures of Decree 30 (R10.13-R10.20), against the numbers of the rule and against the real letters."""

import pytest
from fontTools.ttLib import TTFont

from nghitruong.engines.officialforms import layout
from nghitruong.engines.officialforms.content import MOTTO, NATIONAL_NAME, Align
from nghitruong.engines.officialforms.fonts import locate_fonts
from nghitruong.engines.officialforms.layout import Part


def _millimetres(text: str, part: Part) -> float:
    with TTFont(locate_fonts().bold) as font:
        letters, advances = font.getBestCmap(), font["hmtx"]
        units = sum(advances[letters[ord(char)]][0] for char in text) / font["head"].unitsPerEm
    return units * part.style.size * 25.4 / 72


def test_margins_are_lawful() -> None:
    assert (layout.PAPER_WIDTH, layout.PAPER_HEIGHT) == (210, 297)
    assert all(20 <= margin <= 25 for margin in (layout.TOP, layout.BOTTOM, layout.BOTTOM_WITH_MARK))
    assert 30 <= layout.LEFT <= 35
    assert 15 <= layout.RIGHT <= 20
    assert layout.LEFT_HEAD + layout.RIGHT_HEAD == layout.TEXT_WIDTH


@pytest.mark.parametrize(
    ("part", "sizes", "bold", "italic"),
    [
        (Part.NATIONAL_NAME, (12, 13), True, False),
        (Part.MOTTO, (13, 14), True, False),
        (Part.PARENT, (12, 13), False, False),
        (Part.ORGAN, (12, 13), True, False),
        (Part.NUMBER, (13, 13), False, False),
        (Part.PLACE_DATE, (13, 14), False, True),
        (Part.KIND, (13, 14), True, False),
        (Part.SUMMARY, (13, 14), True, False),
        (Part.BODY, (13, 14), False, False),
        (Part.PAGE_NUMBER, (13, 14), False, False),
        (Part.RECIPIENTS_HEADING, (12, 12), True, True),
        (Part.RECIPIENT, (11, 11), False, False),
        (Part.SIGNER, (13, 14), True, False),
    ],
)
def test_letters_have_the_prescribed_size_and_face(
    part: Part, sizes: tuple[int, int], bold: bool, italic: bool
) -> None:
    style = part.style
    assert sizes[0] <= style.size <= sizes[1]
    assert (style.bold, style.italic) == (bold, italic)


def test_the_body_is_justified_indented_and_spaced() -> None:
    body = Part.BODY.style
    assert body.align is Align.JUSTIFY
    assert body.indent in (10, 12.7)
    assert body.after >= 6
    assert 1 <= body.line_height <= 1.5


def test_the_line_under_the_motto_is_as_long_as_the_motto() -> None:
    assert _millimetres(MOTTO, Part.MOTTO) == pytest.approx(layout.MOTTO_LINE, abs=0.2)


def test_the_national_name_fits_on_one_line() -> None:
    assert _millimetres(NATIONAL_NAME, Part.NATIONAL_NAME) < layout.RIGHT_HEAD


@pytest.mark.parametrize(
    "organ",
    ["HỘI ĐỒNG NHÂN DÂN\nPHƯỜNG SEN HỒNG", "THƯ KÝ KỲ HỌP", "VĂN PHÒNG", "BAN KINH TẾ - NGÂN SÁCH\nPHƯỜNG MỸ AN"],
)
def test_the_line_under_the_issuing_body_is_a_third_to_a_half_of_its_text(organ: str) -> None:
    longest = max(_millimetres(line, Part.ORGAN) for line in organ.split("\n"))
    assert longest / 3 <= layout.organ_line(organ) <= longest / 2


def test_style_names_are_different_and_free_of_commas() -> None:
    """Word reads a comma in a style's name as the beginning of another name."""
    names = [part.style.name for part in Part]
    assert len(set(names)) == len(names)
    assert not [name for name in names if "," in name]
