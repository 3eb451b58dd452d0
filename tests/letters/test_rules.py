"""What the law asks of letters: days on both sides of 1 July 2026, kinds, reasons, and what a summary may not hold."""

from datetime import UTC, date, datetime, timedelta

import pytest

from nghitruong.domain.letters import rules
from nghitruong.domain.letters.lifecycle import LetterKind
from nghitruong.domain.letters.queries import due_from, refusal_grounds
from nghitruong.kernel.days import NATIONAL
from nghitruong.kernel.params import Param
from tests.cast import Cast

NEW, OLD = date(2026, 7, 1), date(2026, 6, 30)
NOON = datetime(2026, 7, 6, 12, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("key", "start", "due"),
    [
        # 10 calendar days until 30 June 2026, 7 working days from 1 July on (R8.20).
        (rules.ACCEPT_KEY, OLD, date(2026, 7, 10)),
        (rules.ACCEPT_KEY, NEW, date(2026, 7, 10)),
        (rules.ACCEPT_KEY, date(2026, 6, 1), date(2026, 6, 11)),
        (rules.ACCEPT_KEY, date(2026, 7, 6), date(2026, 7, 15)),
        (rules.REPLY_KEY, date(2026, 7, 6), date(2026, 7, 20)),
        (rules.INFORM_KEY, date(2026, 7, 6), date(2026, 7, 13)),
        # A letter that lies: an alarm of 45 days, and none before the decree.
        (rules.ALARM_KEY, OLD, None),
        (rules.ALARM_KEY, NEW, date(2026, 8, 17)),
        (rules.REFUSAL_KEY, OLD, None),
        (rules.REFUSAL_KEY, date(2026, 7, 6), date(2026, 7, 9)),
        (rules.CARD_FIRST_KEY, date(2026, 7, 6), date(2026, 7, 15)),
        (rules.CARD_SETTLE_KEY, date(2026, 7, 6), date(2026, 8, 5)),
    ],
)
def test_days_by_the_law_of_their_day(cast: Cast, key: str, start: date, due: date | None) -> None:
    assert due_from(cast.council.pk, key, start).on == due


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stage", "is_complex", "is_remote", "days"),
    [
        ("first", False, False, 30),
        ("first", True, False, 45),
        ("first", False, True, 45),
        ("first", True, True, 60),
        ("second", False, False, 45),
        ("second", True, False, 60),
        ("second", False, True, 60),
        ("second", True, True, 70),
    ],
)
def test_days_of_settling_a_complaint(cast: Cast, stage: str, is_complex: bool, is_remote: bool, days: int) -> None:
    key = rules.settling_key(stage, is_complex=is_complex, is_remote=is_remote)
    start = date(2026, 7, 6)
    assert due_from(cast.council.pk, key, start).on == NATIONAL.next_working(start + timedelta(days=days))


@pytest.mark.django_db
def test_grounds_of_refusal_by_the_law_of_the_day(cast: Cast) -> None:
    assert "weapons" in dict(refusal_grounds(NEW))
    assert "weapons" not in dict(refusal_grounds(OLD))
    assert "threatens" in dict(refusal_grounds(OLD))


def asked(**changes: object) -> str:
    facts = {
        "subject": "Đất",
        "content": "Đất",
        "received_on": OLD,
        "today": NEW,
        "signatures": 1,
        "is_sender_named": True,
        **changes,
    }
    refusal = rules.may_register(rules.Registered(**facts)).refusal  # type: ignore[arg-type]
    return refusal.code if refusal else ""


def test_what_a_letter_must_hold() -> None:
    assert asked() == ""
    assert asked(subject="") == "letters.no_subject"
    assert asked(content="") == "letters.no_content"
    assert asked(received_on=date(2026, 7, 2)) == "letters.future_day"
    assert asked(is_sender_named=False) == "letters.no_sender"
    assert asked(is_sender_named=False, is_unnamed=True) == ""
    assert asked(signatures=5, has_representative=False) == "letters.no_representative"
    assert asked(signatures=4, has_representative=False) == ""


def test_what_lengthens_the_time_has_its_reason() -> None:
    known = ["several_places"]
    assert rules.may_screen(rules.Screening("complaint"), known).is_allowed
    assert rules.may_screen(rules.Screening("complaint", True, "several_places", True, "Đảo"), known).is_allowed
    for wrong, code in (
        (rules.Screening("denunciation"), "letters.no_kind"),
        (rules.Screening("complaint", is_complex=True), "letters.no_complex_reason"),
        (rules.Screening("complaint", is_remote=True), "letters.no_remote_reason"),
    ):
        refusal = rules.may_screen(wrong, known).refusal
        assert refusal
        assert refusal.code == code


