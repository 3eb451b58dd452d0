"""What a file is, whatever it is called; its text, its pages; its name."""

import io
import struct
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghitruong.foundation.documents import extraction
from nghitruong.foundation.documents.extraction import Extract, UnreadableError, extract
from nghitruong.foundation.documents.media import FORMS, Content, TextState, extension_of, look_into
from nghitruong.foundation.documents.names import clean_name, plain_name
from nghitruong.foundation.documents.rules import ByteRange, UnmetRangeError, read_range
from tests.documents.papers import PNG, PROGRAM, archive, docx, ole, pdf, with_member, xlsx

ODT = {
    "mimetype": b"application/vnd.oasis.opendocument.text",
    "content.xml": (
        '<office:document-content xmlns:office="urn:o" xmlns:text="urn:t"><text:h>Tiêu đề</text:h>'
        "<text:p>Một<text:tab/>hai<text:line-break/>ba <text:span>bốn</text:span></text:p></office:document-content>"
    ).encode(),
    "meta.xml": b'<m xmlns:meta="urn:m"><meta:document-statistic meta:page-count="7"/></m>',
}
PPTX = {
    "[Content_Types].xml": b"<Types/>",
    "ppt/presentation.xml": b"<p/>",
    "ppt/slides/slide2.xml": b'<p:sld xmlns:p="urn:p" xmlns:a="urn:a"><a:p><a:r><a:t>Hai</a:t></a:r></a:p></p:sld>',
    "ppt/slides/slide1.xml": b'<p:sld xmlns:p="urn:p" xmlns:a="urn:a"><a:p><a:t>One</a:t></a:p></p:sld>',
    "ppt/slides/slide10.xml": b'<p:sld xmlns:p="urn:p" xmlns:a="urn:a"><a:p><a:t>Ten</a:t></a:p></p:sld>',
}
BMP = b"BM" + struct.pack("<IHHI", 70, 0, 0, 54) + b"\0" * 60


@pytest.mark.parametrize(
    ("data", "content"),
    [
        (docx("a"), Content.DOCX),
        (xlsx(("a",)), Content.XLSX),
        (archive(PPTX), Content.PPTX),
        (archive(ODT), Content.ODT),
        (archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), Content.ODS),
        (pdf("a"), Content.PDF),
        (b"\xef\xbb\xbf\n" + pdf("a"), Content.PDF),
        (ole("WordDocument"), Content.DOC),
        (ole("Workbook"), Content.XLS),
        (ole("PowerPoint Document"), Content.PPT),
        (ole("Something"), Content.UNKNOWN),
        (PNG, Content.PNG),
        (b"\xff\xd8\xff\xe0" + b"\0" * 20, Content.JPEG),
        ("Nội dung".encode(), Content.TEXT),
        ("Nội dung".encode("utf-16"), Content.TEXT),
        (b"N\xe9i dung TCVN3", Content.TEXT),
        (BMP, Content.PICTURE),
        (PROGRAM, Content.PROGRAM),
        (b"\x7fELF" + b"\x02\x01\x01" + b"\0" * 60, Content.PROGRAM),
        (b"#!/bin/sh\nrm -rf", Content.SCRIPT),
        (b"  <HTML><body>", Content.WEB_PAGE),
        (b"<svg xmlns='a'>", Content.WEB_PAGE),
        (b"<?php evil();", Content.WEB_PAGE),
        (b"{\\rtf1 a}", Content.RTF),
        (archive({"a.txt": b"a"}), Content.ARCHIVE),
        (b"Rar!\x1a\x07\x00" + b"\0" * 20, Content.ARCHIVE),
        (b"ID3\x03" + b"\0" * 300, Content.SOUND),
        (b"\0\1\2\3" * 20, Content.UNKNOWN),
    ],
)
def test_what_a_file_is(tmp_path: Path, data: bytes, content: Content) -> None:
    path = tmp_path / "a"
    path.write_bytes(data)
    assert look_into(path).content is content


def test_a_word_file_whose_parts_come_in_another_order(tmp_path: Path) -> None:
    """Other programs write the parts in another order; `filetype` alone takes those for archives."""
    source = zipfile.ZipFile(io.BytesIO(docx("a")))
    path = tmp_path / "a"
    with zipfile.ZipFile(path, "w") as turned:
        for name in reversed(source.namelist()):
            turned.writestr(name, source.read(name))
    assert look_into(path).content is Content.DOCX


def test_every_form_says_how_it_is_served() -> None:
    assert {content for content in Content if content in FORMS} == set(list(Content)[:15])
    extensions = [extension for form in FORMS.values() for extension in form.extensions]
    assert len(extensions) == len(set(extensions))


def read(tmp_path: Path, data: bytes, content: Content) -> Extract:
    path = tmp_path / "a"
    path.write_bytes(data)
    return extract(path, content)


