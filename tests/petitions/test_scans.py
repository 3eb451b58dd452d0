"""Scans: read page by page in the background, left and come back to, stopped, taken up again after a server died."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfReader, PdfWriter

from nghitruong.domain.petitions import jobs, rules
from nghitruong.domain.petitions.actions import (
    claim_sheet,
    drop_scan,
    forget_scans,
    record_petitions,
    resume_scan,
    settle_sheet,
    stage_scan,
    stop_scan,
)
from nghitruong.domain.petitions.actions.parts import Source, Wish
from nghitruong.domain.petitions.lifecycle import SCAN, ScanState
from nghitruong.domain.petitions.models import Petition, Scan, Sheet
from nghitruong.engines import ocr
from nghitruong.engines.intake import open_scan
from nghitruong.engines.ocr import Page
from nghitruong.engines.ocr.problems import refused
from nghitruong.kernel import clock
from nghitruong.kernel.decision import RefusedError
from tests.cast import Cast, signed_in
from tests.petitions.street import DRAIN, MEETING_DAY

pytestmark = pytest.mark.django_db
FONT = Path("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf")
S = ScanState


def drawn(text: str) -> Image.Image:
    image = Image.new("L", (1400, 300), 255)
    font = ImageFont.truetype(str(FONT), 36) if FONT.is_file() else ImageFont.load_default()
    ImageDraw.Draw(image).text((60, 40), text, font=font, fill=0)
    return image


def scanned(pages: int) -> bytes:
    """A PDF file that is nothing but pictures of pages."""
    out = io.BytesIO()
    images = [drawn(f"trang {number}") for number in range(1, pages + 1)]
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=100.0)
    return out.getvalue()


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What the far program was asked to read; it answers with a petition, and cannot read each third page."""
    asked: list[bytes] = []

    def recognise(data: bytes, **_: Any) -> Page:
        asked.append(data)
        if len(asked) % 3 == 0:
            raise refused("unreadable")
        return Page(f"{len(asked)}. Đề nghị sửa đường số {len(asked)}.", 91.0)

    monkeypatch.setattr(ocr, "is_available", lambda: True)
    monkeypatch.setattr(ocr, "recognise", recognise)
    return asked


def staged(cast: Cast, pages: int) -> Scan:
    opened = open_scan(scanned(pages), "bien-ban.pdf")
    assert opened is not None
    return stage_scan(cast.minh, cast.council.pk, name="bien-ban.pdf", scan=opened, form={"title": "Tổ 5"})


def read_one(scan: Scan) -> None:
    """One page, as the server reads it."""
    sheet = claim_sheet(scan.pk)
    assert sheet is not None
    settle_sheet(sheet, text=f"chữ của trang {sheet.number}", confidence=90.0)


def test_the_moves_of_a_scan() -> None:
    assert dict(SCAN.moves) == {
        (S.READING, "settle_sheet"): S.READ,
        (S.READING, "stop_scan"): S.STOPPED,
        (S.STOPPED, "resume_scan"): S.READING,
        (S.STOPPED, "record_petitions"): S.TAKEN,
        (S.READ, "record_petitions"): S.TAKEN,
        (S.READING, "drop_scan"): S.DROPPED,
        (S.STOPPED, "drop_scan"): S.DROPPED,
        (S.READ, "drop_scan"): S.DROPPED,
    }


@pytest.mark.slow
def test_forty_pages_are_read_one_by_one_and_those_that_cannot_be_are_named(cast: Cast, reads: list[bytes]) -> None:
    office = signed_in(cast.minh)
    file = SimpleUploadedFile("Biên bản tổ 5.pdf", scanned(40))
    typed = {"title": "Hội nghị tổ 5", "held_on": "01/06/2026", "channel": "contact", "file": file}
    answer = office.post("/kien-nghi/nhap/", typed)
    page = answer["Location"]
    first = office.get(page).content.decode()
    assert "Đang đọc trang 1 trên 40" in first
    assert '<noscript><meta http-equiv="refresh"' in first
    assert "đã đọc 0 trên 40 trang" in office.get("/kien-nghi/nhap/").content.decode()
    assert jobs.read_scans() == 40
    assert len(reads) == len(set(reads)) == 40
    done = office.get(page).content.decode()
    assert "Đã đọc xong 40 trang" in done
    assert "13 trang không đọc được" in done
    assert "refresh" not in done
    form = office.get("/kien-nghi/nhap/?ban-quet=" + page.rstrip("/").rsplit("/", 1)[1]).content.decode()
    assert "[Trang 3 không đọc được: xin nhập tay]" in form
    assert 'value="Hội nghị tổ 5"' in form


