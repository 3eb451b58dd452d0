"""Files of a letter: who brings and has them, what is refused, when they go; never of a denunciation."""

import io
from datetime import timedelta

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nghitruong.domain.letters import jobs, rules
from nghitruong.domain.letters.actions import attach_file, hand_over_letter, open_file, remove_file
from nghitruong.domain.letters.models import Letter, LetterFile, Sender
from nghitruong.foundation.audit.models import Line
from nghitruong.foundation.documents.uploads import taken_in
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role
from tests.cast import Cast, add_person, signed_in
from tests.letters.desk import forwarded, handler, refused, registered, standing

pytestmark = pytest.mark.django_db

NOT_ALLOWED = "policy.not_allowed"


def paper(*lines: str) -> bytes:
    written = docx.Document()
    for line in lines or ("ĐƠN KHIẾU NẠI", "Tôi là Canary, đề nghị xem lại quyết định thu hồi đất."):
        written.add_paragraph(line)
    out = io.BytesIO()
    written.save(out)
    return out.getvalue()


def attached(actor: Actor, letter: Letter, data: bytes = b"", name: str = "don-canary.docx") -> LetterFile:
    with taken_in(data or paper(), name) as upload:
        return attach_file(actor, letter, upload=upload)


def refusal(actor: Actor, letter: Letter, data: bytes, name: str) -> str:
    with taken_in(data, name) as upload:
        return refused(attach_file, actor, letter, upload=upload)


def test_the_office_brings_a_file_and_has_it_again(cast: Cast) -> None:
    letter, office = registered(cast), signed_in(cast.minh)
    page, data = f"/don-thu/{letter.code}/", paper()
    answer = office.post(f"{page}tep/", {"files": SimpleUploadedFile("Đơn Canary.docx", data)})
    assert answer.status_code == 302
    file = LetterFile.objects.get()
    shown = office.get(page).content.decode()
    assert f"{page}tep/{file.pk}/" in shown
    assert "Đã thêm 1 tệp vào đơn" in shown
    download = office.get(f"{page}tep/{file.pk}/")
    assert download.content == data
    assert download["Cache-Control"] == "private, no-store"
    assert download["Content-Disposition"].startswith("attachment")
    assert download["X-Content-Type-Options"] == "nosniff"
    lines = [str(line) + str(line.__dict__) for line in Line.objects.all()]
    assert sum("letters.open_file" in line for line in lines) == 1, "every opening is in the ledger"
    assert not [line for line in lines if "anary" in line], "no name of a file is"


def test_each_download_asks_who_it_is(cast: Cast) -> None:
    letter = registered(cast)
    file = attached(cast.minh, letter)
    address = f"/don-thu/{letter.code}/tep/{file.pk}/"
    assert signed_in(add_person(cast.council, "Bà Thường", Role.STANDING)).get(address).status_code == 200
    for stranger in (cast.an, cast.hoa, cast.binh, cast.kien, handler(cast)):
        assert signed_in(stranger).get(address).status_code == 404
        assert refused(open_file, stranger, file) in (NOT_ALLOWED, "policy.not_found")
    assert Client().get(address).status_code == 302
    sent = forwarded(cast)
    its_file = attached(cast.minh, sent)
    assert signed_in(cast.an).get(f"/don-thu/{sent.code}/tep/{its_file.pk}/").status_code == 200, "it lies with it"
    assert signed_in(cast.an).get(f"/don-thu/{sent.code}/tep/{file.pk}/").status_code == 404, "of another letter"
    assert "Thêm vào đơn" not in signed_in(cast.an).get(f"/don-thu/{sent.code}/").content.decode()


def test_only_the_office_brings_and_takes_away(cast: Cast) -> None:
    letter = forwarded(cast)
    file = attached(cast.minh, letter)
    for actor in (cast.an, cast.hoa, standing(cast)):
        with taken_in(paper("khác"), "khac.docx") as upload:
            assert refused(attach_file, actor, letter, upload=upload) in (NOT_ALLOWED, "policy.not_found")
        assert refused(remove_file, actor, file, reason="x") in (NOT_ALLOWED, "policy.not_found")
    assert refused(remove_file, cast.minh, file, reason=" ") == rules.NO_REASON.code
    office, page = signed_in(cast.minh), f"/don-thu/{letter.code}/tep/{file.pk}/bo/"
    assert office.post(page, {"reason": "Nhầm đơn"}).status_code == 302
    assert not LetterFile.objects.exists()