def test_text_of_word(tmp_path: Path) -> None:
    found = read(tmp_path, docx("Điều 1. Phạm vi", "", "Khoản 2"), Content.DOCX)
    assert (found.text, found.state) == ("Điều 1. Phạm vi\n\nKhoản 2", TextState.READ)


def test_a_stamp_in_the_header_of_a_word_file_is_on_its_first_page(tmp_path: Path) -> None:
    header = '<w:hdr xmlns:w="urn:w"><w:p><w:r><w:t>TUYỆT MẬT</w:t></w:r></w:p></w:hdr>'.encode()
    found = read(tmp_path, with_member(docx("Kế hoạch"), "word/header1.xml", header), Content.DOCX)
    assert found.head.startswith("TUYỆT MẬT\n")
    assert found.text == "Kế hoạch"


def test_text_of_other_formats(tmp_path: Path) -> None:
    assert read(tmp_path, archive(ODT), Content.ODT) == Extract(
        "Tiêu đề\nMột\thai\nba bốn", "Tiêu đề\nMột\thai\nba bốn\n", 7, TextState.READ
    )
    slides = read(tmp_path, archive(PPTX), Content.PPTX)
    assert (slides.text.split(), slides.pages) == (["One", "Hai", "Ten"], 3)
    assert read(tmp_path, xlsx(("Mã", "Tên"), ("1", "Đường")), Content.XLSX).text == "Mã\nTên\n1\nĐường"
    assert read(tmp_path, "Nội\r\ndung".encode("utf-16"), Content.TEXT).text == "Nội\ndung"


def test_text_of_pdf_with_and_without_its_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if extraction.pdf_reader() is None:
        pytest.skip("pypdf is not installed")
    found = read(tmp_path, pdf("To trinh", "ve ngan sach"), Content.PDF)
    assert (found.text.split("\n"), found.pages, found.state) == (["To trinh", "ve ngan sach"], 1, TextState.READ)
    scan = read(tmp_path, pdf(), Content.PDF)
    assert (scan.text, scan.pages, scan.state) == ("", 1, TextState.SCAN)
    monkeypatch.setattr(extraction, "pdf_reader", lambda: None)
    assert read(tmp_path, pdf("To trinh"), Content.PDF).state is TextState.UNREAD


def test_a_very_long_text_is_cut(tmp_path: Path) -> None:
    found = read(tmp_path, b"dong\n" * 200_000, Content.TEXT)
    assert (len(found.text), found.state) == (extraction.MOST_TEXT, TextState.PARTLY)


@pytest.mark.parametrize(
    "body",
    [
        b"<w:document><unclosed>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><w:document xmlns:w="urn:w"/>',
        b"\xff\xfe\x00",
    ],
)
def test_a_word_file_that_is_broken_inside(tmp_path: Path, body: bytes) -> None:
    data = archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": body})
    with pytest.raises(UnreadableError):
        read(tmp_path, data, Content.DOCX)


def test_a_word_file_without_a_text_part(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        read(tmp_path, archive({"[Content_Types].xml": b"", "word/other.xml": b""}), Content.DOCX)


# Names.


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Minh\\Báo cáo.docx", "Báo cáo.docx"),
        (unicodedata.normalize("NFD", "Tờ trình.pdf"), "Tờ trình.pdf"),
        ("a\x00b\n\t c.pdf", "ab c.pdf"),
        ("báo\u200b cáo\u202e.pdf", "báo cáo.pdf"),
        ('a<b>:"|?*.txt', "a_b______.txt"),
        ("...", "document"),
        ("", "document"),
        (".pdf", "pdf"),
        ("a." + "b" * 300, ("a." + "b" * 300)[:180]),
    ],
)
def test_names_are_cleaned(sent: str, kept: str) -> None:
    assert clean_name(sent) == kept


def test_a_long_name_keeps_its_ending() -> None:
    name = clean_name("Nghị quyết về " + "rất " * 100 + "dài.docx")
    assert (len(name) <= 180, name.endswith(".docx")) == (True, True)


@given(st.text(max_size=400))
def test_no_name_leads_out_of_a_folder(sent: str) -> None:
    name = clean_name(sent)
    assert name
    assert len(name) <= 180
    assert not set(name) & set('/\\\x00\r\n"<>')
    assert name not in (".", "..")
    assert clean_name(name) == name
    assert plain_name(name).isascii()


def test_plain_names_keep_capitals() -> None:
    assert plain_name("Đề án Ấp Bình.PDF") == "De an Ap Binh.PDF"


@pytest.mark.parametrize(("name", "extension"), [("a.DOCX", "docx"), ("a", ""), ("a.b.c", "c")])
def test_extensions(name: str, extension: str) -> None:
    assert extension_of(name) == extension


# Parts of files.


@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 50))
def test_a_part_lies_inside_the_file(first: int, last: int, size: int) -> None:
    try:
        part = read_range(f"bytes={first}-{last}", size)
    except UnmetRangeError:
        assert first >= size
        return
    assert part == (ByteRange(first, min(last, size - 1)) if first <= last else None)
