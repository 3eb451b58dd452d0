"""Pictures that come with the public form: small, anonymous, seen by office and agency alone, gone with the voter."""

import struct
import zlib
from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageFile

from nghitruong.domain.petitions import jobs, rules
from nghitruong.domain.petitions.actions import (
    drop_photos,
    forget_photos,
    leave_photos,
    publish_petition,
    release_photo,
    take_back_photos,
    withhold_petition,
    withhold_photo,
)
from nghitruong.domain.petitions.lifecycle import PetitionState
from nghitruong.domain.petitions.models import Petition, Photo, Voice
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Role
from tests.cast import Cast, add_person, signed_in
from tests.petitions.street import citizen, sent
from tests.petitions.test_comments import NOT_ALLOWED
from tests.petitions.test_verbs import refused
from tests.portal.test_petitions import LIST, one
from tests.portal.test_submitting import SUBMIT, TYPED, Walker

GPS, MAKE, ORIENTATION = 0x8825, 0x010F, 0x0112
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(64)
PROGRAM = b"MZ\x90\x00\x03\x00" + bytes(400)


def picture(form: str = "JPEG", width: int = 2400, height: int = 1800) -> bytes:
    """A picture that says where and with what it was taken, held sideways."""
    exif = Image.Exif()
    exif[MAKE], exif[ORIENTATION] = "CanaryPhone", 6
    exif.get_ifd(GPS)[1] = "N"
    written = BytesIO()
    Image.new("RGB", (width, height), "gray").save(written, form, exif=exif, comment=b"CanaryPlace")
    return written.getvalue()


