"""The papers of a meeting read back as a clerk would read them."""

from io import BytesIO

import docx
import pytest

from nghitruong.domain.meetings.actions import close_meeting, write_minutes
from nghitruong.domain.meetings.models import AgendaItem
from nghitruong.domain.room.queries.log import meeting_log
from tests.cast import Cast, signed_in
from tests.room.stage import build_stage

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def text_of(content: bytes) -> str:
    paper = docx.Document(BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return " ".join([*(line.text for line in paper.paragraphs), *cells]).replace("\xa0", " ")


def test_minutes_tell_who_came_what_was_said_and_how_the_vote_went(cast: Cast) -> None:
    stage = build_stage(cast)
    poll = stage.decided(yes=4, no=1)
    write_minutes(cast.minh, stage.meeting, text="Bà Hoa đề nghị làm rõ tiến độ.", item=stage.item)
    close_meeting(cast.lan, stage.meeting)
    answer = signed_in(cast.minh).get(f"/phong-hop/{stage.meeting.pk}/bien-ban.docx")
    assert (answer.status_code, answer["Content-Type"]) == (200, WORD)
    text = text_of(answer.content)
    for part in ("Kỳ họp thứ 3", "Trần Thị Lan", "Bà Hoa đề nghị làm rõ tiến độ.", poll.question, "4", "SHA-256"):
        assert part in text


@pytest.mark.parametrize("title", ["Thông qua tên đường Lê Lợi", "Thông qua tên đường Lê Lợi.", "Các việc khác..."])
def test_a_title_keeps_its_own_stops_and_gets_no_second_one(cast: Cast, title: str) -> None:
    stage = build_stage(cast)
    stage.decided(yes=4, no=1)
    AgendaItem.objects.filter(pk=stage.item.pk).update(title=title)
    said = [line.text for line in meeting_log(stage.meeting) if title in line.text]
    end = title if title.endswith(".") else f"{title}."
    assert said
    assert all(end in text and f"{end}." not in text for text in said)


def test_a_result_record_states_its_numbers_and_its_threshold(cast: Cast) -> None:
    stage = build_stage(cast)
    poll = stage.decided(yes=3, no=2)
    answer = signed_in(cast.minh).get(f"/phong-hop/bieu-quyet/{poll.pk}/ket-qua.docx")
    assert "quá nửa tổng số đại biểu" in text_of(answer.content)


def test_there_is_no_record_before_the_announcement(cast: Cast) -> None:
    poll = build_stage(cast).voting()
    assert signed_in(cast.minh).get(f"/phong-hop/bieu-quyet/{poll.pk}/ket-qua.docx").status_code == 409


def test_there_are_no_minutes_before_the_opening(cast: Cast) -> None:
    stage = build_stage(cast)
    assert signed_in(cast.minh).get(f"/phong-hop/{stage.meeting.pk}/bien-ban.docx").status_code == 409


def test_another_councils_deputy_gets_neither(cast: Cast) -> None:
    stage = build_stage(cast)
    poll = stage.decided(yes=5)
    stranger = signed_in(cast.kien)
    assert stranger.get(f"/phong-hop/{stage.meeting.pk}/bien-ban.docx").status_code == 404
    assert stranger.get(f"/phong-hop/bieu-quyet/{poll.pk}/ket-qua.docx").status_code == 404


@pytest.mark.slow
def test_minutes_come_as_pdf_too(cast: Cast) -> None:
    stage = build_stage(cast)
    stage.decided(yes=5)
    answer = signed_in(cast.minh).get(f"/phong-hop/{stage.meeting.pk}/bien-ban.pdf")
    assert answer.content.startswith(b"%PDF-")
