"""The verbs of a document: the way they go, each refusal by its name, what was recorded."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from nghitruong.foundation.audit.models import Line
from nghitruong.foundation.councils.models import Membership, Person
from nghitruong.foundation.documents.actions import (
    add_document,
    add_version,
    change_access,
    change_document,
    open_version,
    withdraw_document,
)
from nghitruong.foundation.documents.models import Access, Document, NamedReader, Reading, StoredFile, Version
from nghitruong.foundation.documents.queries import (
    document_for,
    documents_of,
    latest_for,
    public_papers,
    public_version,
    version_for,
)
from nghitruong.foundation.documents.uploads import taken_in
from nghitruong.foundation.events.models import Event
from nghitruong.kernel import clock
from nghitruong.kernel.actor import NOBODY, Actor, Role
from nghitruong.kernel.decision import RefusedError
from tests.cast import TERM_START, Cast, acting, add_officer, add_person
from tests.documents.conftest import Desk, files_in
from tests.documents.papers import PROGRAM, archive, docx, ole, pdf, with_member, xlsx


def code_of(refused: pytest.ExceptionInfo[RefusedError]) -> str:
    return refused.value.refusal.code


def test_a_paper_is_brought_with_its_file(cast: Cast, desk: Desk, root: Path) -> None:
    document = desk.add(cast.minh, title=" Báo  cáo kinh tế ", kind="BC", data=docx("Kinh tế tăng 8,5%"))
    version = document.versions.get()
    assert (document.title, document.kind, document.access) == ("Báo cáo kinh tế", "BC", Access.COUNCIL)
    assert (version.number, version.file_name, version.text) == (1, "Báo cáo.docx", "Kinh tế tăng 8,5%")
    assert (document.created_by, version.uploaded_by) == ("Nguyễn Văn Minh",) * 2
    assert [path.name for path in files_in(root)] == [version.file.digest]
    line = Line.objects.get(verb="documents.add_document")
    assert (line.subject_kind, line.subject_id, line.facts["digest"]) == ("document", document.pk, version.file.digest)
    assert Event.objects.filter(topic=f"document-{document.pk}").count() == 1


def test_the_same_bytes_are_kept_once(cast: Cast, desk: Desk, root: Path) -> None:
    data = docx("Như nhau")
    first, second = desk.add(cast.minh, data=data), desk.add(cast.minh, data=data, name="Bản khác.docx")
    assert StoredFile.objects.count() == 1
    assert len(files_in(root)) == 1
    assert {first.versions.get().file_id, second.versions.get().file_id} == {StoredFile.objects.get().pk}


def test_another_council_has_a_row_of_its_own_and_the_same_bytes(cast: Cast, desk: Desk, root: Path) -> None:
    other_clerk = add_person(cast.other_council, "Trịnh Thị Thu", Role.CLERK)
    data = docx("Như nhau")
    desk.add(cast.minh, data=data)
    desk.add(other_clerk, data=data)
    assert StoredFile.objects.count() == 2
    assert len(files_in(root)) == 1


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "Rỗng.pdf", "empty_file"),
        (ole("WordDocument"), "Báo cáo.docx", "named_falsely"),
        (PROGRAM, "Báo cáo.pdf", "named_falsely"),
        (PROGRAM, "cài đặt.exe", "not_taken"),
        (archive({"a.txt": b"a"}), "gói.zip", "not_taken"),
        (docx("a"), "Báo cáo", "named_falsely"),
        (b"<!doctype html><script>alert(1)</script>", "trang.txt", "named_falsely"),
        (docx("a")[:-200], "Báo cáo.docx", "damaged"),
        (pdf("a")[:-30], "Báo cáo.pdf", "damaged"),
        (pdf("a", locked=True), "Báo cáo.pdf", "locked"),
        (ole("EncryptedPackage"), "Báo cáo.docx", "locked"),
        (ole("Workbook", macros=True), "Bảng.xls", "has_macros"),
        (with_member(xlsx(("a",)), "xl/vbaProject.bin", b"1"), "Bảng.xlsx", "has_macros"),
        (docx("UBND PHƯỜNG", "TUYỆT MẬT", "Kế hoạch"), "Kế hoạch.docx", "state_secret"),
        (docx("a"), "Kế hoạch (Mật).docx", "state_secret"),
        (ole("WordDocument", "UBND\rTỐI MẬT\rKế hoạch\r"), "Kế hoạch.doc", "state_secret"),
    ],
)
def test_a_file_is_refused_by_name_and_nothing_is_kept(
    cast: Cast, desk: Desk, root: Path, data: bytes, name: str, code: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        add_document(cast.minh, cast.council.pk, title="Kế hoạch", upload=desk.take(data, name))
    assert code_of(refused) == f"documents.{code}"
    assert not Document.objects.exists()
    assert Line.objects.get().refusal == f"documents.{code}"


@pytest.mark.slow
def test_a_file_that_would_unpack_to_too_much_is_refused(cast: Cast, desk: Desk) -> None:
    with pytest.raises(RefusedError) as refused:
        desk.add(cast.minh, data=with_member(docx("a"), "word/media/1", b"0" * (80 << 20)))
    assert code_of(refused) == "documents.swollen"
    assert not Document.objects.exists()


def test_what_a_refused_file_left_is_gone_afterwards(cast: Cast, root: Path) -> None:
    with pytest.raises(RefusedError):
        desk_of_one(cast, docx("MẬT"))
    assert files_in(root) == []


def desk_of_one(cast: Cast, data: bytes) -> None:

    with taken_in(data, "Kế hoạch.docx") as upload:
        add_document(cast.minh, cast.council.pk, title="Kế hoạch", upload=upload)


def test_a_secret_is_refused_with_the_law_and_what_to_do(cast: Cast, desk: Desk) -> None:
    with clock.standing_at(clock.now().replace(year=2026, month=5)), pytest.raises(RefusedError) as refused:
        desk.add(cast.minh, data=docx("MẬT", "Kế hoạch"))
    assert refused.value.refusal.values == {"mark": "Mật"}
    assert refused.value.refusal.article == "Luật Bảo vệ bí mật nhà nước số 117/2025/QH15"
    assert "register" in refused.value.refusal.message


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"secrecy": "mat"}, "secret_level"),
        ({"title": "Kế hoạch phòng thủ (Tối mật)"}, "state_secret"),
        ({"title": "  "}, "no_title"),
        ({"title": "a" * 501}, "title_too_long"),
        ({"kind": "XX"}, "unknown_kind"),
        ({"access": "everyone"}, "unknown_access"),
    ],
)
def test_a_description_is_refused(cast: Cast, desk: Desk, facts: dict[str, Any], code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        add_document(cast.minh, cast.council.pk, upload=desk.take(docx("a")), **{"title": "Kế hoạch", **facts})
    assert code_of(refused) == f"documents.{code}"


def test_a_file_beyond_the_limit_of_its_kind_is_refused(cast: Cast, desk: Desk, settings: Any) -> None:
    settings.DOCUMENT_LIMITS = {**settings.DOCUMENT_LIMITS, "text": 1 << 20}
    with pytest.raises(RefusedError) as refused:
        desk.add(cast.minh, data=b"a" * ((1 << 20) + 1), name="dài.txt")
    assert code_of(refused) == "documents.too_large"
    assert refused.value.refusal.values == {"name": "dài.txt", "size": 2, "most": 1}


@pytest.mark.parametrize("who", ["lan", "hoa", "binh"])
def test_who_may_not_bring_papers(cast: Cast, desk: Desk, who: str) -> None:
    with pytest.raises(RefusedError) as refused:
        desk.add(getattr(cast, who))
    assert code_of(refused) == "policy.not_allowed"


def test_nobody_brings_papers_into_another_council(cast: Cast, desk: Desk) -> None:
    with pytest.raises(RefusedError) as refused:
        add_document(cast.minh, cast.other_council.pk, title="Kế hoạch", upload=desk.take(docx("a")))
    assert code_of(refused) == "policy.not_found"


def test_an_agency_brings_its_own_and_cannot_publish(cast: Cast, desk: Desk) -> None:
    document = desk.add(cast.an, title="Tờ trình", kind="TTr", symbol="45/TTr-UBND", issuer="UBND phường")
    assert (document.agency, document.symbol, document.number) == (cast.agency, "45/TTr-UBND", None)
    with pytest.raises(RefusedError) as refused:
        desk.add(cast.an, access=Access.PUBLIC)
    assert code_of(refused) == "policy.not_allowed"


def test_an_agency_of_another_council_is_refused(cast: Cast, desk: Desk) -> None:
    stranger = add_person(cast.other_council, "Trịnh Thị Thu", Role.CLERK)
    with pytest.raises(RefusedError) as refused:
        desk.add(stranger, agency=cast.agency)
    assert code_of(refused) == "documents.not_of_this_council"


def test_a_new_version_follows_and_the_old_one_stays(cast: Cast, desk: Desk) -> None:
    document = desk.add(cast.minh)
    version = add_version(cast.minh, document, upload=desk.take(docx("Bản hai")), note="Sửa Điều 2")
    assert [row.number for row in document.versions.all()] == [2, 1]
    assert (version.note, version.text) == ("Sửa Điều 2", "Bản hai")
    assert latest_for(cast.hoa, document.pk) == version


def test_the_same_file_is_refused_as_a_new_version(cast: Cast, desk: Desk) -> None:
    data = docx("Một")
    document = desk.add(cast.minh, data=data)
    with pytest.raises(RefusedError) as refused:
        add_version(cast.minh, document, upload=desk.take(data))
    assert code_of(refused) == "documents.same_file"


def test_a_secret_version_and_one_by_a_deputy_are_refused(cast: Cast, desk: Desk) -> None:
    document = desk.add(cast.minh)
    with pytest.raises(RefusedError) as refused:
        add_version(cast.minh, document, upload=desk.take(docx("TỐI MẬT")))
    assert code_of(refused) == "documents.state_secret"
    with pytest.raises(RefusedError) as refused:
        add_version(cast.hoa, document, upload=desk.take(docx("Hai")))
    assert code_of(refused) == "policy.not_allowed"
    assert document.versions.count() == 1


def test_an_agency_renews_its_own_paper_and_no_other(cast: Cast, desk: Desk) -> None:
    own, other = desk.add(cast.an), desk.add(cast.minh)
    colleague = add_officer(cast.council, cast.agency, "Lý Thị Nga")
    assert add_version(colleague, own, upload=desk.take(docx("Hai"))).number == 2
    with pytest.raises(RefusedError) as refused:
        add_version(cast.an, other, upload=desk.take(docx("Hai")))
    assert code_of(refused) == "policy.not_allowed"


def test_a_description_is_corrected(cast: Cast, desk: Desk) -> None:
    document = desk.add(cast.minh, kind="BC")
    change_document(cast.minh, document, title="Tờ trình", kind="TTr", symbol="9/TTr-UBND", issuer="UBND")
    document.refresh_from_db()
    assert (document.title, document.kind, document.symbol) == ("Tờ trình", "TTr", "9/TTr-UBND")
    assert document.folded.startswith("to trinh 9 ttr ubnd")
    assert Line.objects.get(verb="documents.change_document").facts["before"] == "Báo cáo kinh tế"


def test_a_correction_is_refused(cast: Cast, desk: Desk) -> None:
    document = desk.add(cast.minh)
    with pytest.raises(RefusedError) as refused:
        change_document(cast.minh, document, title="Mật", kind="BC")
    assert code_of(refused) == "documents.state_secret"
    with pytest.raises(RefusedError) as refused:
        change_document(cast.hoa, document, title="Khác", kind="BC")
    assert code_of(refused) == "policy.not_allowed"


# Access: owner, colleague, stranger, nobody, another council.


def seen_by(actor: Actor, document: Document) -> bool:
    """Whether every door says the same."""
    version = document.versions.first()
    assert version is not None
    doors = {
        document_for(actor, document.pk) is not None,
        version_for(actor, version.pk) is not None,
        latest_for(actor, document.pk) is not None,
        documents_of(actor).filter(pk=document.pk).exists(),
    }
    assert len(doors) == 1
    return doors.pop()


@pytest.mark.parametrize(
    ("access", "readers"),
    [
        (Access.PUBLIC, {"lan", "minh", "hoa", "an", "binh"}),
        (Access.COUNCIL, {"lan", "minh", "hoa"}),
        (Access.RESTRICTED, {"minh"}),
    ],
)
def test_who_may_read(cast: Cast, desk: Desk, access: str, readers: set[str]) -> None:
    document = desk.add(acting(cast.minh, Role.CLERK), access=access)
    people = {name: getattr(cast, name) for name in ("lan", "minh", "hoa", "an", "binh", "kien")}
    assert {name for name, actor in people.items() if seen_by(actor, document)} == readers
    assert not seen_by(NOBODY, document)
    is_published = public_version(cast.council.pk, document.pk) is not None
    assert is_published is (access == Access.PUBLIC)
    assert public_version(cast.other_council.pk, document.pk) is None
    assert list(public_papers(cast.council.pk, [document.pk])) == ([document.pk] if is_published else [])


def test_an_agency_reads_what_is_its_own(cast: Cast, desk: Desk) -> None:
    document = desk.add(cast.an, access=Access.RESTRICTED)
    colleague = add_officer(cast.council, cast.agency, "Lý Thị Nga")
    assert [seen_by(actor, document) for actor in (cast.an, colleague, cast.hoa)] == [True, True, False]


def test_named_people_and_members_of_named_bodies_read_until_it_is_handed_back(cast: Cast, desk: Desk) -> None:
    document = desk.add(cast.minh, access=Access.RESTRICTED)
    until = clock.now() + timedelta(hours=2)
    change_access(cast.minh, document, access=Access.RESTRICTED, bodies=[cast.standing], until=until)
    assert [seen_by(actor, document) for actor in (cast.lan, cast.hoa)] == [True, False]
    with clock.shifted_by(timedelta(hours=3)):
        assert not seen_by(cast.lan, document)
    Membership.objects.update(valid_to=TERM_START)
    assert not seen_by(cast.lan, document)
    hoa = add_person(cast.council, "Hồ Văn Tư", Role.DEPUTY)
    change_access(cast.minh, document, access=Access.RESTRICTED, people=[person_of(hoa)])
    assert seen_by(hoa, document)
    assert NamedReader.objects.count() == 1


def person_of(actor: Actor) -> Any:

    return Person.objects.get(pk=actor.person_id or 0)


def test_access_is_changed_by_the_office_alone(cast: Cast, desk: Desk) -> None:
    document = desk.add(cast.minh)
    for actor in (cast.hoa, acting(cast.minh, Role.SECRETARY)):
        with pytest.raises(RefusedError) as refused:
            change_access(actor, document, access=Access.PUBLIC)
        assert code_of(refused) == "policy.not_allowed"
    with pytest.raises(RefusedError) as refused:
        change_access(cast.minh, document, access=Access.PUBLIC, bodies=[cast.standing])
    assert code_of(refused) == "documents.readers_need_restriction"
    with pytest.raises(RefusedError) as refused:
        change_access(cast.minh, document, access=Access.RESTRICTED, people=[person_of(cast.kien)])
    assert code_of(refused) == "documents.not_of_this_council"
    document.refresh_from_db()
    assert document.access == Access.COUNCIL


def test_a_withdrawn_paper_is_the_offices_alone(cast: Cast, desk: Desk) -> None:
    document = desk.add(cast.minh, access=Access.PUBLIC)
    withdraw_document(cast.minh, document, reason="Nhầm tệp")
    assert [seen_by(actor, document) for actor in (cast.minh, cast.hoa, cast.binh)] == [True, False, False]
    assert public_version(cast.council.pk, document.pk) is None
    for attempt in (
        lambda: withdraw_document(cast.minh, document, reason="Lần nữa"),
        lambda: add_version(cast.minh, document, upload=desk.take(docx("Hai"))),
        lambda: change_access(cast.minh, document, access=Access.COUNCIL),
    ):
        with pytest.raises(RefusedError) as refused:
            attempt()
        assert code_of(refused) == "documents.is_withdrawn"


def test_a_paper_is_not_withdrawn_without_a_reason_or_by_a_deputy(cast: Cast, desk: Desk) -> None:
    document = desk.add(cast.minh)
    with pytest.raises(RefusedError) as refused:
        withdraw_document(cast.minh, document, reason="  ")
    assert code_of(refused) == "documents.no_reason"
    with pytest.raises(RefusedError) as refused:
        withdraw_document(cast.hoa, document, reason="Không thích")
    assert code_of(refused) == "policy.not_allowed"


# Reading.


def test_who_opened_what_is_kept_once_a_reader(cast: Cast, desk: Desk) -> None:
    version = desk.add(cast.minh).versions.get()
    open_version(cast.hoa, version)
    open_version(cast.hoa, version)
    reading = Reading.objects.get()
    assert (reading.name, reading.account_id, reading.times) == ("Lê Thị Hoa", cast.hoa.account_id, 1)
    with clock.shifted_by(timedelta(minutes=2)):
        open_version(cast.hoa, version)
    reading.refresh_from_db()
    assert reading.times == 2
    assert reading.last_at > reading.first_at
    assert Line.objects.filter(verb="documents.open_version").count() == 1


def test_each_opening_of_a_restricted_paper_is_in_the_ledger(cast: Cast, desk: Desk) -> None:
    version = desk.add(cast.minh, access=Access.RESTRICTED).versions.get()
    open_version(cast.minh, version)
    with clock.shifted_by(timedelta(minutes=2)):
        open_version(cast.minh, version)
    assert Line.objects.filter(verb="documents.open_version").count() == 2


def test_opening_is_refused_to_whom_no_door_is_open(cast: Cast, desk: Desk) -> None:
    version = desk.add(cast.minh, access=Access.RESTRICTED).versions.get()
    for actor, code in ((cast.hoa, "policy.not_allowed"), (cast.kien, "policy.not_found")):
        with pytest.raises(RefusedError) as refused:
            open_version(actor, version)
        assert code_of(refused) == code
    assert not Reading.objects.exists()


def test_the_tables_themselves_refuse_a_double_number(cast: Cast, desk: Desk) -> None:
    first, second = desk.add(cast.minh), desk.add(cast.minh)
    facts = {"series": "BC-HĐND", "number": 1, "year": 2026, "issued_on": clock.today()}
    Document.objects.filter(pk=first.pk).update(**facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=second.pk).update(**facts)
    assert Version.objects.count() == 2
