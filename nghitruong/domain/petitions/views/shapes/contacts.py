"""Rounds of voter contact and their sites, as pages show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nghitruong.domain.commitments.queries import debts_from
from nghitruong.domain.commitments.views.shapes import state_tag as debt_tag
from nghitruong.domain.meetings.policies import may as may_with_meetings
from nghitruong.domain.petitions import queries
from nghitruong.domain.petitions.lifecycle import ContactLevel, Organiser, RoundState
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.views.shapes.clocks import clock_lines
from nghitruong.domain.petitions.views.shapes.rows import result_tag, rows_of
from nghitruong.kernel.refs import RecordRef
from nghitruong.kernel.vietnamese import short_date, short_moment
from nghitruong.web.parts import Chip, Fact, Tag
from nghitruong.web.words import in_words

if TYPE_CHECKING:
    from nghitruong.domain.petitions.models import Contact, ContactRound
    from nghitruong.kernel.actor import Actor

ROUND_TONES = {RoundState.PLANNED: "grey", RoundState.PUBLISHED: "blue", RoundState.CLOSED: "done"}


def round_tag(planned: ContactRound) -> Tag:
    state = RoundState(planned.state)
    return Tag(in_words(state), ROUND_TONES[state])


def rounds_page(actor: Actor, rounds: list[ContactRound], total: int, group: str) -> dict[str, Any]:
    """The list of rounds, each with its totals."""
    may_plan, late = may(actor, "petitions.plan_round").is_allowed, queries.late_rounds(rounds)
    action = {"url": reverse("petitions:new_round"), "label": _("New round of voter contact")} if may_plan else None
    return {
        "title": _("Voter contact"),
        "rows": [
            (each, round_tag(each), queries.totals_of(list(queries.sites_of(each))), each.pk in late) for each in rounds
        ],
        "count_words": ngettext("%(count)s round", "%(count)s rounds", total) % {"count": total},
        "chips": _chips(actor, group),
        "is_empty": not total,
        "empty": _all_written() if group == queries.WITHOUT_MINUTES else _no_round(action),
        "may_plan": may_plan,
        "may_meet": may(actor, "petitions.meet_clock").is_allowed,
    }


def _chips(actor: Actor, group: str) -> list[Chip]:
    """All rounds, and those that wait for minutes: for who enters them."""
    if not may(actor, "petitions.record_contact").is_allowed:
        return []
    is_narrowed, waiting = group == queries.WITHOUT_MINUTES, queries.rounds_in(actor, queries.WITHOUT_MINUTES).count()
    return [
        Chip(_("All"), "?", is_current=not is_narrowed),
        Chip(_("Minutes not entered"), f"?loc={queries.WITHOUT_MINUTES}", waiting, is_current=is_narrowed),
    ]


def _all_written() -> dict[str, Any]:
    return {"icon": "check", "title": _("The minutes of every conference are entered.")}


def _no_round(action: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "icon": "users",
        "title": _("No round of voter contact yet"),
        "text": _("A round has many conferences; each brings its own minutes, and their totals add up here."),
        "action": action,
    }


def round_page(actor: Actor, planned: ContactRound) -> dict[str, Any]:
    """One round: its facts, its sites, the sums, what may be done now."""
    sites = list(queries.sites_of(planned))
    return {
        "title": planned.title,
        "planned": planned,
        "status": round_tag(planned),
        "facts": _round_facts(planned),
        "sites": sites,
        "totals": queries.totals_of(sites),
        "back_url": reverse("petitions:rounds"),
        "back_label": _("Voter contact"),
        "notice": queries.press_notice(planned),
        "clocks": clock_lines(actor, queries.clocks_of_round(planned)),
        **_round_verbs(actor, planned),
    }


def site_page(actor: Actor, site: Contact) -> dict[str, Any]:
    """One conference with everything that came of it."""
    petitions = list(queries.petitions_at(actor, site).select_related("agency", "answer"))
    return {
        "title": site.meeting.place or site.meeting.title,
        "site": site,
        "facts": _site_facts(site),
        "rows": rows_of(petitions, actor),
        "promises": [(debt, debt_tag(debt)) for debt in debts_from(RecordRef("meeting", site.meeting_id))],
        "back_url": reverse("petitions:round", args=[site.round_id]),
        "back_label": site.round.title,
        "may_record": may(actor, "petitions.record_contact").is_allowed,
        "may_move": site.recorded_on is None and _may_move(actor, site),
        "may_report_back": may(actor, "petitions.report_back").is_allowed,
    }


def _may_move(actor: Actor, site: Contact) -> bool:
    """Whether the actor changes the conference's day and place, or calls it off, on its page in the calendar."""
    verbs = ("meetings.change_meeting", "meetings.cancel_meeting")
    return any(may_with_meetings(actor, verb, council_id=site.council_id).is_allowed for verb in verbs)


def told_words(actor: Actor, site: Contact) -> str:
    """What became of the petitions of a conference, one a line: a draft of what its voters are told."""
    lines = []
    for petition in queries.petitions_at(actor, site):
        result = result_tag(petition.result_class)
        lines.append(f"{petition.code} {petition.title}: {result.label if result else _('not answered yet')}")
    return "\n".join(lines)


def _round_facts(planned: ContactRound) -> list[Fact]:
    levels = ", ".join(str(in_words(ContactLevel(level))) for level in planned.levels)
    return [
        Fact(_("Kind of contact"), dict(queries.contact_kinds()).get(planned.kind, planned.kind)),
        Fact(_("Deputies of which councils"), levels),
        *([Fact(_("Theme"), planned.theme)] if planned.theme else []),
        *([Fact(_("For which session"), planned.session.title)] if planned.session else []),
        *([Fact(_("Number of the plan"), planned.plan_number)] if planned.plan_number else []),
        *([Fact(_("Published on"), short_date(planned.published_on))] if planned.published_on else []),
        *([Fact(_("Why it is late"), planned.late_reason)] if planned.late_reason else []),
    ]


def _round_verbs(actor: Actor, planned: ContactRound) -> dict[str, bool]:
    state = planned.state
    return {
        "may_add": state != RoundState.CLOSED and may(actor, "petitions.add_site").is_allowed,
        "may_publish": state == RoundState.PLANNED and may(actor, "petitions.publish_round").is_allowed,
        "may_close": state == RoundState.PUBLISHED and may(actor, "petitions.close_round").is_allowed,
    }


def _site_facts(site: Contact) -> list[Fact]:
    deputies = ", ".join(mandate.person.full_name for mandate in site.deputies.select_related("person"))
    spoke = ngettext("%(count)s voter spoke", "%(count)s voters spoke", site.spoke or 0) % {"count": site.spoke or 0}
    return [
        Fact(_("Begins at"), short_moment(site.meeting.starts_at)),
        Fact(_("Electoral unit"), str(site.constituency.number) if site.constituency else _("Several units")),
        Fact(_("Held by"), ", ".join(filter(None, [str(in_words(Organiser(site.organiser))), site.host]))),
        Fact(_("Deputies at the conference"), ", ".join(filter(None, [deputies, site.others]))),
        *([Fact(_("Number of voters"), f"{site.attendance}, {spoke}")] if site.recorded_on else []),
    ]
