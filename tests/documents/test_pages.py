"""The pages of the papers as owner, colleague, stranger and nobody; and how many queries they need."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nghitruong.foundation.documents.actions import add_version, open_version, withdraw_document
from nghitruong.foundation.documents.models import Access, Document, NamedReader, NumberSeries, StoredFile, Version
from nghitruong.foundation.documents.storage import path_of
from nghitruong.kernel import clock
from tests.cast import Cast, signed_in
from tests.documents.conftest import Desk, files_in
from tests.documents.papers import PROGRAM, docx, pdf

PATHS = ("/tai-lieu/{id}/", "/tai-lieu/{id}/tai/", "/tai-lieu/ban/{version}/tai/")


def statuses(client: Client, document: Document) -> list[int]:
    version = document.versions.get()
    return [client.get(path.format(id=document.pk, version=version.pk)).status_code for path in PATHS]


@pytest.mark.parametrize(
    ("who", "access", "status"),
    [
        ("minh", Access.RESTRICTED, 200),
        ("lan", Access.COUNCIL, 200),
        ("hoa", Access.COUNCIL, 200),
        ("hoa", Access.RESTRICTED, 404),
        ("an", Access.COUNCIL, 404),
        ("binh", Access.COUNCIL, 404),
        ("binh", Access.PUBLIC, 200),
        ("kien", Access.PUBLIC, 404),
    ],
)
def test_who_gets_a_page_and_a_file(cast: Cast, desk: Desk, who: str, access: str, status: int) -> None:
    document = desk.add(cast.minh, access=access)
    assert statuses(signed_in(getattr(cast, who)), document) == [status] * 3


def test_nobody_is_sent_to_sign_in(cast: Cast, desk: Desk) -> None:
    document = desk.add(cast.minh, access=Access.PUBLIC)
    assert statuses(Client(), document) == [302] * 3
    assert "/dang-nhap/" in Client().get(f"/tai-lieu/{document.pk}/tai/")["Location"]


def test_the_public_door_knows_published_papers_of_its_council_alone(cast: Cast, desk: Desk) -> None:
    public, council = desk.add(cast.minh, access=Access.PUBLIC), desk.add(cast.minh, data=docx("Nội bộ"))
    codes = {
        place: Client().get(f"/cong/{place}/tai/").status_code
        for place in (
            f"990001/tai-lieu/{public.pk}",
            f"990001/tai-lieu/{council.pk}",
            f"990002/tai-lieu/{public.pk}",
            f"990003/tai-lieu/{public.pk}",
        )
    }
    assert list(codes.values()) == [200, 404, 404, 404]
    withdraw_document(cast.minh, public, reason="Nhầm")
    assert Client().get(f"/cong/990001/tai-lieu/{public.pk}/tai/").status_code == 404


# Handing out.


def body_of(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_file_comes_under_its_own_name_and_kind_and_runs_nothing(cast: Cast, desk: Desk) -> None:
    data = docx("Tờ trình")
    document = desk.add(cast.minh, data=data, name="Tờ trình số 1.docx")
    response = signed_in(cast.hoa).get(f"/tai-lieu/{document.pk}/tai/?xem")
    assert body_of(response) == data
    assert response["Content-Type"].endswith("wordprocessingml.document")
    assert response["Content-Disposition"] == (
        "attachment; filename=\"To trinh so 1.docx\"; filename*=UTF-8''T%E1%BB%9D%20tr%C3%ACnh%20s%E1%BB%91%201.docx"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-cache"
    assert response["Content-Security-Policy"].startswith("default-src 'none'")
    assert response["Content-Length"] == str(len(data))


def test_a_pdf_file_is_shown_in_the_browser_when_asked(cast: Cast, desk: Desk) -> None:
    document = desk.add(cast.minh, data=pdf("Trang 1"), name="Trang.pdf")
    client = signed_in(cast.hoa)
    assert client.get(f"/tai-lieu/{document.pk}/tai/?xem")["Content-Disposition"].startswith("inline; ")
    assert client.get(f"/tai-lieu/{document.pk}/tai/")["Content-Disposition"].startswith("attachment; ")


def test_a_text_file_is_text_whatever_is_in_it(cast: Cast, desk: Desk) -> None:
    document = desk.add(cast.minh, data="Ghi chú <b>đậm</b>".encode(), name="Ghi chú.txt")
    response = signed_in(cast.hoa).get(f"/tai-lieu/{document.pk}/tai/?xem")
    assert response["Content-Type"] == "text/plain; charset=utf-8"


def test_an_unchanged_file_is_not_sent_again(cast: Cast, desk: Desk) -> None:
    document = desk.add(cast.minh)
    client = signed_in(cast.hoa)
    etag = client.get(f"/tai-lieu/{document.pk}/tai/")["ETag"]
    assert etag == f'"{document.versions.get().file.digest}"'
    again = client.get(f"/tai-lieu/{document.pk}/tai/", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    Document.objects.update(access=Access.RESTRICTED)
    assert client.get(f"/tai-lieu/{document.pk}/tai/", headers={"If-None-Match": etag}).status_code == 404


@pytest.mark.parametrize(
    ("asked", "status", "answered", "told"),
    [
        ("bytes=0-3", 206, b"0123", "bytes 0-3/10"),
        ("bytes=7-", 206, b"789", "bytes 7-9/10"),
        ("bytes=-2", 206, b"89", "bytes 8-9/10"),
        ("bytes=5-99", 206, b"56789", "bytes 5-9/10"),
        ("bytes=10-", 416, b"", "bytes */10"),
        ("bytes=-0", 416, b"", "bytes */10"),
        ("bytes=0-1,4-5", 200, b"0123456789", None),
        ("bytes=4-2", 200, b"0123456789", None),
        ("lines=1-2", 200, b"0123456789", None),
        ("bytes=a-b", 200, b"0123456789", None),
    ],
)
def test_a_part_of_a_file(cast: Cast, desk: Desk, asked: str, status: int, answered: bytes, told: str | None) -> None:
    document = desk.add(cast.minh, data=b"0123456789", name="so.txt")
    response = signed_in(cast.hoa).get(f"/tai-lieu/{document.pk}/tai/", headers={"Range": asked})
    assert (response.status_code, body_of(response), response.get("Content-Range")) == (status, answered, told)


def test_a_part_of_another_file_is_not_glued_on(cast: Cast, desk: Desk) -> None:
    document = desk.add(cast.minh, data=b"0123456789", name="so.txt")
    headers = {"Range": "bytes=5-", "If-Range": '"another"'}
    assert signed_in(cast.hoa).get(f"/tai-lieu/{document.pk}/tai/", headers=headers).status_code == 200


def test_opening_is_noted_once_and_pieces_are_not(cast: Cast, desk: Desk) -> None:
    document = desk.add(cast.minh, data=b"0123456789", name="so.txt")
    client = signed_in(cast.hoa)
    for headers in ({}, {}, {"Range": "bytes=4-5"}, {"Range": "bytes=0-1"}):
        client.get(f"/tai-lieu/{document.pk}/tai/", headers=headers)
    client.head(f"/tai-lieu/{document.pk}/tai/")
    readings = list(document.versions.get().readings.values_list("name", "times"))
    assert readings == [("Lê Thị Hoa", 1)]


def test_an_older_version_can_still_be_had(cast: Cast, desk: Desk) -> None:
    document = desk.add(cast.minh, data=b"mot", name="a.txt")
    first = document.versions.get()
    add_version(cast.minh, document, upload=desk.take(b"hai", "a.txt"))
    client = signed_in(cast.hoa)
    assert body_of(client.get(f"/tai-lieu/{document.pk}/tai/")) == b"hai"
    assert body_of(client.get(f"/tai-lieu/ban/{first.pk}/tai/")) == b"mot"


# The list.

FRAME = 3
"""Queries that every office page has: the session, who is acting, the council's term in the heading."""