@pytest.mark.parametrize(
    ("lines", "name", "code"),
    [
        (("ĐƠN TỐ CÁO", "Tôi tố cáo ông X"), "don.docx", rules.DENUNCIATION_FILE.code),
        (("Kính gửi",), "Đơn tố cáo.docx", rules.DENUNCIATION_FILE.code),
        (("TỐI MẬT", "Kế hoạch"), "ke-hoach.docx", "documents.state_secret"),
        (("Kính gửi",), "[MẬT] don.docx", "documents.state_secret"),
    ],
)
def test_what_must_not_lie_here_is_refused(cast: Cast, lines: tuple[str, ...], name: str, code: str) -> None:
    letter = registered(cast)
    assert refusal(cast.minh, letter, paper(*lines), name) == code
    assert not LetterFile.objects.exists()


def test_a_program_the_same_file_a_large_one_and_an_eleventh_are_refused(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter, data = registered(cast), paper()
    assert refusal(cast.minh, letter, b"MZ" + bytes(900), "don.docx").startswith("documents.")
    attached(cast.minh, letter, data)
    assert refusal(cast.minh, letter, data, "lại.docx") == rules.SAME_FILE.code
    monkeypatch.setattr("nghitruong.domain.letters.rules.files.MOST_FILES", 1)
    assert refusal(cast.minh, letter, paper("hai"), "hai.docx") == rules.MANY_FILES.code
    monkeypatch.setattr("nghitruong.domain.letters.rules.files.MOST_FILE_BYTES", 100)
    assert refusal(cast.minh, letter, paper("ba"), "ba.docx") == rules.LARGE_FILE.code


def test_a_refused_file_is_said_and_the_others_stay(cast: Cast) -> None:
    letter, office = registered(cast), signed_in(cast.minh)
    files = [SimpleUploadedFile("tốt.docx", paper("một")), SimpleUploadedFile("Đơn tố cáo.docx", paper("hai"))]
    office.post(f"/don-thu/{letter.code}/tep/", {"files": files})
    shown = office.get(f"/don-thu/{letter.code}/").content.decode()
    assert "có tiêu đề là đơn tố cáo" in shown
    assert [file.name for file in LetterFile.objects.order_by("pk")] == ["tốt.docx"]


def test_when_it_turns_out_to_be_a_denunciation_no_file_is_left(cast: Cast) -> None:
    letter = registered(cast)
    file = attached(cast.minh, letter)
    hand_over_letter(cast.minh, letter)
    assert not LetterFile.objects.exists()
    assert signed_in(cast.minh).get(f"/don-thu/{letter.code}/tep/{file.pk}/").status_code == 404
    assert refusal(cast.minh, letter, paper("nữa"), "nua.docx") == rules.NOT_KEPT_HERE.code
    assert "Thêm vào đơn" not in signed_in(cast.minh).get(f"/don-thu/{letter.code}/").content.decode()


def test_files_go_with_the_term_of_the_sender(cast: Cast) -> None:
    letter = registered(cast)
    attached(cast.minh, letter)
    Sender.objects.update(forget_after=clock.today() - timedelta(days=1))
    assert jobs.forget_old_senders() == 0
    assert LetterFile.objects.exists()
    Letter.objects.update(state="filed_away")
    assert jobs.forget_old_senders() > 0
    assert not LetterFile.objects.exists()


def test_a_card_of_a_denunciation_has_no_place_for_a_file(cast: Cast) -> None:
    office = signed_in(handler(cast))
    assert 'type="file"' not in office.get("/to-cao/lap/").content.decode()
    assert "card" not in {field.name for field in LetterFile._meta.get_fields()}


def test_files_of_a_letter_that_names_nobody_go_after_the_same_term(cast: Cast) -> None:
    unnamed = registered(cast, senders=(), is_unnamed=True)
    attached(cast.minh, unnamed)
    attached(cast.minh, registered(cast), paper("khác"))
    Letter.objects.update(state="archived")
    Sender.objects.update(forget_after=clock.today() + timedelta(days=9999))
    with clock.standing_at(clock.now() + timedelta(days=rules.KEEP_SENDERS_DAYS - 30)):
        jobs.forget_old_senders()
        assert LetterFile.objects.filter(letter=unnamed).exists()
    with clock.standing_at(clock.now() + timedelta(days=rules.KEEP_SENDERS_DAYS + 1)):
        jobs.forget_old_senders()
    assert [file.letter.is_unnamed for file in LetterFile.objects.all()] == [False], (
        "the other one goes with its sender"
    )
