"""Which clocks of consolidation run in a council, and of which contacts: asked anew each time.

Kept is only that somebody sent or published what a clock asks for; the day until when is computed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Count, Max, Min, Q, QuerySet

from nghitruong.domain.meetings.lifecycle import MeetingState
from nghitruong.domain.meetings.models import Meeting
from nghitruong.domain.petitions.lifecycle import (
    BEFORE_SENDING,
    SETTLED,
    WITH_AGENCY,
    PetitionState,
    ReplyState,
    WishKind,
)
from nghitruong.domain.petitions.models import ClockRecord, Contact, ContactRound, Petition
from nghitruong.domain.petitions.queries.contacts import NOT_HELD
from nghitruong.domain.petitions.rules import clocks
from nghitruong.foundation.councils.queries import law_on, province_code_of
from nghitruong.foundation.law.queries import calendar_for, catalogue
from nghitruong.kernel import clock
from nghitruong.kernel.days import DayType, WorkCalendar, due_after
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.params import Param, Params

ANSWER = "petition.answer"
INFORM = "inform"
"""The clock of the voters who wait to be told, in the catalogue of a province's own days."""
DAYS_BACK = 120
"""Contacts that lie further back than one round of sessions warn no more; their petitions stand in the lists."""


@dataclass(frozen=True)
class Clock:
    """One clock: the row of law, the day, for which contact or session, and how many petitions still wait for it.

    `is_open` while something of it is still to be done and no `record` says that it was; late is asked of the day.
    `not_before` is the day of its contact; `through` the last day of answering that a publication holds for.
    """

    param: Param
    due_on: date
    subject: str
    count: int
    is_open: bool
    meeting_id: int | None = None
    record: ClockRecord | None = None
    days_late: int = 0
    not_before: date | None = None
    through: date | None = None

    @property
    def key(self) -> str:
        return self.param.key

    def is_late(self, today: date) -> bool:
        return self.is_open and self.due_on < today


def clocks_of_round(planned: ContactRound) -> list[Clock]:
    """The clocks of one round: each conference that was held, and the session that the round prepares."""
    law, working = _law(planned.council_id)
    found = _of_sites(_gathering(planned.sites.all()), law, working)
    if planned.session and clock.local_date(planned.session.starts_at) >= clock.today():
        unsent = Petition.objects.filter(
            intake__meeting__contact__round=planned, state__in=BEFORE_SENDING, kind=WishKind.PETITION
        )
        found += _with_counts(planned.session, law, working, {clocks.REPORT: unsent.count()})
    return _with_records(planned.council_id, found, working)


def clocks_of_council(council_id: int) -> list[Clock]:
    """Every clock of the council that still waits for something, the one due first on top."""
    return [each for each in _every_clock(council_id) if each.is_open]


def clocks_to_record(council_id: int) -> list[Clock]:
    """Open clocks, and those of contacts and sessions of late that nobody has recorded as met, the first due on top."""
    law, working = _law(council_id)
    open_ones = _every_clock(council_id)
    known = {(each.key, each.meeting_id) for each in open_ones}
    past = [each for session in _recent_sessions(council_id) for each in _of_session(session, law, working)]
    unknown = [each for each in past if (each.key, each.meeting_id) not in known]
    found = [*open_ones, *_with_records(council_id, unknown, working)]
    return sorted((each for each in found if each.record is None), key=lambda each: each.due_on)


def clock_for(council_id: int, key: str, meeting_id: int | None) -> Clock:
    """One clock of the council, open or not. Raises RefusedError where nothing is owed by that row of law."""
    law, working = _law(council_id)
    held = Meeting.objects.filter(council_id=council_id, pk=meeting_id or 0).select_related("contact").first()
    if held is None:
        found = [each for each in _every_clock(council_id) if each.meeting_id is None]
    elif held.kind == "session":
        found = _of_session(held, law, working)
    else:
        found = _of_sites(_gathering(Contact.objects.filter(council_id=council_id, meeting=held)), law, working)
    for each in _with_records(council_id, found, working):
        if each.key == key and each.meeting_id == meeting_id and (meeting_id or each.through):
            return each
    raise RefusedError(clocks.NO_CLOCK)