def queries_of(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def many(cast: Cast, count: int) -> None:
    """Papers by rows alone: what a verb would write, without its files."""
    documents = Document.objects.bulk_create(
        Document(
            council=cast.council,
            kind="BC",
            title=f"Báo cáo {number:05}",
            year=2026,
            folded=f"bao cao {number:05}",
            created_by="Minh",
        )
        for number in range(count)
    )
    file, _ = StoredFile.objects.get_or_create(
        council=cast.council, digest="a" * 64, defaults={"size": 1, "media_type": "text/plain"}
    )
    Version.objects.bulk_create(
        Version(council=cast.council, document=document, number=1, file=file, file_name="a.txt", uploaded_by="Minh")
        for document in documents
    )


def test_the_list_needs_as_many_queries_for_three_as_for_one(cast: Cast) -> None:
    client = signed_in(cast.hoa)
    many(cast, 1)
    first = queries_of(client, "/tai-lieu/")
    many(cast, 2)
    assert (first, queries_of(client, "/tai-lieu/")) == (FRAME + 4, FRAME + 4)


def test_one_paper_needs_as_many_queries_for_three_versions_as_for_one(cast: Cast, desk: Desk) -> None:
    document = desk.add(cast.minh)
    client = signed_in(cast.minh)
    path = f"/tai-lieu/{document.pk}/"
    open_version(cast.hoa, document.versions.get())
    first = queries_of(client, path)
    for text in ("Hai", "Ba"):
        add_version(cast.minh, document, upload=desk.take(docx(text)))
        latest = document.versions.first()
        assert latest is not None
        open_version(cast.hoa, latest)
    assert (first, queries_of(client, path)) == (FRAME + 4, FRAME + 4)


def test_a_page_of_fifty_out_of_many(cast: Cast) -> None:
    many(cast, 120)
    client = signed_in(cast.hoa)
    page = client.get("/tai-lieu/?trang=3").content.decode()
    assert page.count('class="table__title"') == 20
    assert "101–120" in page
    assert client.get("/tai-lieu/?trang=99").status_code == 200


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=to+trinh", {"Tờ trình dự toán"}),
        ("q=TỜ", {"Tờ trình dự toán"}),
        ("q=45/TTr-UBND", {"Tờ trình dự toán"}),
        ("q=45ttrubnd", {"Tờ trình dự toán"}),
        ("loai=TTr", {"Tờ trình dự toán"}),
        ("nam=2024", {"Tờ trình dự toán"}),
        ("loc=public", {"Thông báo kỳ họp"}),
        ("nam=abc&loc=khong-co", {"Tờ trình dự toán", "Thông báo kỳ họp"}),
        ("q=không+có+gì", set()),
    ],
)
def test_the_list_is_searched_and_filtered(cast: Cast, desk: Desk, query: str, found: set[str]) -> None:
    day = clock.today().replace(year=2024)
    facts: dict[str, Any] = {"symbol": "45/TTr-UBND", "issuer": "UBND phường", "issued_on": day}
    desk.add(cast.minh, title="Tờ trình dự toán", kind="TTr", **facts)
    desk.add(cast.minh, title="Thông báo kỳ họp", kind="TB", access=Access.PUBLIC)
    page = signed_in(cast.hoa).get(f"/tai-lieu/?{query}").content.decode()
    assert {title for title in ("Tờ trình dự toán", "Thông báo kỳ họp") if f">{title}</a>" in page} == found


