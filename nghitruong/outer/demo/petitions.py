"""What voters of the demo asked for in the last months, and what has become of it: every step is the verb itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import cycle
from typing import TYPE_CHECKING, Any

from nghitruong.domain.commitments.actions import remind_debtors
from nghitruong.domain.petitions import actions, queries
from nghitruong.domain.petitions.lifecycle import Channel, PetitionerKind, WishKind
from nghitruong.engines import intake, ocr
from nghitruong.outer.demo.contacts import end_contacts, meet_clocks, plan_contacts, record_contact
from nghitruong.outer.demo.petition_courses import Course
from nghitruong.outer.demo.petition_plans import NOTICED, UNSENT, data, row_of, sources_of
from nghitruong.outer.demo.pictures import photo, scanned_page
from nghitruong.outer.demo.timeline import standing_on, workday

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nghitruong.domain.petitions.models import Contact, Petition
    from nghitruong.kernel.actor import Actor
    from nghitruong.outer.demo.contacts import PlannedSite
    from nghitruong.outer.demo.organisation import Crew
    from nghitruong.outer.demo.petition_plans import PlannedPetition, PlannedSource

REMINDED = (5, 2)
"""So many days ago the office reminded all that is overdue."""
IN_CHARGE_EVERY = 9
"""Every ninth petition is in the charge of a deputy."""


def bring_petitions(crew: Crew, ward: str, *, clerk: str, standing: str, with_notes: bool = False) -> None:
    """Let all sources of a ward come in, one after the other, and everything that followed until today."""
    desk = Desk(crew, clerk=crew.actors[clerk], standing=crew.actors[standing])
    planned = [(source.days_ago, partial(desk.take_in, source)) for source in sources_of(ward)]
    if with_notes:
        desk.contacts = plan_contacts(crew, clerk=desk.clerk, standing=desk.standing)
        planned += [(row["days_ago"], partial(desk.note, row)) for row in data()["notes"]]
        planned += [(row["days_ago"], partial(desk.submitted, row)) for row in data()["forms"]]
    for _days, take_in in sorted(planned, key=lambda pair: -pair[0]):
        take_in()
    end_contacts(desk.contacts, clerk=desk.clerk, standing=desk.standing, today=crew.days.today)
    meet_clocks(crew.council.pk, clerk=desk.clerk, today=crew.days.today)
    desk.remind_late()
    if with_notes:
        desk.scan()


class Desk:
    """Everybody who has a hand in a ward's petitions, and what is remembered from one source to the next."""

    def __init__(self, crew: Crew, *, clerk: Actor, standing: Actor) -> None:
        self.crew, self.clerk, self.standing = crew, clerk, standing
        self.council_id = crew.council.pk
        self.contacts: dict[str, tuple[Contact, PlannedSite]] = {}
        self._by_key: dict[str, Petition] = {}
        self._late: list[Petition] = []
        self._count: Counter[str] = Counter()
        self._reasons = cycle(data()["unsatisfied"])

    def take_in(self, source: PlannedSource) -> None:
        """Record an evening from its minutes; sort it, send it, let the answers come."""
        held_on = self._day(source.days_ago)
        with standing_on(held_on, 21, 30):
            petitions = self._record(source, held_on)
        if not source.sent_after:
            return
        pairs = list(zip(petitions, source.rows, strict=True))
        sorted_on = workday(held_on + timedelta(days=1), 1)
        with standing_on(sorted_on, 9):
            self._sort(pairs)
            self._by_key.update({row.key: petition for petition, row in pairs if row.key})
            for petition, row in pairs:
                self._settle(petition, row)
        self._send_and_follow(pairs, max(sorted_on, workday(held_on + timedelta(days=source.sent_after), -1)))

    def note(self, planned: dict[str, Any]) -> None:
        """A deputy hands over what she was told, or what she asks herself."""
        row, day = row_of(planned), self._day(planned["days_ago"])
        kind = PetitionerKind.DEPUTY if planned.get("is_own") else PetitionerKind.VOTER
        deputy = self.crew.actors[planned["deputy"]]
        voters = (actions.Voter(planned["name"]),) if planned.get("name") else ()
        with standing_on(day, 17):
            source = actions.Source(f"Ghi chép của đại biểu {deputy.name}", day, Channel.NOTE)
            wish = replace(self._wish(row.says, row.at), voters=voters, petitioner=kind)
            (petition,) = actions.note_wish(deputy, self.council_id, source=source, wishes=[wish])
        self._sort_and_send(petition, row, day)

    def submitted(self, planned: dict[str, Any]) -> None:
        """A citizen asks by the form of the public pages; of two pictures the office has released one so far."""
        row, day, system = row_of(planned), self._day(planned["days_ago"]), self.crew.office
        names, key = planned.get("photos", ()), f"demo-{planned['days_ago']}"
        with standing_on(day, 19):
            voter = actions.Voter(planned["name"])
            wish = self._wish(row.says, row.at)
            files = [(f"{name}.jpg", photo(name)) for name in names]
            left = actions.leave_photos(system, self.council_id, key=key, files=files) if files else []
            voice = actions.submit_petition(system, self.council_id, wish=wish, voter=voter, key=key, may_show=True)
        self._sort_and_send(voice.petition, row, day)
        with standing_on(day, 21):
            for picture in left[:1]:
                actions.release_photo(self.clerk, picture)

    def scan(self) -> None:
        """Minutes come as a picture; the server reads them, where the program for it is installed."""
        if not ocr.is_available():
            return
        name, held_on = data()["scan"]["name"], self._day(data()["scan"]["days_ago"])
        form = {"title": data()["scan"]["title"], "held_on": f"{held_on:%d/%m/%Y}", "channel": str(Channel.CONTACT)}
        if opened := intake.open_scan(scanned_page(), name):
            actions.stage_scan(self.clerk, self.council_id, name=name, scan=opened, form=form)

    def remind_late(self) -> None:
        """The office reminds all that is overdue, at once."""
        debts = [petition.answer.number for petition in self._late if petition.answer]
        for days in REMINDED if debts else ():
            with standing_on(workday(self._day(days), -1), 8):
                note = "Đề nghị trả lời dứt điểm, nêu rõ lý do chậm."
                remind_debtors(self.clerk, self.council_id, numbers=debts, note=note)

    def _record(self, source: PlannedSource, held_on: date) -> list[Petition]:
        found = queries.proposals_in(self.council_id, source.text, source.place)
        wishes = [
            actions.Wish(
                **{**each.as_wish(), "place": each.place or row.at, "neighbourhood": row.at},
                petitioner=PetitionerKind(source.petitioner),
                voters=tuple(actions.Voter(**who) for who in each.voters),
            )
            for each, row in zip(found, source.rows, strict=True)
        ]
        contact, site = self.contacts.get(source.title, (None, None))
        came_from = actions.Source(
            source.title,
            held_on,
            Channel(source.channel),
            source.place,
            source.attendance,
            source.text,
            source.mood,
            contact.meeting if contact else None,
        )
        if contact and site:
            record_contact(self.clerk, contact, site, source.attendance)
        return actions.record_petitions(self.clerk, self.council_id, source=came_from, wishes=wishes)

    def _wish(self, text: str, place: str) -> actions.Wish:
        proposal = queries.proposal_for(self.council_id, text, place)
        return actions.Wish(**{**proposal.as_wish(), "place": place})

    def _sort(self, pairs: Sequence[tuple[Petition, PlannedPetition]]) -> None:
        rows = [self._sorted(petition, row) for petition, row in pairs if row.ends != "recorded"]
        actions.sort_petitions(self.clerk, self.council_id, rows=rows)

    def _sorted(self, petition: Petition, row: PlannedPetition) -> actions.Sorted:
        kind = NOTICED.get(row.ends, WishKind.PETITION)
        agency = None if row.ends in UNSENT - {"sorted"} else self.crew.agencies[row.agency]
        return actions.Sorted(
            petition.code, petition.title, petition.public_text, kind, row.topic, row.level if row.topic else "", agency
        )

    def _settle(self, petition: Petition, row: PlannedPetition) -> None:
        """What the office itself does with a wish on the day of the sorting."""
        petition.refresh_from_db()
        if row.same_as:
            actions.merge_petition(self.clerk, petition, into=self._by_key[row.same_as])
        elif row.ends.startswith("spot"):
            actions.answer_on_spot(self.clerk, petition, answer=row.answer)
            if row.ends == "spot_closed":
                actions.close_petition(self.clerk, petition)
        elif row.ends in NOTICED:
            actions.note_opinion(self.clerk, petition)
        elif row.ends == "letter":
            actions.turn_into_letter(self.clerk, petition, reason=row.reason)
        else:
            self._may_take_charge(petition)

    def _may_take_charge(self, petition: Petition) -> None:
        self._count["in charge"] += 1
        if self._count["in charge"] % IN_CHARGE_EVERY == 0:
            deputy = self.crew.deputies[self._count["in charge"] % len(self.crew.deputies)]
            actions.take_charge(deputy, petition)

    def _sort_and_send(self, petition: Petition, row: PlannedPetition, day: date) -> None:
        with standing_on(day, 20):
            self._sort([(petition, row)])
            petition.refresh_from_db()
        self._send_and_follow([(petition, row)], workday(day + timedelta(days=1), 1))

    def _send_and_follow(self, pairs: Sequence[tuple[Petition, PlannedPetition]], sent_on: date) -> None:
        leaving = [(each, row) for each, row in pairs if row.is_sent]
        if not leaving:
            return
        with standing_on(sent_on, 10):
            codes, self._count["letters"] = [each.code for each, _row in leaving], self._count["letters"] + 1
            letter = f"{20 + self._count['letters']}/HĐND-VP"
            sent = actions.forward_petitions(self.standing, self.council_id, codes=codes, letter_number=letter)
        by_code = {each.code: each for each in sent}
        for petition, row in leaving:
            Course(self, by_code[petition.code], row, sent_on).run()

    def _day(self, days_ago: int) -> date:
        return self.crew.days.before_today(days_ago)

    def is_late(self, petition: Petition) -> None:
        """Remember one that is overdue."""
        self._late.append(petition)

    def next_count(self, what: str) -> int:
        """How often something has happened, this time included."""
        self._count[what] += 1
        return self._count[what]

    def next_reason(self) -> str:
        """Why a voter is not satisfied, one after another."""
        return str(next(self._reasons))
