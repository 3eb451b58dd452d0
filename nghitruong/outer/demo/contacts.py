"""Rounds of voter contact in the demo: two that are over, one that has begun and goes on next week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from nghitruong.domain.petitions import actions, queries
from nghitruong.kernel import clock
from nghitruong.outer.demo.timeline import moment_of, standing_on, workday

if TYPE_CHECKING:
    from datetime import date

    from nghitruong.domain.petitions.models import Contact, ContactRound
    from nghitruong.kernel.actor import Actor
    from nghitruong.outer.demo.organisation import Crew

PUBLISHED_BEFORE = 9
"""Days between the publication of a schedule and its first conference."""
EVENING = 18
FIRST_REPORT = 11
LATE_REPORT, LATE_BY = 15, 4
"""The number of the one report that was late, and by how many days of the calendar at most."""


@dataclass(frozen=True)
class PlannedSite:
    """One conference: days counted back from today, negative to come; `source` is the title of its minutes."""

    days_ago: int
    place: str
    spoke: int = 0
    source: str = ""
    told: str = ""


@dataclass(frozen=True)
class PlannedRound:
    """One round with its conferences, the earliest first."""

    title: str
    kind: str
    sites: tuple[PlannedSite, ...]
    theme: str = ""


ROUNDS = (
    PlannedRound(
        "Tiếp xúc cử tri sau Kỳ họp thứ nhất",
        "after_session",
        (
            PlannedSite(
                101,
                "Nhà văn hóa khu phố 2",
                23,
                "Hội nghị tiếp xúc cử tri khu phố 1 đến khu phố 4",
                "Đã đọc kết quả trả lời 23 kiến nghị tại họp khu phố; cử tri đề nghị xem lại đèn hẻm 112.",
            ),
            PlannedSite(
                88, "Trường Tiểu học Sen Hồng", 21, "Hội nghị tiếp xúc cử tri khu phố 5 đến khu phố 7", "Đã niêm yết."
            ),
            PlannedSite(74, "Hội trường khu phố 9", 19, "Hội nghị tiếp xúc cử tri khu phố 8 đến khu phố 10"),
        ),
    ),
    PlannedRound(
        "Tiếp xúc cử tri chuyên đề đô thị và nhà trọ",
        "theme",
        (
            PlannedSite(60, "Nhà văn hóa khu phố 11", 14, "Hội nghị tiếp xúc cử tri chuyên đề đô thị, khu phố 11"),
            PlannedSite(45, "Nhà văn hóa khu phố 12", 16, "Hội nghị tiếp xúc cử tri khu phố 12"),
            PlannedSite(43, "Khu nhà trọ hẻm 200", 12, "Hội nghị tiếp xúc cử tri là công nhân khu nhà trọ"),
        ),
        theme="Chỉnh trang đô thị, an toàn khu nhà trọ",
    ),
    PlannedRound(
        "Tiếp xúc cử tri trước Kỳ họp thứ tư",
        "before_session",
        (
            PlannedSite(1, "Nhà văn hóa khu phố 6", 6, "Hội nghị tiếp xúc cử tri khu phố 6"),
            PlannedSite(-4, "Nhà văn hóa khu phố 3"),
            PlannedSite(-6, "Hội trường UBND phường Sen Hồng"),
        ),
    ),
)


def plan_contacts(crew: Crew, *, clerk: Actor, standing: Actor) -> dict[str, tuple[Contact, PlannedSite]]:
    """Plan and publish every round; answers the conference that each minutes' title belongs to."""
    known: dict[str, tuple[Contact, PlannedSite]] = {}
    for planned in ROUNDS:
        first = crew.days.before_today(planned.sites[0].days_ago)
        with standing_on(workday(first - timedelta(days=PUBLISHED_BEFORE + 1), -1), 9):
            plan = actions.plan_round(
                clerk, crew.council.pk, title=planned.title, kind=planned.kind, theme=planned.theme
            )
            sites = [(_site(crew, clerk, plan, site), site) for site in planned.sites]
        with standing_on(workday(first - timedelta(days=PUBLISHED_BEFORE), -1), 10):
            actions.publish_round(standing, plan)
        known |= {site.source: (contact, site) for contact, site in sites if site.source}
    return known


def record_contact(clerk: Actor, contact: Contact, planned: PlannedSite, attendance: int | None) -> None:
    """Write down the evening's numbers; the clock stands at its end."""
    actions.record_contact(clerk, contact, attendance=attendance or planned.spoke, spoke=planned.spoke)


def end_contacts(known: dict[str, tuple[Contact, PlannedSite]], *, clerk: Actor, standing: Actor, today: date) -> None:
    """Tell the voters what became of it, and close the rounds whose conferences are all over."""
    for contact, planned in known.values():
        if planned.told:
            with standing_on(workday(today - timedelta(days=planned.days_ago - 50), 1), 10):
                actions.report_back(clerk, contact, told=planned.told)
    over = {site.source for each in ROUNDS if each.sites[-1].days_ago > 0 for site in each.sites}
    rounds = {contact.round for source, (contact, _site) in known.items() if source in over}
    with standing_on(today - timedelta(days=8), 10):
        for each in sorted(rounds, key=lambda one: one.pk):
            actions.close_round(standing, each)


def meet_clocks(council_id: int, *, clerk: Actor, today: date) -> None:
    """Record as met what the law wanted of the office until yesterday: all in time but one, which went out late."""
    past = [each for each in queries.clocks_to_record(council_id) if each.due_on < today and each.meeting_id]
    for number, each in enumerate(past, start=FIRST_REPORT):
        done_on = workday(each.due_on + timedelta(days=LATE_BY if number == LATE_REPORT else -1), -1)
        with standing_on(min(max(done_on, each.not_before or done_on), today), 15):
            signer = "VP" if each.not_before else "HĐND"
            document = f"Báo cáo số {number}/BC-{signer}"
            actions.meet_clock(
                clerk, council_id, key=each.key, meeting_id=each.meeting_id, done_on=clock.today(), document=document
            )


def _site(crew: Crew, clerk: Actor, plan: ContactRound, planned: PlannedSite) -> Contact:
    day = crew.days.before_today(planned.days_ago)
    first = 3 * (planned.days_ago % 20)
    seats = crew.seats[first : first + 3]
    return actions.add_site(
        clerk,
        plan,
        starts_at=moment_of(day, EVENING),
        place=planned.place,
        constituency=seats[0].constituency,
        deputies=seats,
        host="Ban Thường trực Ủy ban Mặt trận Tổ quốc phường",
    )
