"""What the last session concluded for the agencies to do, and what has come of it since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from nghitruong.domain.commitments import actions as commitments
from nghitruong.domain.meetings.actions import assign_task
from nghitruong.kernel import clock
from nghitruong.outer.demo.timeline import standing_on

if TYPE_CHECKING:
    from datetime import date

    from nghitruong.domain.commitments.models import Commitment
    from nghitruong.kernel.actor import Actor
    from nghitruong.outer.demo.sessions import Session


@dataclass(frozen=True)
class PlannedTask:
    """A task, the days until it is due, and after how many of them the agency reported (none: not yet).

    `milestones` are planned with the task, each with its day; those whose day has come were reached on it.
    """

    agency: str
    title: str
    days: int
    reported_after: int | None = None
    result: str = ""
    evidence: str = ""
    asks_until: int | None = None
    reason: str = ""
    milestones: tuple[tuple[int, str], ...] = ()


TASKS = (
    PlannedTask(
        "ubnd",
        "Công khai danh mục 14 tuyến hẻm được sửa chữa trong năm tại nhà văn hóa các khu phố",
        15,
        10,
        "Đã niêm yết danh mục 14 tuyến hẻm tại 12 nhà văn hóa khu phố.",
        "Thông báo 41/TB-UBND",
    ),
    PlannedTask("ubnd", "Báo cáo tiến độ nạo vét mương thoát nước đường số 9 trước mùa mưa", 14),
    PlannedTask(
        "ubnd",
        "Trình phương án bố trí bãi xe tạm quanh chợ Sen Hồng",
        20,
        19,
        "Đã trình phương án ba điểm đỗ với 120 chỗ, dự kiến áp dụng sau khi lấy ý kiến tiểu thương.",
        "Tờ trình 58/TTr-UBND",
    ),
    PlannedTask(
        "kt-ht-dt",
        "Lắp bổ sung đèn chiếu sáng tại ngõ 8 và tổ 14",
        35,
        asks_until=60,
        reason="Nhà thầu cấp đèn chậm do thay đổi mẫu; đã có văn bản cam kết thời gian giao.",
    ),
    PlannedTask(
        "vh-xh",
        "Rà soát hộ nghèo, hộ cận nghèo theo địa bàn sau sắp xếp",
        60,
        milestones=((12, "Tập huấn xong điều tra viên 12 khu phố"), (40, "Lấy xong phiếu tại các khu phố")),
    ),
)


def assign_tasks(session: Session, on: date) -> None:
    """Assign them a few days after the session, and let the agencies answer until today."""
    crew = session.crew
    with standing_on(on + timedelta(days=2), 9):
        assigned = [
            assign_task(
                session.secretary,
                session.meeting,
                debtor=crew.agencies[task.agency],
                title=task.title,
                due_on=on + timedelta(days=task.days),
            )
            for task in TASKS
        ]
    for task, debt in zip(TASKS, assigned, strict=True):
        officer = crew.actors["an.ubnd" if task.agency == "ubnd" else task.agency]
        _plan(officer, task, debt, on)
        _answer(officer, task, debt, on)
    first = assigned[0]
    with standing_on(on + timedelta(days=TASKS[0].days - 2), 15):
        commitments.accept_report(session.secretary, first)


def _plan(officer: Actor, task: PlannedTask, debt: Commitment, on: date) -> None:
    today = clock.today()
    for after, title in task.milestones:
        day = on + timedelta(days=after)
        with standing_on(on + timedelta(days=3), 9):
            milestone = commitments.plan_milestone(officer, debt, title=title, due_on=day)
        if day < today:
            with standing_on(day, 16):
                commitments.reach_milestone(officer, milestone, reached_on=day)


def _answer(officer: Actor, task: PlannedTask, debt: Commitment, on: date) -> None:
    if task.reported_after is not None:
        done_on = on + timedelta(days=task.reported_after)
        with standing_on(done_on, 14):
            commitments.report_result(officer, debt, result=task.result, done_on=done_on, evidence=task.evidence)
    if task.asks_until is not None:
        with standing_on(on + timedelta(days=6), 14):
            until = on + timedelta(days=task.asks_until)
            commitments.ask_extension(officer, debt, wanted_on=until, reason=task.reason)