def clock_records(council_id: int) -> QuerySet[ClockRecord]:
    """What was recorded as sent or published, the newest first; what was taken back is not in it."""
    rows = ClockRecord.objects.filter(council_id=council_id, withdrawn_at=None).select_related("meeting")
    return rows.order_by("-done_on", "-id")


def clock_record_for(council_id: int, record_id: int) -> ClockRecord:
    """One record of the council's."""
    found = ClockRecord.objects.filter(council_id=council_id, pk=record_id).first()
    if found is None:
        raise RefusedError(clocks.NO_CLOCK)
    return found


def record_late(record: ClockRecord) -> int:
    """By how many days what was recorded was late, 0 when in time, by the row of law as it was on its day."""
    law = law_on(record.council_id, record.due_on)
    return clocks.late_by(record.due_on, record.done_on, law[record.key], calendar_for(record.council_id))


def local_rows(council_id: int) -> list[Param]:
    """The rows on these clocks that are the province's or the council's own, each with what decided it (R7.29)."""
    law, province = law_on(council_id, clock.today()), province_code_of(council_id)
    of_province = [
        str(item.facts["row_key"]) for item in catalogue("petition_local_days") if item.facts["province"] == province
    ]
    own = [key for key in (*clocks.EVERY, ANSWER) if key in law and law[key].deciding_document]
    return [law[key] for key in (*own, *of_province) if key in law]


def _every_clock(council_id: int) -> list[Clock]:
    law, working = _law(council_id)
    found = _of_sites(_recent(council_id), law, working)
    if session := _next_session(council_id):
        found += _of_session(session, law, working)
    found = _with_records(council_id, found, working)
    if clocks.PUBLISH in law:
        found += _of_publication(council_id, law[clocks.PUBLISH], working)
    if inform := _inform_row(council_id, law):
        found += _of_informing(council_id, inform, working)
    return sorted(found, key=lambda each: each.due_on)


def late_rounds(rounds: Iterable[ContactRound]) -> set[int]:
    """Which of these rounds have a clock that has run out."""
    today = clock.today()
    return {each.pk for each in rounds if any(one.is_late(today) for one in clocks_of_round(each))}


def to_publish(petitions: QuerySet[Petition], answer_due_by: date) -> QuerySet[Petition]:
    """What was answered and is not public, of those whose time to answer ended by that day (R7.26)."""
    untold = Q(state=PetitionState.ASSESSED) | Q(state__in=SETTLED, is_public=False)
    return petitions.filter(untold, kind=WishKind.PETITION, answer__due_on__lte=answer_due_by)


def _law(council_id: int) -> tuple[Params, WorkCalendar]:
    return law_on(council_id, clock.today()), calendar_for(council_id)


def _gathering(sites: QuerySet[Contact]) -> QuerySet[Contact]:
    """The conferences that have begun, with how many wishes of theirs are not gathered yet."""
    waiting = Q(meeting__intakes__petitions__state=PetitionState.RECORDED)
    held = sites.filter(meeting__starts_at__lte=clock.now()).exclude(NOT_HELD).select_related("meeting")
    return held.annotate(waiting=Count("meeting__intakes__petitions", filter=waiting, distinct=True)).order_by(
        "meeting__starts_at", "id"
    )


def _recent(council_id: int) -> QuerySet[Contact]:
    since = clock.now() - timedelta(days=DAYS_BACK)
    return _gathering(Contact.objects.filter(council_id=council_id, meeting__starts_at__gte=since))


def _of_sites(sites: QuerySet[Contact], law: Params, working: WorkCalendar) -> list[Clock]:
    return [_of_site(each, law, working) for each in sites] if clocks.GATHER in law else []


def _of_site(site: Contact, law: Params, working: WorkCalendar) -> Clock:
    param, waiting = law[clocks.GATHER], int(getattr(site, "waiting", 0))
    held_on = clock.local_date(site.meeting.starts_at)
    due_on = clocks.gather_by(held_on, param, working)
    place = site.meeting.place or site.meeting.title
    is_open = waiting > 0 or site.recorded_on is None
    return Clock(param, due_on, place, waiting, is_open=is_open, meeting_id=site.meeting_id, not_before=held_on)


