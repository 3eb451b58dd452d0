"""Bodies and the posts in them. What the law says of their make-up warns and is kept with the line."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from nghitruong.foundation.councils import rules
from nghitruong.foundation.councils.actions.writing import (
    day_text,
    digest_of,
    insert_all,
    line,
    living,
    same_council,
)
from nghitruong.foundation.councils.models import Body, BodyKind, Constituency, Council, Membership, Person, Term
from nghitruong.foundation.councils.policies import may
from nghitruong.foundation.councils.queries import (
    founding_origins,
    holders_of,
    is_in_executive,
    law_on,
    leads_agency,
    mandates_on,
    posts_of,
)
from nghitruong.foundation.councils.queries.bodies import open_posts
from nghitruong.foundation.councils.rules import MemberRow, refusals
from nghitruong.foundation.councils.rules.refusals import naming
from nghitruong.foundation.law.queries import catalogue
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, refuse_now, verb
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.vietnamese import clean_line

ONE_DAY = timedelta(days=1)
SINGLE = frozenset({BodyKind.STANDING, BodyKind.OFFICE})
"""Kinds of which a council has one."""
GROUPS_IN_COMMUNES = date(2025, 7, 1)
"""From this day on communes have groups of deputies (R1.13)."""


@verb("councils.create_body")
def create_body(
    clerk: Actor,
    council: Council,
    *,
    kind: str,
    name: str,
    valid_from: date,
    term: Term | None = None,
    committee: str = "",
    decision: str = "",
    constituencies: Sequence[Constituency] = (),
) -> Body:
    """Set a body up. The caretaker of the same kind ends the day before (R1.14)."""
    permit(may(clerk, "councils.create_body", council_id=council.pk))
    living(council.pk)
    same_council(council.pk, term, *constituencies)
    if kind not in BodyKind:
        refuse_now(naming(refusals.UNKNOWN_KIND, kind=kind))
    lawful(
        rules.may_create_body(_committee_facts(council, kind, committee, valid_from), law_on(council.pk, valid_from))
    )
    body = Body(
        council=council,
        term=term,
        kind=kind,
        committee=committee,
        name=line(name),
        valid_from=valid_from,
        decision=clean_line(decision),
    )
    ended = _end_caretakers(body)
    if _alike(body).exists():
        refuse_now(naming(refusals.BODY_EXISTS, name=body.name))
    body.save(force_insert=True)
    body.constituencies.set(constituencies)
    record(body, kind=kind, name=body.name, start=day_text(valid_from), decision=body.decision, caretakers_ended=ended)
    announce(f"council-{council.pk}")
    return body


@verb("councils.end_body")
def end_body(clerk: Actor, body: Body, *, on: date, reason: str) -> Body:
    """End a body and every post in it; `on` is the last day."""
    permit(may(clerk, "councils.end_body", council_id=body.council_id))
    if body.valid_to:
        refuse_now(naming(refusals.ALREADY_ENDED, day=body.valid_to))
    lawful(rules.may_end_on(body.valid_from, on, clock.today(), reason=reason))
    _end_bodies([body.pk], on, clean_line(reason))
    body.refresh_from_db()
    record(body, on=day_text(on), reason=clean_line(reason))
    announce(f"council-{body.council_id}")
    return body


@verb("councils.appoint_member")
def appoint_member(
    clerk: Actor,
    body: Body,
    *,
    person: Person,
    post: str,
    valid_from: date,
    basis: str = "elected",
    decision: str = "",
    is_full_time: bool = False,
) -> Membership:
    """Give somebody a post in a body: elected, appointed, approved or by office (R1.07 to R1.13, R1.32)."""
    permit(may(clerk, "councils.appoint_member", council_id=body.council_id))
    same_council(body.council_id, person)
    row = MemberRow(person.pk, post, basis, is_full_time=is_full_time)
    membership = _appoint(body, [row], valid_from, decision)[0]
    record(membership, body=body.pk, person=person.pk, post=post, basis=basis, start=day_text(valid_from))
    announce(f"council-{body.council_id}", f"person-{person.pk}")
    return membership


@verb("councils.appoint_members")
def appoint_members(
    clerk: Actor, body: Body, *, rows: Sequence[MemberRow], valid_from: date, decision: str = ""
) -> list[Membership]:
    """Give up to 500 posts in a body at once, with one line in the ledger."""
    permit(may(clerk, "councils.appoint_members", council_id=body.council_id))
    if not rows:
        refuse_now(refusals.NOTHING_TO_ADD)
    if len(rows) > rules.mandates.MOST_ROWS:
        refuse_now(naming(refusals.TOO_MANY_ROWS, limit=rules.mandates.MOST_ROWS))
    memberships = _appoint(body, rows, valid_from, decision)
    plain = [{"person": row.person_id, "post": row.post, "basis": row.basis} for row in rows]
    record(body, appointed=len(memberships), digest=digest_of(plain), start=day_text(valid_from), decision=decision)
    announce(f"council-{body.council_id}")
    return memberships


@verb("councils.end_membership")
def end_membership(clerk: Actor, membership: Membership, *, on: date, reason: str, decision: str = "") -> Membership:
    """End a post: resigned, relieved, dismissed, moved. `on` is its last day."""
    permit(may(clerk, "councils.end_membership", council_id=membership.council_id))
    if membership.valid_to:
        refuse_now(naming(refusals.ALREADY_ENDED, day=membership.valid_to))
    lawful(rules.may_end_on(membership.valid_from, on, clock.today(), reason=reason))
    membership.valid_to, membership.end_reason = on, clean_line(reason)
    membership.save(update_fields=["valid_to", "end_reason"])
    record(membership, on=day_text(on), reason=membership.end_reason, decision=clean_line(decision))
    announce(f"council-{membership.council_id}", f"person-{membership.person_id}")
    return membership


def _committee_facts(council: Council, kind: str, committee: str, on: date) -> rules.CommitteeFacts:
    unit_kind = council.unit.kind
    lawful_here = catalogue("committee_kinds", on=on, unit_kind=unit_kind) if kind == BodyKind.COMMITTEE else []
    return rules.CommitteeFacts(
        body_kind=kind,
        committee=committee,
        unit_kind=unit_kind,
        committees=frozenset(item.code for item in lawful_here),
        has_groups=on >= GROUPS_IN_COMMUNES or unit_kind not in rules.bodies.COMMUNE_KINDS,
    )


def _alike(body: Body) -> Any:
    """Open bodies that are the same as this one: the only one of its kind, the same committee, the same name."""
    same = Body.objects.filter(council_id=body.council_id, kind=body.kind, valid_to=None)
    if body.kind in SINGLE:
        return same
    return same.filter(committee=body.committee) if body.kind == BodyKind.COMMITTEE else same.filter(name=body.name)


def _end_caretakers(body: Body) -> int:
    """A new body takes over from its caretaker; the first new group ends all caretaking groups."""
    same = Body.objects.filter(council_id=body.council_id, kind=body.kind) if body.kind == BodyKind.GROUP else None
    caretakers = (_alike(body) if same is None else same.filter(valid_to=None)).filter(is_caretaker=True)
    ids = list(caretakers.values_list("id", flat=True))
    _end_bodies(ids, body.valid_from - ONE_DAY, "")
    return len(ids)


def _end_bodies(ids: Sequence[int], on: date, reason: str) -> None:
    Body.objects.filter(pk__in=ids).update(valid_to=on)
    Membership.objects.filter(body_id__in=ids, valid_to=None).update(valid_to=on, end_reason=reason)


def _appoint(body: Body, rows: Sequence[MemberRow], valid_from: date, decision: str) -> list[Membership]:
    """Judge every row with what the earlier ones of the batch add, then write all."""
    council = living(body.council_id)
    if body.valid_to:
        refuse_now(naming(refusals.ALREADY_ENDED, day=body.valid_to))
    if valid_from < body.valid_from:
        refuse_now(naming(refusals.ENDS_BEFORE_START, start=body.valid_from))
    scene = _Scene(council, body, rows, valid_from)
    for row in rows:
        lawful(rules.may_appoint(scene.facts(row), scene.params))
        scene.count(row)
    memberships = [
        Membership(
            council_id=body.council_id,
            body=body,
            person_id=row.person_id,
            post=row.post,
            basis=row.basis,
            is_full_time=row.is_full_time,
            valid_from=valid_from,
            decision=clean_line(decision),
        )
        for row in rows
    ]
    return insert_all(Membership, memberships, naming(refusals.POST_HELD, name=scene.name_of(rows[0])))


class _Scene:
    """What the rules look at, read once for a whole batch."""

    def __init__(self, council: Council, body: Body, rows: Sequence[MemberRow], day: date) -> None:
        ids = [row.person_id for row in rows]
        self.body, self.unit_kind, self.params = body, council.unit.kind, law_on(council.pk, day)
        self.people = Person.objects.filter(council=council).in_bulk(ids)
        if len(self.people) != len(set(ids)):
            refuse_now(refusals.NOT_HERE)
        self.seated = set(mandates_on(council.pk, day).values_list("person_id", flat=True))
        self.executive = is_in_executive(council.pk, ids, day)
        self.leaders = leads_agency(council.pk, ids, day)
        self.held = open_posts(council.pk, ids, day)
        self.posts = {item.code: str(item.facts.get("chosen", "")) for item in posts_of(body.kind)}
        self.bases = frozenset(item.code for item in catalogue("office_bases"))
        self.holders = {post: holders_of(council.pk, post, day) for post in {row.post for row in rows}}
        self.committees = Body.objects.filter(council=council, kind=BodyKind.COMMITTEE, valid_to=None).count()
        self.merged_from = founding_origins(council.pk)

    def name_of(self, row: MemberRow) -> str:
        return self.people[row.person_id].full_name

    def facts(self, row: MemberRow) -> rules.AppointmentFacts:
        person, holders = row.person_id, self.holders[row.post]
        return rules.AppointmentFacts(
            name=self.name_of(row),
            post=row.post,
            basis=row.basis,
            expected_basis=self.posts.get(row.post, ""),
            posts=self.posts.keys(),
            bases=self.bases,
            has_seat=person in self.seated,
            holds_it=(self.body.pk, person, row.post) in self.held,
            is_in_executive=person in self.executive,
            leads_agency=person in self.leaders,
            heads_committee=any(who == person and post == "truong_ban" for _body, who, post in self.held),
            unit_kind=self.unit_kind,
            others=holders.get(self.body.pk, 0),
            in_all=sum(holders.values()),
            bodies=max(1, self.committees),
            merged_from=self.merged_from,
        )

    def count(self, row: MemberRow) -> None:
        """The next row sees this one as held."""
        self.held.add((self.body.pk, row.person_id, row.post))
        holders = self.holders[row.post]
        holders[self.body.pk] = holders.get(self.body.pk, 0) + 1
