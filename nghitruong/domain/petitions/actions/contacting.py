"""Voter contact: a round is planned, its sites are set, its schedule published, results and promises recorded."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from nghitruong.domain.commitments.actions import Wanted, owe_from_record
from nghitruong.domain.commitments.models import Commitment
from nghitruong.domain.meetings.actions import hold_from_record, plan_from_record
from nghitruong.domain.meetings.lifecycle import MeetingMode
from nghitruong.domain.meetings.models import Meeting
from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.actions.saying import reason_of
from nghitruong.domain.petitions.lifecycle import CONTACT_ROUND, Organiser, RoundState
from nghitruong.domain.petitions.models import Contact, ContactRound
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.queries import contact_kinds, first_day_of, unrecorded_sites
from nghitruong.foundation.councils.models import Agency, Constituency, Mandate
from nghitruong.foundation.councils.queries import law_on
from nghitruong.foundation.law.queries import calendar_for
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, ref_of, refuse_now, verb
from nghitruong.foundation.verbs.moves import move
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.vietnamese.text import clean_line, clean_text


@verb("petitions.plan_round")
def plan_round(
    clerk: Actor,
    council_id: int,
    *,
    title: str,
    kind: str,
    levels: Sequence[str] = ("xa",),
    theme: str = "",
    session: Meeting | None = None,
    plan_number: str = "",
) -> ContactRound:
    """Begin a round of voter contact: which kind, for which session, with deputies of which levels (R7.01 to R7.05)."""
    permit(may(clerk, "petitions.plan_round", council_id=council_id))
    title = clean_line(title)
    if not title:
        refuse_now(rules.NO_ROUND_TITLE)
    if kind not in dict(contact_kinds()):
        refuse_now(rules.UNKNOWN_KIND)
    planned = ContactRound.objects.create(
        council_id=council_id,
        title=title[:300],
        kind=kind,
        theme=clean_line(theme)[:300],
        levels=list(levels),
        session=session,
        plan_number=clean_line(plan_number)[:60],
    )
    record(planned, title=planned.title, kind=kind)
    announce("contacts")
    return planned


@verb("petitions.add_site")
def add_site(
    clerk: Actor,
    planned: ContactRound,
    *,
    starts_at: datetime,
    place: str,
    constituency: Constituency | None = None,
    deputies: Iterable[Mandate] = (),
    organiser: Organiser = Organiser.FRONT,
    host: str = "",
    others: str = "",
    mode: MeetingMode = MeetingMode.IN_PERSON,
) -> Contact:
    """Add one conference to the round: it is a meeting of its own, open to everybody."""
    permit(may(clerk, "petitions.add_site", council_id=planned.council_id))
    if planned.state == RoundState.CLOSED:
        refuse_now(rules.ROUND_CLOSED)
    place = clean_line(place)
    title = f"{planned.title}: {place}" if place else planned.title
    meeting = plan_from_record(
        planned.council_id, kind="voter_contact", title=title, starts_at=starts_at, place=place, mode=mode
    )
    site = Contact.objects.create(
        council_id=planned.council_id,
        round=planned,
        meeting=meeting,
        constituency=constituency,
        organiser=organiser,
        host=clean_line(host)[:200],
        others=clean_line(others)[:500],
    )
    site.deputies.set(deputies)
    record(planned, meeting=meeting.pk, place=place, starts_at=starts_at.isoformat())
    announce("contacts")
    return site


@verb("petitions.publish_round")
def publish_round(standing: Actor, planned: ContactRound, *, reason: str = "") -> ContactRound:
    """Publish the schedule and send it to the press; later than the law wants it needs a reason (R7.07)."""
    permit(may(standing, "petitions.publish_round", council_id=planned.council_id))
    today, reason = clock.today(), clean_line(reason)
    param = law_on(planned.council_id, today)["contact.press_notice"]
    decision = rules.may_publish_round(first_day_of(planned), today, param, calendar_for(planned.council_id))
    lawful(decision)
    if decision.warnings and not reason:
        refuse_now(rules.PRESS_TOO_LATE)
    move(planned, CONTACT_ROUND, "publish_round", published_on=today, late_reason=reason[:500])
    record(planned, reason=reason)
    announce("contacts")
    return planned


@verb("petitions.record_contact")
def record_contact(
    clerk: Actor, site: Contact, *, attendance: int | None, spoke: int | None = None, mood: str = ""
) -> Contact:
    """Write down how many came and spoke, and what they feel beyond their petitions; may be corrected later (C079)."""
    permit(may(clerk, "petitions.record_contact", council_id=site.council_id))
    meeting, today = site.meeting, clock.today()
    lawful(rules.may_record_contact(clock.local_date(meeting.starts_at), today, attendance, spoke))
    before = {"attendance": site.attendance, "spoke": site.spoke}
    site.attendance, site.spoke, site.mood = attendance, spoke, clean_text(mood)
    site.recorded_on = site.recorded_on or today
    site.save(update_fields=["attendance", "spoke", "mood", "recorded_on"])
    hold_from_record(meeting)
    record(site, attendance=attendance, spoke=spoke, before=before)
    announce("contacts")
    return site


@verb("petitions.promise_at_contact")
def promise_at_contact(
    clerk: Actor, site: Contact, *, debtor: Agency, title: str, due_on: date | None = None
) -> Commitment:
    """What an agency promised on the spot becomes a debt like any other, with the conference as its origin."""
    permit(may(clerk, "petitions.promise_at_contact", council_id=site.council_id))
    wanted = Wanted(debtor, title, site.meeting.title, due_on, source=ref_of(site.meeting))
    debt = owe_from_record(site.council_id, wanted)
    record(site, promise=debt.number, debtor=debtor.pk)
    announce("contacts")
    return debt


@verb("petitions.report_back")
def report_back(clerk: Actor, site: Contact, *, told: str) -> Contact:
    """Write down what the same voters were told about what became of their petitions."""
    permit(may(clerk, "petitions.report_back", council_id=site.council_id))
    told = clean_text(told)
    if not told:
        refuse_now(rules.NOTHING_TOLD)
    site.report_back, site.reported_back_on = told, clock.today()
    site.save(update_fields=["report_back", "reported_back_on"])
    record(site, told_on=str(site.reported_back_on))
    announce("contacts")
    return site


@verb("petitions.close_round")
def close_round(standing: Actor, planned: ContactRound, *, reason: str = "") -> ContactRound:
    """End the round once every conference has its results; one that was not held needs a reason (R7.13)."""
    permit(may(standing, "petitions.close_round", council_id=planned.council_id))
    if unrecorded_sites(planned) and not clean_line(reason):
        refuse_now(rules.UNRECORDED_SITES)
    move(planned, CONTACT_ROUND, "close_round")
    record(planned, reason=reason_of(reason) if reason else "")
    announce("contacts")
    return planned
