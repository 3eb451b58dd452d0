"""From facts to content: the words and the figures, and the facts that contradict each other."""

from dataclasses import replace
from datetime import timedelta

import pytest

from nghitruong.engines.officialforms.content import (
    Annex,
    BulletList,
    Clause,
    Closing,
    Document,
    Ground,
    Heading,
    Inline,
    Paragraph,
    Table,
    plain,
)
from nghitruong.engines.officialforms.forms.convening import convening_decision
from nghitruong.engines.officialforms.forms.facts import Paper, Person
from nghitruong.engines.officialforms.forms.invitation import invitation
from nghitruong.engines.officialforms.forms.minutes import session_minutes, vote_sentence
from nghitruong.engines.officialforms.forms.report import ReportSection, report
from nghitruong.engines.officialforms.forms.vote_result import figures_table, vote_record
from nghitruong.kernel.vietnamese import sorted_by_name
from tests.engines.officialforms.samples import (
    OPENED,
    VOTED,
    convening_facts,
    figures,
    invitation_facts,
    minutes_facts,
    report_facts,
    vote_record_facts,
)


def spaced(text: Inline) -> str:
    """The text with ordinary spaces, as one types it."""
    return plain(text).replace("\u00a0", " ")


def texts(document: Document | Annex) -> list[str]:
    """What the paragraphs, headings, clauses and lists say, in order."""
    said: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph | Heading | Ground):
            said.append(plain(block.text))
        elif isinstance(block, Clause):
            said.append(f"{block.label} {plain(block.text)}")
        elif isinstance(block, BulletList):
            said += [plain(item) for item in block.items]
    return [spaced(text) for text in said]


def tables(document: Document | Annex) -> list[list[tuple[str, ...]]]:
    return [
        [tuple(spaced(cell) for cell in row.cells) for row in block.rows]
        for block in document.blocks
        if isinstance(block, Table)
    ]


# The figures of a vote


def test_the_figures_say_each_count_with_both_shares() -> None:
    table = figures_table(figures())
    assert [tuple(spaced(cell) for cell in row.cells) for row in table.rows] == [
        ("Tổng số đại biểu Hội đồng nhân dân", "31", "100,00%", "–"),
        ("Đại biểu có mặt", "30", "96,77%", "100,00%"),
        ("Đại biểu vắng mặt", "1", "3,23%", "–"),
        ("Tham gia biểu quyết", "30", "96,77%", "100,00%"),
        ("Tán thành", "28", "90,32%", "93,33%"),
        ("Không tán thành", "1", "3,23%", "3,33%"),
        ("Không biểu quyết", "1", "3,23%", "3,33%"),
        ("Trong đó phiếu do thư ký ghi hộ (ghế 22)", "1", "3,23%", "3,33%"),
    ]
    assert [row.bold for row in table.rows].index(True) == 4


def test_no_ballot_of_the_secretary_no_row() -> None:
    table = figures_table(figures(proxied=0))
    assert not [row for row in table.rows if "ghi hộ" in plain(row.cells[0])]


@pytest.mark.parametrize(("yes", "verdict"), [(16, "được thông qua"), (15, "không được thông qua")])
def test_one_vote_decides_the_verdict(yes: int, verdict: str) -> None:
    vote = figures(yes=yes, no=30 - yes - 1)
    assert vote.conclusion == (
        f"Nghị quyết {verdict} ({yes} phiếu tán thành trên tổng số 31 đại biểu;"
        " cần ít nhất 16 phiếu, quá nửa tổng số đại biểu)."
    )


