"""The council's own list of topics: its verbs, what refuses them, where it is used, what the machine makes of it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nghitruong.domain.petitions.actions import (
    add_topic,
    classify_petition,
    close_topic,
    merge_topic,
    open_topic,
    rename_topic,
)
from nghitruong.domain.petitions.actions.topics import take_over_topics
from nghitruong.domain.petitions.models import Petition, Topic
from nghitruong.domain.petitions.queries import office_model, proposal_for, topic_book, topic_book_of
from nghitruong.engines.topics import SURE, TOPICS, classify
from nghitruong.foundation.audit.models import Line
from nghitruong.foundation.events.models import Event
from nghitruong.kernel.decision import RefusedError
from tests.cast import Cast, signed_in
from tests.petitions.street import DRAIN, SENT, on, recorded, sorted_one

pytestmark = pytest.mark.django_db
MARKET = (
    "Đề nghị xếp lại sạp hàng chợ Bến Đá cho bà con tiểu thương.",
    "Tiểu thương chợ Bến Đá mong có thêm sạp hàng.",
    "Sạp hàng ở chợ Bến Đá chật, tiểu thương không có chỗ bày bán.",
    "Ban quản lý chợ Bến Đá thu phí sạp hàng của tiểu thương quá cao.",
)


def refusal_of(act: object, *args: object, **said: object) -> str:
    with pytest.raises(RefusedError) as refused:
        act(*args, **said)  # type: ignore[operator]
    return refused.value.refusal.code.removeprefix("petitions.")


def test_add_topic(cast: Cast) -> None:
    topic = add_topic(cast.minh, cast.council.pk, name="  Chợ   và tiểu thương ")
    book = topic_book(cast.council.pk)
    assert book.choices[-1] == (topic.code, "Chợ và tiểu thương")
    assert [*book.codes[:-1]] == list(TOPICS)
    assert len(topic_book(cast.other_council.pk).choices) == len(TOPICS)
    line = Line.objects.get(verb="petitions.add_topic")
    assert line.facts["name"] == "Chợ và tiểu thương"
    assert Event.objects.filter(topic="petitions", verb="petitions.add_topic").exists()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "no_topic_name"),
        (" \u200b ", "no_topic_name"),
        ("GIAO THÔNG", "same_topic_name"),
        ("giao thong", "same_topic_name"),
        ("x" * 81, "long_topic_name"),
    ],
)
def test_a_name_is_one_of_its_own(cast: Cast, name: str, code: str) -> None:
    assert refusal_of(add_topic, cast.minh, cast.council.pk, name=name) == code
    assert refusal_of(rename_topic, cast.minh, cast.council.pk, code="y_te", name=name) == code
    assert not Topic.objects.exists()


def test_only_the_office_keeps_the_list(cast: Cast) -> None:
    council_id = cast.council.pk
    for actor in (cast.hoa, cast.an):
        for act, said in (
            (add_topic, {"name": "Chợ"}),
            (rename_topic, {"code": "y_te", "name": "Y"}),
            (merge_topic, {"code": "y_te", "into": "giao_duc"}),
            (close_topic, {"code": "y_te"}),
            (open_topic, {"code": "y_te"}),
        ):
            with pytest.raises(RefusedError):
                act(actor, council_id, **said)  # type: ignore[operator]
        assert signed_in(actor).get("/kien-nghi/linh-vuc/").status_code == 404
    with pytest.raises(RefusedError):
        add_topic(cast.minh, cast.other_council.pk, name="Chợ")
    assert not Topic.objects.exists()


def test_there_is_a_most(cast: Cast) -> None:
    for number in range(40):
        add_topic(cast.minh, cast.council.pk, name=f"Lĩnh vực riêng {number}")
    assert refusal_of(add_topic, cast.minh, cast.council.pk, name="Thêm nữa") == "too_many_topics"


def test_rename_topic_shows_on_old_petitions_too(cast: Cast) -> None:
    petition = sorted_one(cast)
    rename_topic(cast.minh, cast.council.pk, code="thoat_nuoc_ngap", name="Chống ngập")
    office = signed_in(cast.minh)
    for page in ("/kien-nghi/", f"/kien-nghi/{petition.code}/", "/kien-nghi/tong-hop/", "/kien-nghi/nhiem-ky/"):
        assert "Chống ngập" in office.get(page).content.decode(), page
    assert topic_book(cast.other_council.pk).label("thoat_nuoc_ngap") != "Chống ngập"
    assert topic_book_of([cast.council.pk, cast.other_council.pk]).label("thoat_nuoc_ngap") != "Chống ngập"
    assert refusal_of(rename_topic, cast.minh, cast.council.pk, code="khong_co", name="Chợ") == "no_such_topic"


def test_merge_topic_leaves_petitions_and_moves_proposals(cast: Cast) -> None:
    petition = sorted_one(cast)
    with on(date(2026, 7, 1)):
        merge_topic(cast.minh, cast.council.pk, code="thoat_nuoc_ngap", into="giao_thong")
    petition.refresh_from_db()
    assert petition.topic == "thoat_nuoc_ngap"
    book = topic_book(cast.council.pk)
    assert "thoat_nuoc_ngap" not in book.codes
    assert (book.now("thoat_nuoc_ngap"), book.heirs) == ("giao_thong", {"thoat_nuoc_ngap": "giao_thong"})
    assert Topic.objects.get().closed_on == date(2026, 7, 1)
    proposal = proposal_for(cast.council.pk, DRAIN)
    assert proposal.topic == "giao_thong"
    assert "thoat_nuoc_ngap" not in [code for code, _p in proposal.suggestion["topics"]]
    assert proposal.suggestion["why"]
    assert proposal_for(cast.other_council.pk, DRAIN).topic == "thoat_nuoc_ngap"
    office = signed_in(cast.minh)
    assert petition.code in office.get("/kien-nghi/?linh-vuc=thoat_nuoc_ngap").content.decode()
    (fresh,) = recorded(cast, "Đề nghị sửa cầu.")
    said = {"level": "xa", "agency": cast.agency}
    assert refusal_of(classify_petition, cast.minh, fresh, topic="thoat_nuoc_ngap", **said) == "unknown_topic"
    assert refusal_of(merge_topic, cast.minh, cast.council.pk, code="y_te", into="y_te") == "topic_into_itself"
    for code, into in (("thoat_nuoc_ngap", "y_te"), ("y_te", "thoat_nuoc_ngap"), ("y_te", ""), ("", "y_te")):
        assert refusal_of(merge_topic, cast.minh, cast.council.pk, code=code, into=into) == "no_such_topic"


def test_a_petition_of_a_closed_topic_is_sorted_again_by_it(cast: Cast) -> None:
    petition = sorted_one(cast)
    close_topic(cast.minh, cast.council.pk, code="thoat_nuoc_ngap")
    with on(SENT):
        classify_petition(cast.minh, petition, topic="thoat_nuoc_ngap", level="tinh", agency=cast.agency)
    assert Petition.objects.get(pk=petition.pk).level == "tinh"
    assert proposal_for(cast.council.pk, DRAIN).topic in ("", "giao_thong")


def test_a_chain_of_merges_is_followed(cast: Cast) -> None:
    council_id = cast.council.pk
    merge_topic(cast.minh, council_id, code="thoat_nuoc_ngap", into="giao_thong")
    merge_topic(cast.minh, council_id, code="giao_thong", into="nha_o_do_thi")
    book = topic_book(council_id)
    assert book.now("thoat_nuoc_ngap") == "nha_o_do_thi"
    Topic.objects.filter(code="nha_o_do_thi").delete()
    close_topic(cast.minh, council_id, code="nha_o_do_thi")
    assert topic_book(council_id).now("thoat_nuoc_ngap") == ""
    Topic.objects.filter(code="nha_o_do_thi").update(goes_on_as="giao_thong")
    assert topic_book(council_id).now("thoat_nuoc_ngap") == ""


def test_close_topic_keeps_the_last(cast: Cast) -> None:
    council_id = cast.council.pk
    for code in TOPICS[1:]:
        close_topic(cast.minh, council_id, code=code)
    assert refusal_of(close_topic, cast.minh, council_id, code=TOPICS[0]) == "last_topic"
    assert refusal_of(close_topic, cast.minh, council_id, code=TOPICS[1]) == "no_such_topic"
    own = add_topic(cast.minh, council_id, name="Chợ")
    close_topic(cast.minh, council_id, code=TOPICS[0])
    assert topic_book(council_id).codes == [own.code]
    proposal = proposal_for(council_id, DRAIN)
    assert (proposal.topic, proposal.suggestion["topics"]) == ("", [["", 0.0]])
    assert signed_in(cast.minh).get("/kien-nghi/linh-vuc/").status_code == 200


def test_open_topic(cast: Cast) -> None:
    council_id = cast.council.pk
    merge_topic(cast.minh, council_id, code="y_te", into="giao_duc")
    open_topic(cast.minh, council_id, code="y_te")
    assert topic_book(council_id).codes == list(TOPICS)
    assert refusal_of(open_topic, cast.minh, council_id, code="y_te") == "topic_is_open"
    close_topic(cast.minh, council_id, code="y_te")
    add_topic(cast.minh, council_id, name="Y tế")
    assert refusal_of(open_topic, cast.minh, council_id, code="y_te") == "same_topic_name"


def test_an_own_topic_is_learned(cast: Cast) -> None:
    own = add_topic(cast.minh, cast.council.pk, name="Chợ và tiểu thương")
    assert own.code not in [each.code for each in classify(MARKET[0], office_model(cast.council.pk)).topics]
    for text in MARKET:
        (petition,) = recorded(cast, text)
        with on(SENT):
            classify_petition(cast.minh, petition, topic=own.code, level="xa", agency=cast.agency)
    said = classify("Tiểu thương chợ Bến Đá đề nghị sửa sạp hàng", office_model(cast.council.pk))
    assert said.topic == own.code
    assert said.p >= SURE
    assert said.reasons
    assert said.felt.code in TOPICS
    assert classify(DRAIN, office_model(cast.council.pk)).topic == "thoat_nuoc_ngap"
    merge_topic(cast.minh, cast.council.pk, code=own.code, into="kinh_te_thue")
    assert proposal_for(cast.council.pk, "Tiểu thương chợ Bến Đá đề nghị sửa sạp hàng").topic == "kinh_te_thue"


def test_a_successor_takes_over_own_topics(cast: Cast) -> None:
    here, there = cast.council.pk, cast.other_council.pk
    own, twin = add_topic(cast.minh, here, name="Chợ"), add_topic(cast.minh, here, name="Lễ hội")
    Topic.objects.create(council_id=there, code=f"rieng-{there}-1", name="LỄ HỘI")
    take_over_topics(here, there)
    take_over_topics(here, there)
    book = topic_book(there)
    assert book.now(own.code) == own.code
    assert book.label(twin.code) == "Lễ hội"
    assert twin.code not in book.codes


def test_the_pages(cast: Cast) -> None:
    sorted_one(cast)
    office = signed_in(cast.minh)
    assert "Thêm lĩnh vực" in office.get("/kien-nghi/linh-vuc/").content.decode()
    answer = office.post("/kien-nghi/linh-vuc/them/", {"name": "Giao thông"})
    assert (answer.status_code, "Đã có lĩnh vực mang tên này" in answer.content.decode()) == (400, True)
    assert office.post("/kien-nghi/linh-vuc/them/", {"name": "<b>Chợ</b>"}).status_code == 302
    assert "<b>Chợ</b>" not in office.get("/kien-nghi/linh-vuc/").content.decode()
    assert office.post("/kien-nghi/linh-vuc/y_te/gop/", {"into": "y_te"}).status_code == 400
    assert office.post("/kien-nghi/linh-vuc/y_te/gop/", {"into": "an_sinh"}).status_code == 302
    assert office.post("/kien-nghi/linh-vuc/y_te/doi-ten/", {"name": "Khám chữa bệnh"}).status_code == 302
    assert office.get("/kien-nghi/linh-vuc/cay_xanh/dong/").status_code == 200
    assert office.post("/kien-nghi/linh-vuc/cay_xanh/dong/").status_code == 302
    page = office.get("/kien-nghi/linh-vuc/").content.decode()
    assert "Đã gộp vào “An sinh" in page
    assert "Khám chữa bệnh" in page
    assert office.post("/kien-nghi/linh-vuc/cay_xanh/mo-lai/").status_code == 302
    assert office.get("/kien-nghi/linh-vuc/khong_co/dong/").status_code == 404


def test_the_list_of_petitions_reads_the_topics_in_a_fixed_number_of_statements(cast: Cast) -> None:
    add_topic(cast.minh, cast.council.pk, name="Chợ")
    sorted_one(cast)
    office = signed_in(cast.minh)
    with CaptureQueriesContext(
        connection,
    ) as one:
        office.get("/kien-nghi/")
    for number in range(3):
        sorted_one(cast, f"Đề nghị sửa cống số {number}.")
    with CaptureQueriesContext(connection) as four:
        office.get("/kien-nghi/")
    reads = [sum('FROM "petitions_topic"' in each["sql"] for each in found.captured_queries) for found in (one, four)]
    assert reads == [1, 1]