def bomb() -> bytes:
    """Sixty thousand points square in some bytes."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    chunks = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def files(*data: bytes, name: str = "anh.jpg") -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, each) for each in data]


def first_page(*data: bytes, name: str = "anh.jpg", text: str = TYPED["text"]) -> Walker:
    walker = Walker()
    fields = {"khoa": "form-1", "buoc": "1", "text": text, "anh": files(*data, name=name)}
    walker.answer = walker.client.post(SUBMIT, fields)
    return walker


def sent_with(*data: bytes) -> Petition:
    first_page(*data).walk(3)
    return Petition.objects.get()


@pytest.mark.slow
def test_pictures_are_small_upright_and_say_nothing_of_who_took_them(cast: Cast) -> None:
    petition = sent_with(picture(), picture("PNG"), picture("WEBP"))
    kept = [bytes(photo.data) for photo in Photo.objects.filter(voice__petition=petition)]
    assert len(kept) == 3
    for data in kept:
        image = Image.open(BytesIO(data))
        assert (image.format, image.size, dict(image.getexif())) == ("JPEG", (1200, 1600), {})
        assert b"Canary" not in data


@pytest.mark.slow
def test_the_form_says_what_is_kept_and_takes_it_away(cast: Cast) -> None:
    walker = first_page(picture(), text="Ngắn quá")
    assert (walker.answer.status_code, "Đã nhận 1 ảnh" in walker.shown) == (400, True)
    walker.press(bo_anh="1")
    assert not Photo.objects.exists()
    walker = first_page(picture()).walk(2)
    assert "Đã nhận 1 ảnh, không công khai" in walker.shown


@pytest.mark.slow
def test_office_and_agency_see_them_and_nobody_else(cast: Cast) -> None:
    petition = sent_with(picture())
    voice = Voice.objects.get()
    address = f"/kien-nghi/{petition.code}/anh/{Photo.objects.get().pk}.jpg"
    assert signed_in(cast.minh).get(address)["Content-Type"] == "image/jpeg"
    assert address in signed_in(cast.minh).get(f"/kien-nghi/{petition.code}/").content.decode()
    assert signed_in(cast.an).get(address).status_code == 404
    front = add_person(cast.council, "Đỗ Thị Mặt Trận", Role.FRONT)
    for reader in (cast.hoa, front):
        assert signed_in(reader).get(address).status_code == 404
        assert signed_in(reader).get(address.replace(".jpg", "/")).status_code == 404
        assert "/anh/" not in signed_in(reader).get(f"/kien-nghi/{petition.code}/").content.decode()
    assert Client().get(address).status_code == 302
    publish_petition(cast.minh, petition)
    for public in (LIST, one(petition)):
        assert "/anh/" not in Client().get(public).content.decode()
    other = sent(cast)
    Voice.objects.filter(pk=voice.pk).update(petition=other)
    address = address.replace(petition.code, other.code)
    assert signed_in(cast.an).get(address).status_code == 200
    assert address in signed_in(cast.an).get(f"/kien-nghi/{other.code}/tra-loi/").content.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (PROGRAM, "không phải là ảnh đọc được"),
        (HEIC, "ảnh HEIC"),
        (b"", "không phải là ảnh đọc được"),
        (picture()[:3000], "bị cắt dở hoặc hỏng"),
        (bomb(), "triệu điểm ảnh"),
    ],
    ids=["program", "heic", "empty", "broken", "bomb"],
)
def test_what_is_no_picture_is_refused_with_a_sentence_and_the_words_stay(
    cast: Cast, data: bytes, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As it is in every process that has made a PDF file.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    walker = first_page(data)
    assert walker.answer.status_code == 400
    assert words in unescape(walker.shown)
    assert TYPED["text"] in walker.shown
    assert not Photo.objects.exists()


def test_five_pictures_are_too_many(cast: Cast) -> None:
    for count in (5, 4):
        walker = first_page(*[picture(width=80, height=60)] * count)
        assert (walker.answer.status_code, "nhiều nhất 3 ảnh" in walker.shown) == (400, True)
    first_page(*[picture(width=80, height=60)] * 2)
    assert "nhiều nhất 3 ảnh" in first_page(*[picture(width=80, height=60)] * 2).shown
    assert Photo.objects.count() == 2


def test_a_file_over_the_limit_is_cut_off_while_it_arrives(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nghitruong.outer.portal.views.photos.MOST_PHOTO_BYTES", 1 << 20)
    walker = first_page(bytes(3 << 20))
    assert (walker.answer.status_code, "lớn hơn" in walker.shown) == (400, True)
    assert TYPED["text"] in walker.shown
    assert not Photo.objects.exists()


def test_a_form_without_its_token_is_refused(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(SUBMIT, {"buoc": "1", "text": TYPED["text"], "anh": files(picture())}).status_code == 403
    assert not Photo.objects.exists()


def test_unsent_pictures_go_after_two_hours(cast: Cast) -> None:
    first_page(picture())
    assert jobs.forget_what_citizens_left() == 0
    Photo.objects.update(at=clock.now() - rules.KEEP_UNSENT_PHOTOS - timedelta(minutes=1))
    assert jobs.forget_what_citizens_left() == 1
    assert not Photo.objects.exists()


def test_only_the_form_keeps_and_only_the_server_forgets_pictures(cast: Cast) -> None:
    council, system, given = cast.council.pk, citizen(cast), [("a.png", picture("PNG", 40, 30))]
    assert refused(leave_photos, cast.minh, council, key="k", files=given) == NOT_ALLOWED
    assert refused(drop_photos, cast.minh, council, key="k") == NOT_ALLOWED
    assert refused(forget_photos, cast.minh, council, today=clock.today()) == NOT_ALLOWED
    leave_photos(system, council, key="k", files=given)
    assert forget_photos(system, council, today=clock.today()) == 0
    assert (drop_photos(system, council, key="other"), drop_photos(system, council, key="k")) == (0, 1)


def test_pictures_go_with_the_term_of_the_voter(cast: Cast) -> None:
    sent_with(picture())
    Voice.objects.update(forget_after=clock.today() - timedelta(days=1))
    assert jobs.forget_old_voices() == 0
    assert Photo.objects.count() == 1
    Petition.objects.update(state=PetitionState.CLOSED)
    assert jobs.forget_old_voices() == 1
    assert not Photo.objects.exists()


def test_one_address_leaves_only_so_much_in_an_hour(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nghitruong.domain.petitions.rules.citizens.MOST_AN_HOUR", 1)
    assert first_page(picture(width=80, height=60)).answer.status_code == 200
    assert first_page(picture(width=80, height=60)).answer.status_code == 400


def allowed(cast: Cast) -> tuple[Petition, Photo]:
    """A public petition whose voter allowed its picture to be shown; the office has not looked at it yet."""
    first_page(picture()).press(may_show="on").walk(2)
    petition, photo = publish_petition(cast.minh, Petition.objects.get()), Photo.objects.get()
    assert photo.may_show
    return petition, photo


def shown_at(petition: Petition, photo: Photo) -> str:
    return f"{one(petition)}anh/{photo.pk}.jpg"


@pytest.mark.slow
def test_the_office_looks_at_a_picture_and_shows_it(cast: Cast) -> None:
    petition, photo = allowed(cast)
    assert "/anh/" not in Client().get(one(petition)).content.decode()
    assert Client().get(shown_at(petition, photo)).status_code == 404
    office, page = signed_in(cast.minh), f"/kien-nghi/{petition.code}/anh/{photo.pk}/"
    assert "biển số xe" in office.get(page).content.decode()
    assert office.post(f"{page}cong-khai/").status_code == 302
    assert shown_at(petition, photo) in Client().get(one(petition)).content.decode()
    full, small = Client().get(shown_at(petition, photo)), Client().get(shown_at(petition, photo) + "?nho=1")
    assert Image.open(BytesIO(full.content)).size == (1200, 1600)
    assert max(Image.open(BytesIO(small.content)).size) == rules.PREVIEW_POINTS
    assert full["Cache-Control"] == "no-cache"
    withhold_petition(cast.minh, petition, reason="Nêu tên người")
    assert Client().get(shown_at(petition, photo)).status_code == 404


@pytest.mark.slow
def test_what_is_withheld_is_gone_at_once_and_says_why_inside_only(cast: Cast) -> None:
    petition, photo = allowed(cast)
    release_photo(cast.minh, photo)
    office, page = signed_in(cast.minh), f"/kien-nghi/{petition.code}/anh/{photo.pk}/"
    assert office.post(f"{page}giu-lai/", {"reason": ""}).status_code == 400
    assert office.post(f"{page}giu-lai/", {"reason": "Thấy rõ biển số xe"}).status_code == 302
    assert Client().get(shown_at(petition, photo)).status_code == 404
    assert "Lý do: Thấy rõ biển số xe" in office.get(page).content.decode()
    assert "biển số" not in Client().get(one(petition)).content.decode()
    photo.refresh_from_db()
    assert bytes(photo.preview) == b""


@pytest.mark.slow
def test_a_picture_that_the_voter_did_not_allow_is_never_shown(cast: Cast) -> None:
    petition = publish_petition(cast.minh, sent_with(picture()))
    photo = Photo.objects.get()
    page = f"/kien-nghi/{petition.code}/anh/{photo.pk}/"
    assert "Người gửi không cho công khai" in unescape(signed_in(cast.minh).get(page).content.decode())
    assert signed_in(cast.minh).post(f"{page}cong-khai/").status_code == 409
    assert refused(release_photo, cast.minh, photo) == rules.NOT_TO_BE_SHOWN.code
    assert Client().get(shown_at(petition, photo)).status_code == 404


@pytest.mark.slow
def test_the_voter_takes_it_back(cast: Cast) -> None:
    petition, photo = allowed(cast)
    release_photo(cast.minh, photo)
    voice = Voice.objects.get()
    client = Client()
    client.post(f"{one(petition)}rieng/", {"private_code": voice.private_code})
    assert "Không công khai ảnh của tôi nữa" in client.get(f"{one(petition)}rieng/").content.decode()
    assert client.post(f"{one(petition)}rieng/rut-anh/").status_code == 302
    assert Client().get(shown_at(petition, photo)).status_code == 404
    assert refused(release_photo, cast.minh, photo) == rules.NOT_TO_BE_SHOWN.code
    after = client.get(f"{one(petition)}rieng/").content.decode()
    assert "Không công khai ảnh của tôi nữa" not in after
    assert "ảnh, 0 ảnh đang công khai." in after
    assert refused(take_back_photos, cast.minh, voice) == NOT_ALLOWED


@pytest.mark.slow
def test_only_the_office_decides_about_pictures(cast: Cast) -> None:
    petition, photo = allowed(cast)
    for actor in (cast.lan, cast.hoa):
        assert refused(release_photo, actor, photo) == NOT_ALLOWED
        assert refused(withhold_photo, actor, photo, reason="x") == NOT_ALLOWED
    page = f"/kien-nghi/{petition.code}/anh/{photo.pk}/"
    assert "Công khai ảnh" not in signed_in(cast.lan).get(page).content.decode()
    assert signed_in(cast.binh).get(page).status_code == 404
    assert refused(withhold_photo, cast.minh, photo, reason=" ") == rules.NO_REASON.code
    other = sent(cast)
    assert Client().get(shown_at(other, photo)).status_code == 404
