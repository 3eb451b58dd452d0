"""The letters are looked up, not believed."""

import importlib
from pathlib import Path

import pytest
from fontTools import subset
from fontTools.ttLib import TTFont

from nghitruong.engines.officialforms import pdf
from nghitruong.engines.officialforms.fonts import locate_fonts, missing_letters, vietnamese_letters
from nghitruong.kernel.decision import RefusedError

FACES = ("Regular", "Bold", "Italic", "BoldItalic")


def _poor_fonts(folder: Path) -> Path:
    """Four files under the right names that know no tone marks, as Liberation 1.x."""
    folder.mkdir()
    with TTFont(locate_fonts().regular) as font:
        cutter = subset.Subsetter()
        cutter.populate(text="ABCDEFabcdefà")
        cutter.subset(font)
        for face in FACES:
            font.save(folder / f"LiberationSerif-{face}.ttf")
    return folder


def test_vietnamese_has_134_letters_beside_the_plain_ones() -> None:
    """Twelve vowels with five tones or none, and đ, in two cases; the vowels without any sign are plain."""
    accented = {letter for letter in vietnamese_letters() if letter.isalpha() and not letter.isascii()}
    assert len(accented) == 134


def test_the_found_font_lacks_nothing() -> None:
    faces = locate_fonts()
    assert not any(missing_letters(file) for file in vars(faces).values())


def test_a_font_of_the_right_name_without_tones_is_passed_over(tmp_path: Path) -> None:
    poor, good = _poor_fonts(tmp_path / "old"), locate_fonts().regular.parent
    assert "ộ" in missing_letters(poor / "LiberationSerif-Bold.ttf")
    assert locate_fonts([poor, good]).bold.parent == good


def test_no_font_is_refused_by_name_and_says_where_it_looked(tmp_path: Path) -> None:
    poor = _poor_fonts(tmp_path / "old")
    with pytest.raises(RefusedError) as refused:
        locate_fonts([poor, tmp_path / "nowhere"])
    assert refused.value.refusal.code == "officialforms.fonts_missing"
    assert str(tmp_path / "nowhere") in refused.value.refusal.message % refused.value.refusal.values


def test_a_broken_file_has_no_letters(tmp_path: Path) -> None:
    broken = tmp_path / "LiberationSerif-Regular.ttf"
    broken.write_bytes(b"not a font")
    assert missing_letters(broken) == vietnamese_letters()


def test_without_fonts_pdf_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("nghitruong.engines.officialforms.fonts._PLACES", (str(tmp_path),))
    reason = pdf.pdf_unavailable_reason()
    assert reason is not None
    assert reason.code == "officialforms.fonts_missing"


def test_without_pango_pdf_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    load = importlib.import_module

    def fails(name: str) -> object:
        # The fonts are read by a library of their own, which may not have been asked for yet.
        if name != "weasyprint":
            return load(name)
        raise OSError(f"cannot load library 'libpango-1.0-0' for {name}\nmore lines")

    pdf._renderer_missing.cache_clear()
    monkeypatch.setattr(pdf.importlib, "import_module", fails)
    try:
        reason = pdf.pdf_unavailable_reason()
    finally:
        pdf._renderer_missing.cache_clear()
    assert reason is not None
    assert reason.code == "officialforms.pango_missing"
    assert "libpango-1.0-0' for weasyprint)" in reason.message % reason.values