def test_the_conclusion_names_its_law_when_it_is_known() -> None:
    assert figures(basis="Điều 35 Luật A").conclusion.endswith("quá nửa tổng số đại biểu; căn cứ Điều 35 Luật A).")


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"yes": -1}, "negative"),
        ({"present": 32}, "add up"),
        ({"yes": 30, "no": 2}, "add up"),
        ({"proxied": 31}, "add up"),
        ({"needed": 0}, "cannot be what carries"),
        ({"needed": 32}, "cannot be what carries"),
        ({"closed_at": VOTED - timedelta(seconds=1)}, "before it opens"),
    ],
)
def test_figures_that_contradict_each_other_are_not_printed(changes: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        figures(**changes)


# The record of a vote


def test_the_record_is_the_one_of_the_drawing() -> None:
    record = vote_record(vote_record_facts())
    assert record.kind == "BIÊN BẢN KẾT QUẢ BIỂU QUYẾT"
    assert record.letterhead.parent == "HỘI ĐỒNG NHÂN DÂN\nPHƯỜNG BÌNH MINH"
    assert record.letterhead.organ == "THƯ KÝ KỲ HỌP"
    assert texts(record) == [
        (
            "Kỳ họp thứ 3, Hội đồng nhân dân phường Bình Minh khóa I, lượt biểu quyết số 7,"
            " mở lúc 09 giờ 41 phút 43 giây, đóng lúc 09 giờ 42 phút 28 giây, ngày 08 tháng 12 năm 2026."
            " Hình thức: biểu quyết công khai bằng hệ thống điện tử."
        ),
        (
            "Kết luận: Nghị quyết được thông qua (28 phiếu tán thành trên tổng số 31 đại biểu;"
            " cần ít nhất 16 phiếu, quá nửa tổng số đại biểu)./."
        ),
    ]
    assert record.annexes == ()


def test_secretary_and_chair_sign_without_titles_before_their_names() -> None:
    closing = vote_record(vote_record_facts()).blocks[-1]
    assert isinstance(closing, Closing)
    assert [(signer.post, signer.name) for signer in closing.signers] == [
        ("THƯ KÝ KỲ HỌP", "Lê Văn Minh"),
        ("CHỦ TỌA", "Nguyễn Thị Lan"),
    ]


def test_the_named_list_is_sorted_by_given_name() -> None:
    facts = vote_record_facts(named=True)
    record = vote_record(facts)
    [annex] = record.annexes
    [rows] = tables(annex)
    assert [row[1] for row in rows] == [vote.name for vote in sorted_by_name(facts.named, lambda vote: vote.name)]
    assert [row[0] for row in rows] == [str(place) for place in range(1, 32)]
    assert annex.belongs_to == (
        "(Kèm theo Biên bản kết quả biểu quyết ngày 08/12/2026 của Hội đồng nhân dân phường Bình Minh)"
    )
    assert texts(record)[-1].endswith("Danh sách biểu quyết của từng đại biểu tại Phụ lục kèm theo./.")


def test_a_list_that_lacks_somebody_is_not_printed() -> None:
    facts = vote_record_facts(named=True)
    with pytest.raises(ValueError, match="30 names for 31 deputies"):
        vote_record(replace(facts, named=facts.named[1:]))


# Minutes


def test_minutes_have_what_the_rule_asks_for() -> None:
    """R2.25: time, place, attendance, sequence, opinions, vote figures."""
    minutes = session_minutes(minutes_facts())
    said = texts(minutes)
    headings = [block.text for block in minutes.blocks if isinstance(block, Heading) and block.level == 1]
    assert headings == [
        "I. THỜI GIAN, ĐỊA ĐIỂM",
        "II. THÀNH PHẦN THAM DỰ",
        "III. CHƯƠNG TRÌNH KỲ HỌP",
        "IV. DIỄN BIẾN KỲ HỌP",
        "V. TỔNG HỢP KẾT QUẢ BIỂU QUYẾT",
        "VI. KẾT THÚC KỲ HỌP",
    ]
    assert "1. Khai mạc: 07 giờ 30 phút, ngày 08 tháng 12 năm 2026." in said
    assert "2. Bế mạc: 17 giờ 06 phút, ngày 08 tháng 12 năm 2026." in said
    assert "Bà Nguyễn Thị Lan, Chủ tịch Hội đồng nhân dân phường." in said
    assert "Ông Trần Văn An: Tiếp thu, cam kết hoàn thành trước ngày 31/03/2027." in said
    assert said[-1].endswith("có chữ ký của chủ tọa và thư ký kỳ họp./.")


def test_attendance_is_told_by_sitting_with_the_absent_in_order_of_names() -> None:
    minutes = session_minutes(minutes_facts())
    assert tables(minutes)[0] == [
        ("Phiên sáng", "07:30 - 11:30, 08/12/2026", "202", "198", "4", "98,02%"),
        ("Phiên chiều", "13:30 - 17:06, 08/12/2026", "202", "202", "0", "100,00%"),
    ]
    absent = [text for text in texts(minutes) if "phép, đi công tác" in text]
    assert absent == [
        "Phạm Thị Khánh (Tổ 4): có phép, đi công tác nước ngoài.",
        "Hồ Quang Nhung (Tổ 1): có phép, đi công tác nước ngoài.",
        "Đỗ Văn Thuỷ (Tổ 12): có phép, đi công tác nước ngoài.",
        "Phan Thị Vinh (Tổ 7): không phép, đi công tác nước ngoài.",
    ]


def test_votes_stand_in_the_course_and_in_the_summary() -> None:
    minutes = session_minutes(minutes_facts())
    assert tables(minutes)[1][1:] == [
        ("2", "Thông qua Nghị quyết về kế hoạch đầu tư công năm 2027", "152\n75,25%", "30\n14,85%", "15\n7,43%",
         "Được thông qua"),
        ("3", "Thông qua Nghị quyết về đặt tên đường", "90\n44,55%", "70\n34,65%", "38\n18,81%",
         "Không được thông qua"),
    ]  # fmt: skip
    assert vote_sentence(figures(proxied=0)) == (
        "tổng số 31 đại biểu; có mặt 30; vắng mặt 1; tham gia biểu quyết 30;"
        " tán thành 28 (90,32% tổng số đại biểu, 93,33% số có mặt);"
        " không tán thành 1 (3,23% tổng số đại biểu, 3,33% số có mặt);"
        " không biểu quyết 1 (3,23% tổng số đại biểu, 3,33% số có mặt)."
        " Nghị quyết được thông qua (28 phiếu tán thành trên tổng số 31 đại biểu;"
        " cần ít nhất 16 phiếu, quá nửa tổng số đại biểu)."
    )


def test_items_stand_under_their_sitting() -> None:
    said = texts(session_minutes(minutes_facts()))
    course = said[said.index("IV. DIỄN BIẾN KỲ HỌP") :]
    marks = [text for text in course if text.startswith("Phiên") or text[:2] in ("1.", "2.", "3.")]
    assert marks == [
        "Phiên sáng, ngày 08/12/2026",
        "1. Khai mạc, thông qua chương trình kỳ họp",
        "2. Nghị quyết về kế hoạch đầu tư công năm 2027",
        "Phiên chiều, ngày 08/12/2026",
        "3. Nghị quyết về đặt tên đường trên địa bàn phường",
    ]


def test_a_session_without_items_has_no_empty_parts() -> None:
    minutes = session_minutes(replace(minutes_facts(), items=(), attendance=(), guests=()))
    headings = [block.text for block in minutes.blocks if isinstance(block, Heading) and block.level == 1]
    assert headings == ["I. THỜI GIAN, ĐỊA ĐIỂM", "II. THÀNH PHẦN THAM DỰ", "III. KẾT THÚC KỲ HỌP"]
    assert minutes.annexes == ()


def test_all_202_deputies_stand_in_the_annex() -> None:
    facts = minutes_facts()
    [annex] = session_minutes(facts).annexes
    [rows] = tables(annex)
    assert [row[1] for row in rows] == [row.name for row in sorted_by_name(facts.attendance, lambda row: row.name)]
    assert sum("Vắng" in row for row in rows) == 4
    assert annex.belongs_to == (
        "(Kèm theo Biên bản kỳ họp số 05/BB-HĐND ngày 08/12/2026 của Hội đồng nhân dân phường Sen Hồng)"
    )


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"sittings": (), "items": ()}, "need a sitting"),
        ({"chairs": ()}, "signed by the chair"),
        ({"secretaries": ()}, "signed by the chair"),
        ({"sittings": minutes_facts().sittings[:1]}, "belongs to no sitting"),
        ({"sittings": minutes_facts().sittings[:1], "items": ()}, "does not fit"),
    ],
)
def test_minutes_that_do_not_hold_together_are_not_printed(changes: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        replace(minutes_facts(), **changes)  # type: ignore[arg-type]


def test_a_sitting_counts_its_absent() -> None:
    sitting = minutes_facts().sittings[0]
    with pytest.raises(ValueError, match="4 named absent, 5 counted"):
        replace(sitting, present=sitting.present - 1)
    with pytest.raises(ValueError, match="203 present of 202"):
        replace(sitting, present=203)


# Invitation, convening, report


def test_the_invitation_tells_who_what_when_where() -> None:
    sheet = invitation(invitation_facts())
    assert sheet.kind == "GIẤY MỜI"
    assert sheet.summary == "Dự Kỳ họp thứ 3, Hội đồng nhân dân phường Sen Hồng khóa I"
    assert texts(sheet)[:6] == [
        (
            "Thường trực Hội đồng nhân dân phường Sen Hồng trân trọng kính mời: Bà Lê Thị Hoa,"
            " đại biểu Hội đồng nhân dân phường, Tổ đại biểu số 2."
        ),
        "Tới dự: Kỳ họp thứ 3, Hội đồng nhân dân phường Sen Hồng khóa I.",
        "Chủ trì: Bà Nguyễn Thị Lan, Chủ tịch Hội đồng nhân dân phường.",
        "Thời gian: 07 giờ 30 phút, Thứ Ba, ngày 08 tháng 12 năm 2026 đến 16 giờ 30 phút, ngày 09 tháng 12 năm 2026.",
        "Địa điểm: Hội trường Trung tâm hành chính phường Sen Hồng, số 1 đường Hoa Sen.",
        "Nội dung: ",
    ]
    assert texts(sheet)[8] == "Chất vấn."
    assert texts(sheet)[-1] == "Rất hân hạnh được đón tiếp./."


def test_an_invitation_for_one_day_names_it_once() -> None:
    facts = replace(invitation_facts(), ends_at=OPENED + timedelta(hours=3))
    assert "Thời gian: 07 giờ 30 phút, Thứ Ba, ngày 08 tháng 12 năm 2026 đến 10 giờ 30 phút." in texts(
        invitation(facts)
    )
    endless = texts(invitation(replace(facts, ends_at=None)))
    assert "Thời gian: 07 giờ 30 phút, Thứ Ba, ngày 08 tháng 12 năm 2026." in endless


def test_the_decision_has_grounds_and_three_articles() -> None:
    said = texts(convening_decision(convening_facts()))
    assert said[:3] == [
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
        "Căn cứ Quy chế hoạt động của Hội đồng nhân dân phường Sen Hồng khóa I;",
        "Theo đề nghị của Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường.",
    ]
    assert [text for text in said if text.startswith("Điều")] == [
        "Điều 1. Triệu tập Kỳ họp thứ 3, Hội đồng nhân dân phường Sen Hồng khóa I, nhiệm kỳ 2026 - 2031.",
        "Điều 2. Nội dung kỳ họp (dự kiến):",
        (
            "Điều 3. Thường trực Hội đồng nhân dân, Ủy ban nhân dân phường, các đại biểu Hội đồng nhân dân phường"
            " thi hành Quyết định này./."
        ),
    ]
    assert (
        "1. Thời gian: khai mạc lúc 07 giờ 30 phút, ngày 08 tháng 12 năm 2026, bế mạc ngày 09 tháng 12 năm 2026."
        in said
    )


def test_without_grounds_none_are_invented() -> None:
    sheet = convening_decision(replace(convening_facts(), grounds=()))
    assert not [block for block in sheet.blocks if isinstance(block, Ground)]


def test_the_report_numbers_its_parts() -> None:
    sheet = report(report_facts())
    assert [block.text for block in sheet.blocks if isinstance(block, Heading)] == [
        "I. TÌNH HÌNH CHUNG",
        "II. KẾT QUẢ THỰC HIỆN",
        "1. Kiến nghị đã giải quyết xong",
        "2. Kiến nghị đang giải quyết",
        "a) Nguyên nhân",
    ]
    assert texts(sheet)[-1] == "Trên đây là báo cáo kết quả giải quyết kiến nghị của cử tri năm 2026./."
    assert sheet.addressee == "Kính gửi: Thường trực Hội đồng nhân dân Thành phố"


def test_a_report_nests_three_deep() -> None:
    deep = ReportSection("a", parts=(ReportSection("b", parts=(ReportSection("c", parts=(ReportSection("d"),)),)),))
    with pytest.raises(ValueError, match="level 4"):
        report(replace(report_facts(), sections=(deep,)))


# What the sheets say of themselves


def test_an_unnumbered_paper_is_referred_to_without_a_number() -> None:
    paper = Paper(symbol="BB-HĐND")
    assert paper.reference("Hội đồng nhân dân phường", "Biên bản") == "(Kèm theo Biên bản của Hội đồng nhân dân phường)"


def test_a_person_without_a_post_is_still_introduced() -> None:
    assert Person("Trần Văn Bình").introduced.replace("\u00a0", " ") == "Ông/bà Trần Văn Bình"


def test_the_print_mark_says_how_to_check() -> None:
    mark = vote_record_facts().paper.mark
    assert mark is not None
    assert mark.sentence == (
        "Kiểm tra bản này: mã BQ-26-0307, chuỗi kiểm 9F2A-77C1-0B3E. Bản điện tử lập lúc 09:43:05 ngày 08/12/2026,"
        " người in: Lê Văn Minh. Quét mã để xem bản điện tử."
    )


def test_the_ledger_line_pins_the_head() -> None:
    assert minutes_facts().paper.ledger_line == (
        "Đầu chuỗi nhật ký tại dòng 4.812, lúc 17:30:00 ngày 08/12/2026 (SHA-256):"
        " 9f2a77c10b3e4d5c8a61f0e2b7d4936508ac1e5f7b2d9046c3e8a1d5f6b07294"
    )