def test_petitions_are_recorded_from_it_and_its_pages_go(cast: Cast, reads: list[bytes]) -> None:
    scan = staged(cast, 2)
    jobs.read_scans()
    office = signed_in(cast.minh)
    typed = {"title": "Tổ 5", "held_on": "01/06/2026", "channel": "contact", "text": "1. Đề nghị sửa đường số 5."}
    answer = office.post(f"/kien-nghi/nhap/?ban-quet={scan.pk}", typed)
    assert answer.status_code == 302
    assert Petition.objects.get().text == "Đề nghị sửa đường số 5."
    scan.refresh_from_db()
    assert (scan.state, bytes(scan.data), scan.form, scan.name) == (S.TAKEN, b"", {}, "")
    assert not Sheet.objects.filter(scan=scan).exists()
    assert office.get(f"/kien-nghi/ban-quet/{scan.pk}/").status_code == 404


def test_a_stopped_scan_reads_no_further_page_and_goes_on_where_it_was(cast: Cast, reads: list[bytes]) -> None:
    scan = staged(cast, 4)
    read_one(scan)
    office = signed_in(cast.minh)
    assert office.post(f"/kien-nghi/ban-quet/{scan.pk}/dung/").status_code == 302
    assert jobs.read_scans() == 0
    page = office.get(f"/kien-nghi/ban-quet/{scan.pk}/").content.decode()
    assert "Đã dừng sau 1 trên 4 trang" in page
    assert "chữ của trang 1" in page
    office.post(f"/kien-nghi/ban-quet/{scan.pk}/tiep/")
    assert jobs.read_scans() == 3
    assert Scan.objects.get().state == S.READ


def test_a_page_that_was_being_read_when_it_was_stopped_is_kept(cast: Cast, reads: list[bytes]) -> None:
    scan = staged(cast, 1)
    sheet = claim_sheet(scan.pk)
    assert sheet is not None
    stop_scan(cast.minh, scan)
    settle_sheet(sheet, text="đã đọc")
    assert Sheet.objects.get().text == "đã đọc"
    assert resume_scan(cast.minh, scan).state == S.READ


def test_after_a_server_died_only_the_page_in_its_hand_is_read_again(cast: Cast, reads: list[bytes]) -> None:
    scan = staged(cast, 3)
    read_one(scan)
    lost = claim_sheet(scan.pk)
    assert lost is not None
    assert jobs.read_scans() == 1
    assert Scan.objects.get().state == S.READING
    with clock.standing_at(clock.now() + timedelta(minutes=2)):
        assert jobs.read_scans() == 1
    settle_sheet(lost, text="quá muộn")
    assert [sheet.tries for sheet in Sheet.objects.order_by("number")] == [1, 2, 1]
    assert "quá muộn" not in {sheet.text for sheet in Sheet.objects.all()}
    assert Scan.objects.get().state == S.READ


def test_a_page_over_which_three_servers_died_is_left_out(cast: Cast, reads: list[bytes]) -> None:
    scan = staged(cast, 1)
    for minutes in (0, 2, 4):
        with clock.standing_at(clock.now() + timedelta(minutes=minutes)):
            assert claim_sheet(scan.pk) is not None
    with clock.standing_at(clock.now() + timedelta(minutes=6)):
        assert claim_sheet(scan.pk) is None
    assert reads == []
    assert "bỏ qua" in signed_in(cast.minh).get(f"/kien-nghi/ban-quet/{scan.pk}/").content.decode()
    assert Scan.objects.get().state == S.READ


def test_a_photograph_passes_a_book(cast: Cast, reads: list[bytes]) -> None:
    book = staged(cast, 3)
    out = io.BytesIO()
    drawn("một tờ").save(out, "PNG")
    opened = open_scan(out.getvalue(), "to.png")
    assert opened is not None
    photo = stage_scan(cast.minh, cast.council.pk, name="to.png", scan=opened, form={})
    jobs.read_scans()
    assert reads[0] == out.getvalue()
    assert {scan.pk: scan.state for scan in Scan.objects.all()} == {book.pk: S.READ, photo.pk: S.READ}


def test_the_same_file_twice_is_read_once(cast: Cast, reads: list[bytes]) -> None:
    data = scanned(2)
    for _ in range(2):
        opened = open_scan(data, "a.pdf")
        assert opened is not None
        stage_scan(cast.minh, cast.council.pk, name="a.pdf", scan=opened, form={})
    assert Scan.objects.count() == 1


def test_nothing_of_a_scan_that_nobody_came_back_to_stays(cast: Cast, reads: list[bytes]) -> None:
    scan = staged(cast, 2)
    jobs.read_scans()
    with clock.standing_at(clock.now() + timedelta(days=1)):
        assert forget_scans() == 0
    with clock.standing_at(clock.now() + timedelta(days=3)):
        assert jobs.forget_old_scans() == 1
    scan.refresh_from_db()
    assert (scan.state, bytes(scan.data)) == (S.DROPPED, b"")
    assert not Sheet.objects.exists()