def test_what_was_not_read_is_found(cast: Cast, desk: Desk) -> None:
    read, unread = desk.add(cast.minh, title="Đã xem rồi"), desk.add(cast.minh, title="Còn mới nguyên")
    open_version(cast.hoa, read.versions.get())
    page = signed_in(cast.hoa).get("/tai-lieu/?loc=unread").content.decode()
    assert unread.title in page
    assert read.title not in page


# Bringing.


def sent(client: Client, files: list[tuple[str, bytes]], *, as_json: bool = True, **data: Any) -> Any:
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    facts = {"kind": "BC", "access": "council", "not_secret": "on", "files": uploads, **data}
    headers = {"Accept": "application/json"} if as_json else {}
    return client.post("/tai-lieu/nap/", {name: value for name, value in facts.items() if value}, headers=headers)


def test_many_files_each_have_their_answer(cast: Cast, root: Any) -> None:
    files = [("Báo cáo_quý 1.docx", docx("a")), ("phần mềm.pdf", PROGRAM), ("Mật.txt", b"TUYET"), ("c.txt", b"c")]
    answer = sent(signed_in(cast.minh), files, row_form="paper-form", title=["", "", "", "Tên riêng"])
    body = answer.json()
    assert answer.status_code == 201
    assert [paper["title"] for paper in body["papers"]] == ["Báo cáo quý 1", "Tên riêng"]
    assert [(one["name"], one["code"]) for one in body["refusals"]] == [
        ("phần mềm.pdf", "documents.named_falsely"),
        ("Mật.txt", "documents.state_secret"),
    ]
    assert f'name="document" value="{body["papers"][0]["id"]}" form="paper-form"' in body["papers"][0]["row"]
    assert Document.objects.count() == 2
    assert len(files_in(root)) == 2


def test_the_page_without_a_script_shows_each_refusal(cast: Cast) -> None:
    page = sent(signed_in(cast.minh), [("a.exe", PROGRAM)], as_json=False).content.decode()
    assert "a.exe là một chương trình máy tính" in page
    answer = sent(signed_in(cast.minh), [("a.txt", b"a")], as_json=False)
    assert answer["Location"] == "/tai-lieu/"


@pytest.mark.parametrize(
    ("files", "data", "words"),
    [
        ([("a.txt", b"a")], {"not_secret": ""}, "bí mật nhà nước"),
        ([("a.txt", b"a")], {"access": "everyone"}, ""),
        ([], {}, "Chọn tệp trước đã."),
    ],
)
def test_a_form_that_is_not_complete_keeps_nothing(
    cast: Cast, root: Any, files: list[tuple[str, bytes]], data: dict[str, Any], words: str
) -> None:
    answer = sent(signed_in(cast.minh), files, **data)
    assert answer.status_code == 400
    assert words in answer.json()["refusals"][0]["detail"]
    assert not Document.objects.exists()
    assert files_in(root) == []


