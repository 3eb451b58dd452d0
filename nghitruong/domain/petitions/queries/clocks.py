"""Which clocks of consolidation run in a council, and of which contacts: asked anew each time, nothing is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Min, Q, QuerySet

from nghitruong.domain.meetings.lifecycle import MeetingState
from nghitruong.domain.meetings.models import Meeting
from nghitruong.domain.petitions.lifecycle import BEFORE_SENDING, SETTLED, WITH_AGENCY, PetitionState, WishKind
from nghitruong.domain.petitions.models import Contact, ContactRound, Petition
from nghitruong.domain.petitions.rules import clocks
from nghitruong.foundation.councils.queries import law_on
from nghitruong.foundation.law.queries import calendar_for
from nghitruong.kernel import clock
from nghitruong.kernel.days import WorkCalendar
from nghitruong.kernel.params import Param, Params

DAYS_BACK = 120
"""Contacts that lie further back than one round of sessions warn no more; their petitions stand in the lists."""


@dataclass(frozen=True)
class Clock:
    """One clock: the row of law, the day, for which contact or session, and how many petitions still wait for it.

    `is_open` while something of it is still to be done; late is asked of the day.
    """

    param: Param
    due_on: date
    subject: str
    count: int
    is_open: bool

    @property
    def key(self) -> str:
        return self.param.key

    def is_late(self, today: date) -> bool:
        return self.is_open and self.due_on < today


def clocks_of_round(planned: ContactRound) -> list[Clock]:
    """The clocks of one round: each conference that was held, and the session that the round prepares."""
    law, working = _law(planned.council_id)
    held = _gathering(planned.sites.all())
    found = [_of_site(site, law, working) for site in held if clocks.GATHER in law]
    if planned.session and clock.local_date(planned.session.starts_at) >= clock.today():
        unsent = Petition.objects.filter(
            intake__meeting__contact__round=planned, state__in=BEFORE_SENDING, kind=WishKind.PETITION
        )
        found += _of_session(planned.session, law, working, {clocks.REPORT: unsent.count()})
    return found


def clocks_of_council(council_id: int) -> list[Clock]:
    """Every clock of the council that still waits for something, the one due first on top."""
    law, working = _law(council_id)
    found = [_of_site(each, law, working) for each in _recent(council_id)] if clocks.GATHER in law else []
    if session := _next_session(council_id):
        own = Petition.objects.filter(council_id=council_id, kind=WishKind.PETITION)
        counted = own.aggregate(
            report=Count("pk", filter=Q(state__in=BEFORE_SENDING)), summary=Count("pk", filter=Q(state__in=WITH_AGENCY))
        )
        waiting = {clocks.REPORT: counted["report"], clocks.SUMMARY: counted["summary"]}
        found += _of_session(session, law, working, waiting)
    if clocks.PUBLISH in law:
        found += _of_publication(council_id, law[clocks.PUBLISH], working)
    return sorted((each for each in found if each.is_open), key=lambda each: each.due_on)


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
    held = sites.filter(meeting__starts_at__lte=clock.now()).select_related("meeting")
    return held.annotate(waiting=Count("meeting__intakes__petitions", filter=waiting, distinct=True)).order_by(
        "meeting__starts_at", "id"
    )


def _recent(council_id: int) -> QuerySet[Contact]:
    since = clock.now() - timedelta(days=DAYS_BACK)
    return _gathering(Contact.objects.filter(council_id=council_id, meeting__starts_at__gte=since))


def _of_site(site: Contact, law: Params, working: WorkCalendar) -> Clock:
    param, waiting = law[clocks.GATHER], int(getattr(site, "waiting", 0))
    due_on = clocks.gather_by(clock.local_date(site.meeting.starts_at), param, working)
    place = site.meeting.place or site.meeting.title
    return Clock(param, due_on, place, waiting, is_open=waiting > 0 or site.recorded_on is None)


def _of_session(session: Meeting, law: Params, working: WorkCalendar, waiting: dict[str, int]) -> list[Clock]:
    opens_on = clock.local_date(session.starts_at)
    return [
        Clock(law[key], clocks.report_by(opens_on, law[key], working), session.title, count, is_open=count > 0)
        for key, count in waiting.items()
        if key in law
    ]


def _of_publication(council_id: int, param: Param, working: WorkCalendar) -> list[Clock]:
    ended_by = clocks.answered_by(clock.today(), param, working)
    overdue = to_publish(Petition.objects.filter(council_id=council_id), ended_by)
    counted = overdue.aggregate(first=Min("answer__due_on"), count=Count("pk"))
    if not counted["count"]:
        return []
    return [Clock(param, clocks.publish_by(counted["first"], param, working), "", counted["count"], is_open=True)]


def _next_session(council_id: int) -> Meeting | None:
    coming = Meeting.objects.filter(council_id=council_id, kind="session", starts_at__gt=clock.now())
    return coming.exclude(state__in=[MeetingState.CANCELLED, MeetingState.POSTPONED]).order_by("starts_at").first()