def test_a_scan_that_is_thrown_away_is_empty(cast: Cast, reads: list[bytes]) -> None:
    scan = staged(cast, 1)
    assert "Xóa bản quét này" in signed_in(cast.minh).get(f"/kien-nghi/ban-quet/{scan.pk}/xoa/").content.decode()
    signed_in(cast.minh).post(f"/kien-nghi/ban-quet/{scan.pk}/xoa/")
    assert Scan.objects.get().state == S.DROPPED
    assert bytes(Scan.objects.get().data) == b""
    assert not Sheet.objects.exists()


def test_refusals(cast: Cast, reads: list[bytes]) -> None:
    scan = staged(cast, 1)
    opened = open_scan(scanned(1), "a.pdf")
    assert opened is not None
    for actor in (cast.hoa, cast.an, cast.kien):
        with pytest.raises(RefusedError, match=r"policy\."):
            stage_scan(actor, cast.council.pk, name="a.pdf", scan=opened, form={})
        for verb in (stop_scan, resume_scan, drop_scan):
            with pytest.raises(RefusedError):
                verb(actor, scan)
        assert signed_in(actor).get(f"/kien-nghi/ban-quet/{scan.pk}/").status_code == 404
    with pytest.raises(RefusedError, match=r"scan\.wrong_state"):
        resume_scan(cast.minh, scan)
    with pytest.raises(RefusedError, match=r"scan\.wrong_state"):
        record_petitions(
            cast.minh, cast.council.pk, source=Source("Tổ 5", MEETING_DAY), wishes=[Wish(DRAIN)], scan=scan
        )
    assert not Petition.objects.exists()


def test_a_page_of_letters_among_pictures_is_not_lost(cast: Cast, reads: list[bytes]) -> None:
    """A typed cover in front of scanned pages: both are kept."""
    writer = PdfWriter()
    for page in PdfReader(io.BytesIO(typed_pdf())).pages:
        writer.add_page(page)
    for page in PdfReader(io.BytesIO(scanned(2))).pages:
        writer.add_page(page)
    out = io.BytesIO()
    writer.write(out)
    opened = open_scan(out.getvalue(), "a.pdf")
    assert opened is not None
    assert [sheet.is_picture for sheet in opened.sheets] == [False, True, True]
    stage_scan(cast.minh, cast.council.pk, name="a.pdf", scan=opened, form={})
    assert jobs.read_scans() == 2
    assert "Cover page" in Sheet.objects.get(number=1).text


def typed_pdf() -> bytes:
    """One page with letters of its own, as small as a PDF file can be."""
    words = b"Cover page of the minutes of the meeting with voters of quarter five, held on the first of June"
    stream = b"BT /F1 12 Tf 20 100 Td (" + words + b") Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 200] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + tail


@pytest.mark.slow
@pytest.mark.skipif(not (ocr.is_available() and FONT.is_file()), reason="tesseract with vie, or the font is missing")
def test_the_program_itself_reads_the_pages(cast: Cast) -> None:
    image = drawn("1. Đề nghị nạo vét mương thoát nước đường số 9.")
    out = io.BytesIO()
    image.save(out, "PDF", save_all=True, append_images=[drawn("2. Đèn đường hẻm 112 hỏng.")], resolution=200.0)
    opened = open_scan(out.getvalue(), "a.pdf")
    assert opened is not None
    stage_scan(cast.minh, cast.council.pk, name="a.pdf", scan=opened, form={})
    assert jobs.read_scans() == 2
    texts = " ".join(Sheet.objects.order_by("number").values_list("text", flat=True))
    assert "mương thoát nước" in texts
    assert "hẻm 112" in texts


def test_twenty_scans_wait_at_most(cast: Cast, reads: list[bytes]) -> None:
    known = staged(cast, 1)
    rows = [Scan(council=cast.council, name=f"{number}.pdf", digest=str(number), by="Minh") for number in range(19)]
    Scan.objects.bulk_create(rows)
    assert staged(cast, 1) == known
    with pytest.raises(RefusedError) as caught:
        staged(cast, 2)
    assert caught.value.refusal.code == rules.MANY_SCANS.code
    file = SimpleUploadedFile("Biên bản tổ 6.pdf", scanned(3))
    typed = {"title": "Tổ 6", "held_on": "01/06/2026", "channel": "contact", "file": file}
    answer = signed_in(cast.minh).post("/kien-nghi/nhap/", typed)
    assert answer.status_code == 400
    assert "Đã có 20 bản quét đang chờ." in answer.content.decode()
    drop_scan(cast.minh, known)
    assert staged(cast, 2).state == S.READING