def test_a_complaint_is_guided_and_the_others_are_forwarded() -> None:
    assert rules.may_guide(LetterKind.COMPLAINT, "UBND tỉnh").is_allowed
    assert not rules.may_guide(LetterKind.COMPLAINT, "").is_allowed
    assert not rules.may_guide(LetterKind.REFLECTION, "UBND tỉnh").is_allowed
    assert rules.may_forward(LetterKind.REFLECTION, has_body=True, number="1", why="").is_allowed
    assert not rules.may_forward(LetterKind.COMPLAINT, has_body=True, number="1", why="").is_allowed
    assert rules.may_forward(LetterKind.COMPLAINT, has_body=True, number="1", why="Theo dõi").is_allowed
    assert not rules.may_forward(LetterKind.REFLECTION, has_body=False, number="1", why="").is_allowed
    assert not rules.may_forward(LetterKind.REFLECTION, has_body=True, number="", why="").is_allowed


def test_a_mixed_letter_has_at_least_two_matters() -> None:
    assert rules.may_split([("complaint", "a"), ("reflection", "b")]).is_allowed
    for parts in ([("complaint", "a")], [("complaint", "a"), ("denunciation", "b")], [("complaint", "a")] * 6):
        assert not rules.may_split(parts).is_allowed


def test_a_posting_five_working_days_before_and_one_too_late() -> None:
    param = Param("reception.schedule_posting", 5, "working_day", "khoản 4 Điều 24 Luật 42/2013")
    day = date(2026, 7, 20)
    assert not rules.posting(date(2026, 7, 13), day, param, NATIONAL).warnings
    (warning,) = rules.posting(date(2026, 7, 14), day, param, NATIONAL).warnings
    assert (warning.values["given"], warning.param) == (4, param)


def test_extensions_of_a_denunciation() -> None:
    param = Param("denunciation.extend", {"complex": 1, "specially_complex": 2, "days_each": 30}, "extensions")
    assert rules.may_extend(0, param, is_special=False).is_allowed
    assert not rules.may_extend(1, param, is_special=False).is_allowed
    assert rules.may_extend(1, param, is_special=True).is_allowed
    assert not rules.may_extend(2, param, is_special=True).is_allowed


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Cán bộ địa chính nhận tiền khi làm hồ sơ đất, không có biên lai.", ""),
        ("Phó Chủ tịch UBND phường có dấu hiệu lạm quyền trong thu hồi đất tại khu phố 3.", ""),
        ("Các hộ dân bị thu tiền hai lần trong năm 2026.", ""),
        ("Người viết là Trần Thị Hoàng Yến.", "name"),
        ("người viết là trần thị hoàng yến", "name"),
        ("Người viết là TRẦN THỊ HOÀNG YẾN", "name"),
        ("Tran Thi Hoang Yen viet don", "name"),
        ("Chị Yến ở tổ 5", "name"),
        ("Liên hệ 0912345678", "phone"),
        ("Liên hệ 09 12 34 56 78", "phone"),
        ("Số căn cước 079123456789", "id_number"),
        ("Nhà số 12/4 đường số 9", "house_number"),
        ("Thư hoangyen@example.com", "email"),
    ],
)
def test_what_may_identify_somebody_is_seen(text: str, kind: str) -> None:
    assert rules.identity_in(text) == kind


def test_the_refusal_of_a_summary_never_repeats_what_was_found() -> None:
    refusal = rules.may_summarise("Người viết là Trần Thị Hoàng Yến, 0912345678").refusal
    assert refusal
    assert refusal.code == "letters.has_identity"
    assert "Yến" not in str(refusal)
    assert "0912" not in str(refusal)


@pytest.mark.parametrize(
    ("folder", "is_good"),
    [("12", True), ("HS-12/2026", True), ("A 3", True), ("Trần Thị Yến", False), ("YEN", False), ("HOANGYEN-1", False)],
)
def test_a_folder_is_a_number(folder: str, is_good: bool) -> None:
    assert rules.may_place("safe", ["safe"], folder).is_allowed is is_good


def test_two_persons_open_and_only_for_a_while() -> None:
    assert rules.may_confirm(1, 2).is_allowed
    assert not rules.may_confirm(1, 1).is_allowed
    assert rules.may_read(NOON, NOON + timedelta(minutes=14)).is_allowed
    assert not rules.may_read(NOON, NOON + timedelta(minutes=15)).is_allowed
    assert not rules.may_read(None, NOON).is_allowed