def _of_session(session: Meeting, law: Params, working: WorkCalendar) -> list[Clock]:
    own = Petition.objects.filter(council_id=session.council_id, kind=WishKind.PETITION)
    counted = own.aggregate(
        report=Count("pk", filter=Q(state__in=BEFORE_SENDING)), summary=Count("pk", filter=Q(state__in=WITH_AGENCY))
    )
    waiting = {clocks.REPORT: counted["report"], clocks.SUMMARY: counted["summary"]}
    return _with_counts(session, law, working, waiting)


def _with_counts(session: Meeting, law: Params, working: WorkCalendar, waiting: dict[str, int]) -> list[Clock]:
    opens_on = clock.local_date(session.starts_at)
    return [
        Clock(law[key], clocks.report_by(opens_on, law[key], working), session.title, count, count > 0, session.pk)
        for key, count in waiting.items()
        if key in law
    ]


def _of_publication(council_id: int, param: Param, working: WorkCalendar) -> list[Clock]:
    ended_by = clocks.answered_by(clock.today(), param, working)
    overdue = to_publish(Petition.objects.filter(council_id=council_id), ended_by)
    last = clock_records(council_id).filter(key=clocks.PUBLISH).aggregate(through=Max("through"))["through"]
    if last:
        overdue = overdue.filter(answer__due_on__gt=last)
    counted = overdue.aggregate(first=Min("answer__due_on"), count=Count("pk"))
    if not counted["count"]:
        return []
    due_on = clocks.publish_by(counted["first"], param, working)
    return [Clock(param, due_on, "", counted["count"], is_open=True, through=ended_by)]


def _of_informing(council_id: int, param: Param, working: WorkCalendar) -> list[Clock]:
    """How long voters wait for the result of an accepted answer, where the province gives days for that (R7.29)."""
    waiting = Petition.objects.filter(
        council_id=council_id, state=PetitionState.ASSESSED, replies__state=ReplyState.ACCEPTED
    )
    counted = waiting.aggregate(first=Min("replies__checked_on"), count=Count("pk", distinct=True))
    if not counted["count"] or counted["first"] is None:
        return []
    due_on = due_after(counted["first"], int(param.value), DayType(param.unit), working)
    return [Clock(param, due_on, "", counted["count"], is_open=True)]


def _inform_row(council_id: int, law: Params) -> Param | None:
    province = province_code_of(council_id)
    rows = (item.facts for item in catalogue("petition_local_days") if item.facts["province"] == province)
    key = next((str(facts["row_key"]) for facts in rows if facts["clock"] == INFORM), "")
    return law.get(key)


def _with_records(council_id: int, found: list[Clock], working: WorkCalendar) -> list[Clock]:
    """The clocks that run for a meeting, closed where a record says that it was done."""
    ids = [each.meeting_id for each in found if each.meeting_id]
    rows = ClockRecord.objects.filter(council_id=council_id, meeting__in=ids, withdrawn_at=None)
    records = {(row.key, row.meeting_id): row for row in rows}
    return [_closed(each, records.get((each.key, each.meeting_id)), working) for each in found]


def _closed(running: Clock, record: ClockRecord | None, working: WorkCalendar) -> Clock:
    if record is None:
        return running
    late = clocks.late_by(record.due_on, record.done_on, running.param, working)
    return replace(running, record=record, due_on=record.due_on, is_open=False, days_late=late)


def _next_session(council_id: int) -> Meeting | None:
    return _sessions(council_id).filter(starts_at__gt=clock.now()).order_by("starts_at", "id").first()


def _recent_sessions(council_id: int) -> QuerySet[Meeting]:
    since = clock.now() - timedelta(days=DAYS_BACK)
    return _sessions(council_id).filter(starts_at__range=(since, clock.now())).order_by("starts_at", "id")


def _sessions(council_id: int) -> QuerySet[Meeting]:
    held = Meeting.objects.filter(council_id=council_id, kind="session")
    return held.exclude(state__in=[MeetingState.CANCELLED, MeetingState.POSTPONED])
