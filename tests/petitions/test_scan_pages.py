"""The pages of a scan beside what was read of them: who sees them, as what they are served, when there is none."""

import io
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from nghitruong.domain.petitions.actions import drop_scan, settle_sheet, stage_scan
from nghitruong.domain.petitions.actions.scans import claim_sheet, empty_scan
from nghitruong.domain.petitions.models import Scan, Sheet
from nghitruong.engines import ocr
from nghitruong.engines.intake import open_scan
from nghitruong.engines.intake.problems import refused
from nghitruong.engines.ocr.problems import refused as unreadable
from nghitruong.kernel.actor import Actor, Role
from tests.cast import Cast, add_person, signed_in
from tests.petitions.test_scans import drawn, scanned, typed_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_available", lambda: True)


def staged(cast: Cast, data: bytes, name: str) -> Scan:
    opened = open_scan(data, name)
    assert opened is not None
    return stage_scan(cast.minh, cast.council.pk, name=name, scan=opened, form={})


def read(scan: Scan) -> None:
    while sheet := claim_sheet(scan.pk):
        settle_sheet(sheet, text=f"chữ của trang {sheet.number}", confidence=90.0)


def picture(form: str) -> bytes:
    out = io.BytesIO()
    drawn("một tờ").save(out, form)
    return out.getvalue()


def page(actor: Actor, scan: Scan, number: int = 1) -> Any:
    return signed_in(actor).get(f"/kien-nghi/ban-quet/{scan.pk}/trang/{number}/")


def mixed() -> bytes:
    """A typed cover in front of two scanned pages."""
    writer = PdfWriter()
    for data in (typed_pdf(), scanned(2)):
        for sheet in PdfReader(io.BytesIO(data)).pages:
            writer.add_page(sheet)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(("form", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/webp")])
def test_a_picture_is_handed_out_as_it_came_and_kept_nowhere(cast: Cast, form: str, media_type: str) -> None:
    data = picture(form)
    answer = page(cast.minh, staged(cast, data, "to"))
    assert (answer.status_code, answer["Content-Type"], answer.content) == (200, media_type, data)
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("form", ["TIFF", "PDF"])
def test_a_page_of_a_fax_which_no_browser_shows_is_drawn_anew(cast: Cast, form: str) -> None:
    out = io.BytesIO()
    drawn("một tờ").convert("1").save(out, form)
    answer = page(cast.minh, staged(cast, out.getvalue(), "to"))
    assert answer["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(answer.content)).size == drawn("").size


def test_each_page_of_a_file_has_its_own_picture(cast: Cast) -> None:
    scan = staged(cast, scanned(2), "bien-ban.pdf")
    first, second = page(cast.minh, scan, 1), page(cast.minh, scan, 2)
    assert first.status_code == second.status_code == 200
    assert first["Content-Type"] == "image/jpeg"
    assert first.content != second.content
    assert [page(cast.minh, scan, number).status_code for number in (0, 3)] == [404, 404]


def test_who_may_not_read_the_scan_sees_no_page_of_it(cast: Cast) -> None:
    stranger = add_person(cast.other_council, "Vũ Thị Na", Role.CLERK)
    scan = staged(cast, scanned(1), "bien-ban.pdf")
    for actor in (cast.hoa, cast.an, cast.kien, stranger):
        assert page(actor, scan).status_code == 404
        assert signed_in(actor).get(f"/kien-nghi/ban-quet/{scan.pk}/tep/").status_code == 404


def test_nothing_is_shown_of_a_scan_that_is_gone(cast: Cast) -> None:
    dropped = staged(cast, scanned(1), "a.pdf")
    drop_scan(cast.minh, dropped)
    emptied = staged(cast, scanned(2), "b.pdf")
    empty_scan(emptied)
    bare = staged(cast, scanned(3), "c.pdf")
    Scan.objects.filter(pk=bare.pk).update(data=b"")
    for scan in (dropped, emptied, bare):
        assert page(cast.minh, scan).status_code == 404
        assert signed_in(cast.minh).get(f"/kien-nghi/ban-quet/{scan.pk}/tep/").status_code == 404


def test_the_page_of_a_scan_shows_each_picture_beside_its_text(cast: Cast) -> None:
    scan = staged(cast, scanned(2), "bien-ban.pdf")
    read(scan)
    office = signed_in(cast.minh)
    for address in (f"/kien-nghi/ban-quet/{scan.pk}/", f"/kien-nghi/nhap/?ban-quet={scan.pk}"):
        shown = office.get(address).content.decode()
        for number in (1, 2):
            assert f'<img src="/kien-nghi/ban-quet/{scan.pk}/trang/{number}/"' in shown
            assert f'alt="Ảnh bản quét trang {number}"' in shown
            assert f"Mở ảnh lớn trang {number}" in shown
            assert f"chữ của trang {number}" in shown
    assert "Ảnh bản quét" not in office.get("/kien-nghi/nhap/").content.decode()


def test_a_page_that_is_no_picture_says_so_and_leads_to_the_file(cast: Cast) -> None:
    scan = staged(cast, mixed(), "bien-ban.pdf")
    read(scan)
    assert [page(cast.minh, scan, number).status_code for number in (1, 2, 3)] == [404, 200, 200]
    office = signed_in(cast.minh)
    shown = office.get(f"/kien-nghi/ban-quet/{scan.pk}/").content.decode()
    assert "Trang 1 không phải là ảnh" in shown
    assert f'href="/kien-nghi/ban-quet/{scan.pk}/tep/#page=1"' in shown
    assert f"/ban-quet/{scan.pk}/trang/1/" not in shown
    file = office.get(f"/kien-nghi/ban-quet/{scan.pk}/tep/")
    assert (file["Content-Type"], file.content) == ("application/pdf", bytes(Scan.objects.get(pk=scan.pk).data))
    assert file["Content-Disposition"].startswith('inline; filename="bien-ban.pdf"')
    assert (file["Cache-Control"], file["X-Content-Type-Options"]) == ("private, no-store", "nosniff")


def test_a_page_that_could_not_be_read_is_shown_and_a_damaged_one_is_not(cast: Cast) -> None:
    scan = staged(cast, scanned(2), "bien-ban.pdf")
    for error in (unreadable("unreadable"), refused("damaged_page")):
        sheet = claim_sheet(scan.pk)
        assert sheet is not None
        settle_sheet(sheet, refusal=error.refusal)
    shown = signed_in(cast.minh).get(f"/kien-nghi/ban-quet/{scan.pk}/").content.decode()
    assert f"/ban-quet/{scan.pk}/trang/1/" in shown
    assert f"/ban-quet/{scan.pk}/trang/2/" not in shown
    assert "Ảnh của trang này bị hỏng" in shown
    assert page(cast.minh, scan, 2).status_code == 404


def test_a_file_that_cannot_be_opened_any_more_has_no_page(cast: Cast) -> None:
    scan = staged(cast, scanned(1), "bien-ban.pdf")
    Scan.objects.filter(pk=scan.pk).update(data=b"%PDF-1.4\nno page")
    assert page(cast.minh, scan).status_code == 404
    assert Sheet.objects.filter(scan=scan).count() == 1