@pytest.mark.parametrize("who", ["hoa", "binh", "lan"])
def test_who_may_not_bring_papers_is_told_before_a_byte_is_read(cast: Cast, root: Any, who: str) -> None:
    answer = sent(signed_in(getattr(cast, who)), [("a.txt", b"a")])
    assert (answer.status_code, answer.json()["code"]) == (403, "policy.not_allowed")
    assert not root.exists()


def test_a_page_that_was_not_ours_sends_nothing(cast: Cast, root: Any) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in(cast.minh).cookies
    assert sent(strict, [("a.txt", b"a")]).status_code == 403
    assert not Document.objects.exists()
    assert files_in(root) == []


# What may be done to one paper.


def posted(client: Client, document: Document, page: str, **data: Any) -> Any:
    return client.post(f"/tai-lieu/{document.pk}/{page}/", data)


def test_the_office_numbers_corrects_opens_and_recalls(cast: Cast, desk: Desk) -> None:
    document = desk.add(cast.minh, kind="GM")
    client = signed_in(cast.minh)
    today = clock.today().strftime("%d/%m/%Y")
    assert posted(client, document, "so", issuer="HĐND", on=today).status_code == 302
    assert posted(client, document, "sua", title="Giấy mời họp").status_code == 302
    readers = {"access": "restricted", "bodies": cast.standing.pk, "people": cast.hoa.person_id}
    assert posted(client, document, "quyen-xem", **readers).status_code == 302
    assert posted(client, document, "thu-hoi", reason="Hoãn họp").status_code == 302
    document.refresh_from_db()
    assert (document.symbol, document.title, document.access) == ("01/GM-HĐND", "Giấy mời họp", "restricted")
    assert document.withdrawn_why == "Hoãn họp"
    assert NamedReader.objects.count() == 2
    page = client.get(f"/tai-lieu/{document.pk}/").content.decode()
    assert "Hoãn họp" in page
    assert "/so/" not in page


def test_what_has_to_be_corrected_is_shown_in_the_form(cast: Cast, desk: Desk) -> None:
    document = desk.add(cast.minh, kind="GM")
    client = signed_in(cast.minh)
    page = posted(client, document, "so", issuer="HĐND", other_issuer="HĐND/{year}", on="32/13").content.decode()
    assert "Ngày" in page
    assert page.count("field--error") == 1
    assert not NumberSeries.objects.exists()
    answer = posted(client, document, "sua", title="Mật", kind="GM")
    assert answer.status_code == 409
    assert "bí mật nhà nước" in answer.content.decode().lower()


def test_a_newer_version_by_the_page(cast: Cast, desk: Desk, root: Any) -> None:
    document = desk.add(cast.minh)
    client = signed_in(cast.minh)
    file = SimpleUploadedFile("Bản 2.docx", docx("Hai"))
    assert posted(client, document, "ban-moi", file=file, note="Sửa", not_secret="on").status_code == 302
    page = posted(client, document, "ban-moi", note="Sửa", not_secret="on")
    assert (page.status_code, "Chọn tệp trước đã." in page.content.decode()) == (200, True)
    kept = path_of(document.versions.all()[0].file.digest)
    same = SimpleUploadedFile("Bản 3.docx", kept.read_bytes())
    assert "không đổi" in posted(client, document, "ban-moi", file=same, not_secret="on").content.decode()
    assert document.versions.count() == 2


@pytest.mark.parametrize("page", ["so", "sua", "quyen-xem", "thu-hoi", "ban-moi"])
def test_a_deputy_changes_nothing(cast: Cast, desk: Desk, page: str) -> None:
    document = desk.add(cast.minh, kind="GM")
    client = signed_in(cast.hoa)
    assert client.get(f"/tai-lieu/{document.pk}/{page}/").status_code == 403
    assert posted(client, document, page).status_code == 403


@pytest.mark.parametrize("page", ["so", "sua", "quyen-xem", "thu-hoi", "ban-moi"])
def test_a_stranger_does_not_even_learn_that_it_is_there(cast: Cast, desk: Desk, page: str) -> None:
    document = desk.add(cast.minh, kind="GM")
    assert signed_in(cast.kien).get(f"/tai-lieu/{document.pk}/{page}/").status_code in (403, 404)
    assert posted(signed_in(cast.kien), document, "sua", title="Của tôi").status_code == 404


# Who sees who has read (ux 4.9).


@pytest.mark.parametrize(("who", "sees_names"), [("minh", True), ("lan", False), ("hoa", False)])
def test_who_sees_the_readers(cast: Cast, desk: Desk, who: str, sees_names: bool) -> None:
    document = desk.add(cast.minh)
    open_version(cast.hoa, document.versions.get())
    page = signed_in(getattr(cast, who)).get(f"/tai-lieu/{document.pk}/").content.decode()
    assert ("Ai đã mở đọc" in page) is sees_names
