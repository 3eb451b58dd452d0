"""What became of one petition of the demo from the day on which it was sent, as far as its row says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from nghitruong.domain.petitions import actions
from nghitruong.domain.petitions.lifecycle import ResultClass, Verdict
from nghitruong.outer.demo.petition_plans import answer_to, data
from nghitruong.outer.demo.timeline import standing_on, workday

if TYPE_CHECKING:
    from nghitruong.domain.petitions.models import Petition, Reply
    from nghitruong.kernel.actor import Actor
    from nghitruong.outer.demo.petition_plans import PlannedPetition
    from nghitruong.outer.demo.petitions import Desk

ON_PAPER = frozenset({"so-xd"})
"""Agencies outside the ward: their answers come as letters, and the office enters them."""
CHECKED_AFTER, TOLD_AFTER, CLOSED_AFTER = 3, 5, 9
"""Days after an answer until it is accepted, the voters are told, the matter ends."""
RATED_EVERY, UNSATISFIED_EVERY = 2, 3
FIRST_ANSWER, ANSWER_SPAN = 9, 18
"""Where nothing else is said, an answer comes 9 to 26 days after the letter."""


class Course:
    """What follows from the day on which one petition was sent to its agency."""

    def __init__(self, desk: Desk, petition: Petition, row: PlannedPetition, sent_on: date) -> None:
        self.desk, self.petition, self.row, self.sent_on = desk, petition, row, sent_on
        self.code = row.agency
        after = row.after or FIRST_ANSWER + desk.next_count("sent") * 7 % ANSWER_SPAN
        self.replied_on = self._capped(workday(sent_on + timedelta(days=after), -1))

    def run(self) -> None:
        """As far as the row says."""
        getattr(self, f"_{self.row.ends}")()

    def _forwarded(self) -> None:
        """It has just left."""

    def _received(self) -> None:
        with standing_on(self._capped(self.sent_on + timedelta(days=1)), 14):
            actions.receive_petition(self._officer, self.petition)

    def _proposed(self) -> None:
        """The officer has written, the leader has it for approval."""
        self._received()
        with standing_on(self.replied_on, 15):
            reply = actions.write_reply(self._officer, self.petition, said=self._said(ResultClass.DONE, ""))
            actions.propose_reply(self._officer, reply)

    def _late(self) -> None:
        self._received()
        self.desk.is_late(self.petition)

    def _refused(self) -> None:
        with standing_on(self._capped(self.sent_on + timedelta(days=3)), 15):
            actions.return_petition(self._officer, self.petition, competent=self.row.competent, basis=self.row.basis)

    def _supervised(self) -> None:
        self._late()
        with standing_on(self.replied_on, 11):
            actions.supervise_petition(self.desk.standing, self.petition, reason="Kiến nghị kéo dài ba năm.")

    def _replied(self) -> None:
        self._answer(ResultClass.DONE)

    def _returned(self) -> None:
        self._answer(ResultClass.EXPLAINED, text=data()["answers"]["vague"])
        with standing_on(self._capped(self.replied_on + timedelta(days=CHECKED_AFTER)), 10):
            actions.return_reply(self.desk.clerk, self.petition, reason=self.row.reason)

    def _promised(self) -> None:
        self._answer(ResultClass.IN_PROGRESS)
        with standing_on(self._checked_on, 10):
            actions.accept_promise(self.desk.clerk, self.petition)

    def _kept(self) -> None:
        """A promise first, then the thing done before its day."""
        self._promised()
        self.replied_on = self._capped(self.replied_on + timedelta(days=18))
        self._done()

    def _explained(self) -> None:
        self._end(ResultClass.EXPLAINED, "done")

    def _done(self) -> None:
        self._end(ResultClass.DONE, "done")

    def _judged(self) -> None:
        self._end(ResultClass.DONE, "judged")

    def _told(self) -> None:
        self._end(ResultClass.EXPLAINED if self.row.result == "explained" else ResultClass.DONE, "told")

    def _end(self, result: ResultClass, until: str) -> None:
        clerk, reply = self.desk.clerk, self._answer(result)
        with standing_on(self._checked_on, 10):
            actions.accept_reply(clerk, self.petition)
        if until == "judged":
            return
        with standing_on(self._capped(self.replied_on + timedelta(days=TOLD_AFTER)), 11):
            actions.inform_voters(clerk, self.petition)
            self._may_rate(reply)
        if until == "done":
            with standing_on(self._capped(self.replied_on + timedelta(days=CLOSED_AFTER)), 16):
                actions.close_petition(clerk, self.petition)

    def _answer(self, result: ResultClass, text: str = "") -> Reply:
        said = self._said(result, text)
        with standing_on(self.replied_on, 15):
            if self.code in ON_PAPER:
                number = f"{300 + self.desk.next_count('papers')}/SXD-QLHT"
                return actions.enter_reply(self.desk.clerk, self.petition, said=said, document_number=number)
            reply = actions.write_reply(self._officer, self.petition, said=said)
            actions.send_reply(self.desk.crew.leaders[self.code], reply)
        return reply

    def _said(self, result: ResultClass, text: str) -> actions.Said:
        """What is answered, with the fields that its class demands (R7.24)."""
        days_done, agency = self._capped(self.replied_on - timedelta(days=2)), self.desk.crew.agencies[self.code]
        promised = self._promised_on
        written = (text or answer_to(self.row, result)).format(
            agency=agency.short_name or agency.name,
            at=self.row.at or "địa bàn",
            day=_shown(days_done),
            due=_shown(promised),
        )
        officer = self._officer.name if self.code in self.desk.crew.officers else ""
        fields: dict[ResultClass, dict[str, Any]] = {
            ResultClass.DONE: {"done_on": days_done, "evidence": f"Biên bản nghiệm thu ngày {_shown(days_done)}"},
            ResultClass.IN_PROGRESS: {
                "done_so_far": "Đã khảo sát, lập dự toán và làm phần việc gấp.",
                "promised_on": promised,
                "responsible": officer,
                "resources": "Kế hoạch vốn của phường",
            },
            ResultClass.EXPLAINED: {"basis": data()["basis"].get(self.row.topic, data()["basis"]["khac"])},
        }
        return actions.Said(result, written, late_reason=self.row.late_reason, **fields[result])

    def _may_rate(self, reply: Reply) -> None:
        """Every other answer is judged by one of its voters; every third of these is not satisfied."""
        number = self.desk.next_count("told")
        voice = self.petition.voices.first()
        if number % RATED_EVERY or voice is None:
            return
        reply.refresh_from_db()
        is_bad = number // RATED_EVERY % UNSATISFIED_EVERY == 0
        verdict, reason = (Verdict.UNSATISFIED, self.desk.next_reason()) if is_bad else (Verdict.SATISFIED, "")
        actions.rate_answer(self.desk.crew.office, reply, voice=voice, verdict=verdict, reason=reason)

    @property
    def _officer(self) -> Actor:
        return self.desk.crew.officers[self.code]

    @property
    def _checked_on(self) -> date:
        return self._capped(self.replied_on + timedelta(days=CHECKED_AFTER))

    @property
    def _promised_on(self) -> date:
        today = self.desk.crew.days.today
        if not self.row.due:
            return self.replied_on + timedelta(days=20)
        return (today.replace(day=1) + timedelta(days=32)).replace(day=1) + timedelta(days=self.row.due - 1)

    def _capped(self, day: date) -> date:
        """The day, or yesterday: nothing of what is told lies ahead."""
        return min(day, self.desk.crew.days.before_today(1))


def _shown(day: date) -> str:
    return f"{day:%d/%m/%Y}"
