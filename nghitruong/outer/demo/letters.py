"""Letters and receptions of the demo's ward in the last months: every step is the verb itself, on its day."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from nghitruong.domain.letters import actions
from nghitruong.domain.letters.lifecycle import LetterChannel
from nghitruong.foundation.councils.queries import active_mandates_on
from nghitruong.foundation.documents.uploads import taken_in
from nghitruong.kernel import clock
from nghitruong.kernel.actor import system_actor
from nghitruong.outer.demo.pictures import photo
from nghitruong.outer.demo.timeline import moment_of, standing_on, workday

if TYPE_CHECKING:
    from nghitruong.domain.letters.models import Letter, ReceptionDay
    from nghitruong.kernel.actor import Actor
    from nghitruong.outer.demo.organisation import Crew

FORWARDED = {"forwarded", "urged", "result", "told", "archived", "supervised"}
ANSWERED = {"result", "told", "archived", "supervised"}
TOLD = {"told", "archived"}
ROOM, ONLINE = "Phòng tiếp công dân, trụ sở phường", "Đường truyền do Văn phòng gửi kèm giấy hẹn"
RECORDING = "Máy chủ lưu trữ của Văn phòng, thư mục Tiếp công dân trực tuyến"
CHANNELS = (LetterChannel.POST, LetterChannel.DESK, LetterChannel.DEPUTY, LetterChannel.HIGHER)


@cache
def data() -> dict[str, Any]:
    """The made-up letters."""
    path = Path(__file__).parent / "data" / "letters.yaml"
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def bring_letters(crew: Crew, *, clerk: str, standing: str) -> None:
    """Let all letters come in, one after the other, and what followed; then receptions, a visit or two, one card."""
    desk = LetterDesk(crew, crew.actors[clerk], crew.actors[standing])
    for number, planned in enumerate(data()["letters"]):
        desk.take_in(number, planned)
    desk.receive()
    desk.card(34)


class LetterDesk:
    """The office that takes letters in, and the Standing body above it."""

    def __init__(self, crew: Crew, clerk: Actor, standing: Actor) -> None:
        self.crew, self.clerk, self.standing = crew, clerk, standing
        self.council_id = crew.council.pk
        self.agency = crew.agencies["ubnd"]
        self.seats = list(active_mandates_on(self.council_id, crew.days.today).order_by("seat")[:6])

    def take_in(self, number: int, planned: dict[str, Any]) -> None:
        """One letter from its receipt as far as it has come; no step lies ahead of today."""
        came_on, ends = self._day(planned["days_ago"]), planned["ends"]
        with standing_on(came_on, 9):
            letter = self._register(number, planned, came_on)
        if ends == "registered":
            return
        with standing_on(self._after(came_on, 1), 14):
            if ends == "split":
                parts = [("reflection", letter.content), ("recommendation", data()["recommendations"][0])]
                actions.split_letter(self.clerk, letter, parts=parts)
                return
            if ends == "duplicate":
                other = actions.register_letter(
                    self.clerk, self.council_id, written=self._written(number, planned, came_on)
                )
                actions.merge_letter(self.clerk, other, into=letter)
            charge = self.seats[number % len(self.seats)] if number % 3 == 0 else None
            chosen = actions.Sorted(planned["kind"], in_charge=charge)
            actions.screen_letter(self.clerk, letter, chosen=chosen)
        with standing_on(self._after(came_on, 3), 10):
            self._decide(letter, planned, number)
        if ends in FORWARDED:
            self._follow(letter, planned, came_on)

    def receive(self) -> None:
        """Reception days behind and ahead, in the room and online, and entries of the register at the desk."""
        for number, planned in enumerate(data()["receptions"]):
            self._receive_on(number, planned)
        for number, planned in enumerate(data()["visits"]):
            on = self._day(planned["days_ago"])
            caller = self._person(number)
            words = {name: planned[name] for name in ("content", "request", "processing")}
            with standing_on(on, 10):
                entry = actions.Entry(on, self.standing.name, callers=(caller,), **words)
                actions.register_visit(self.clerk, self.council_id, entry=entry)

    def _receive_on(self, number: int, planned: dict[str, Any]) -> None:
        """One day from its plan as far as it has come; `planned` ones are not posted yet."""
        day, is_online = workday(self.crew.days.today + timedelta(days=planned["in_days"]), 1), "online" in planned
        starts_at, place = moment_of(day, 8), ONLINE if is_online else ROOM
        receiver = self.seats[number % len(self.seats)]
        plan = actions.PlannedDay(receiver, starts_at, starts_at + timedelta(hours=3), place, is_online)
        with standing_on(min(self._day(0), day) - timedelta(days=9), 9):
            held = actions.plan_day(self.clerk, self.council_id, planned=plan)
            if "planned" not in planned:
                actions.post_schedule(self.clerk, self.council_id, day_ids=[held.pk])
        if day < self.crew.days.today:
            self._hold(held, day)
        elif "asked" in planned:
            self._appointments(held, data()[planned["asked"]])

    def _hold(self, held: ReceptionDay, day: date) -> None:
        """The day passes; of an online one the line is tested and connected in time, and what was recorded is kept."""
        if held.is_online:
            tested_on = workday(day - timedelta(days=1), -1)
            with standing_on(tested_on, 15):
                held = actions.note_test(self.clerk, held, at=clock.now())
            with standing_on(day, 6, 45):
                held = actions.note_connection(self.clerk, held, at=clock.now())
        with standing_on(day, 11, 30):
            if held.is_online:
                held = actions.note_recording(self.clerk, held, place=RECORDING)
            actions.close_day(self.clerk, held)

    def _appointments(self, held: ReceptionDay, subjects: list[str]) -> None:
        """Some citizens want to be received on a day to come; the first of them has a time already."""
        system = system_actor(self.council_id)
        with standing_on(self._day(2), 10):
            slots = [
                actions.ask_slot(system, held, caller=self._person(number), subject=subject)
                for number, subject in enumerate(subjects)
            ]
        with standing_on(self._day(1), 9):
            actions.confirm_slot(self.clerk, slots[0], at=held.starts_at)

    def card(self, days_ago: int) -> None:
        """A denunciation: a number, a day, and where the paper lies."""
        on = self._day(days_ago)
        with standing_on(on, 15):
            actions.register_card(self.clerk, self.council_id, received_on=on, place="safe", folder="HS-03")

    def _register(self, number: int, planned: dict[str, Any], came_on: date) -> Letter:
        written = self._written(number, planned, came_on)
        letter = actions.register_letter(self.clerk, self.council_id, written=written)
        if "file" in planned:
            with taken_in(photo(planned["photo"]), planned["file"]) as upload:
                actions.attach_file(self.clerk, letter, upload=upload)
        return letter

    def _written(self, number: int, planned: dict[str, Any], came_on: date) -> actions.Written:
        texts = data()[f"{planned['kind']}s"]
        text, many = texts[number % len(texts)], planned.get("signatures", 1)
        return actions.Written(
            text.rstrip("."),
            text,
            came_on,
            (self._person(number, is_representative=many > 1),),
            CHANNELS[number % len(CHANNELS)],
            many,
        )

    def _decide(self, letter: Letter, planned: dict[str, Any], number: int) -> None:
        ends = planned["ends"]
        if ends in FORWARDED:
            why = "Theo dõi theo yêu cầu của đại biểu" if planned["kind"] == "complaint" else ""
            to = actions.Transfer(f"{number + 11}/PC-HĐND", self.agency, reason=why)
            actions.forward_letter(self.standing, letter, to=to)
        elif ends.startswith("guided"):
            actions.guide_sender(self.clerk, letter, competent="Ủy ban nhân dân thành phố")
        elif ends.startswith("refused"):
            actions.refuse_letter(self.clerk, letter, reason_code="past_limitation")
        elif ends == "petition":
            actions.turn_into_petition(self.clerk, letter)
        elif ends == "filed":
            actions.file_away_letter(self.clerk, letter, reason="Đơn không ghi tên, không có tài liệu kèm theo")
        if ends.endswith("_told"):
            actions.inform_citizen(self.clerk, letter, document=f"{number + 5}/TB-HĐND")

    def _follow(self, letter: Letter, planned: dict[str, Any], came_on: date) -> None:
        ends = planned["ends"]
        if planned["kind"] == "complaint" and (ends in ANSWERED or planned.get("accepted")):
            accepted_on = self._after(came_on, 8)
            with standing_on(accepted_on, 15):
                actions.note_acceptance(self.clerk, letter, accepted_on=accepted_on)
        if ends == "urged":
            with standing_on(self._after(came_on, 40), 9):
                actions.urge_letter(self.clerk, letter, document="21/ĐĐ-HĐND", note="Đề nghị báo kết quả")
        if ends not in ANSWERED:
            return
        decided_on = self._after(came_on, min(30, max(9, planned["days_ago"] - 4)))
        with standing_on(decided_on, 16):
            result = actions.Result("Đã kiểm tra, giải quyết và trả lời người gửi đơn.", decided_on, "45/UBND")
            actions.enter_result(self.clerk, letter, result=result)
            if ends == "supervised":
                actions.supervise_letter(self.standing, letter, reason="Người gửi chưa đồng ý với kết quả")
            if ends in TOLD:
                actions.inform_citizen(self.clerk, letter, document="46/TB-HĐND")
            if ends == "archived":
                actions.archive_letter(self.clerk, letter)

    def _person(self, number: int, *, is_representative: bool = False) -> actions.Person:
        people = data()["senders"]
        return actions.Person(**people[number % len(people)], is_representative=is_representative)

    def _day(self, days_ago: int) -> date:
        return workday(self.crew.days.before_today(days_ago), -1)

    def _after(self, day: date, days: int) -> date:
        return min(workday(day + timedelta(days=days), 1), self._day(0))
