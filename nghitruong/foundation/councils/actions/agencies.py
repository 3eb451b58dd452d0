"""Agencies and who speaks for them."""

from datetime import date

from nghitruong.foundation.councils import gazetteer
from nghitruong.foundation.councils.actions.writing import day_text, insert, line, living, same_council
from nghitruong.foundation.councils.models import Agency, AgencyKind, AgencyLevel, Council, FocalPerson, Person
from nghitruong.foundation.councils.policies import may
from nghitruong.foundation.councils.queries.deputies import open_on
from nghitruong.foundation.councils.rules import may_end_on, refusals
from nghitruong.foundation.councils.rules.refusals import naming
from nghitruong.foundation.verbs.beats import (
    announce,
    consequence,
    lawful,
    permit,
    record,
    refuse_now,
    unchanged,
    verb,
)
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.vietnamese import clean_line

OF_NO_SINGLE_UNIT = frozenset({AgencyKind.COURT, AgencyKind.PROCURACY, AgencyKind.HIGHER})
_LEVELS = {
    gazetteer.Level.COMMUNE: AgencyLevel.COMMUNE,
    gazetteer.Level.DISTRICT: AgencyLevel.DISTRICT,
    gazetteer.Level.PROVINCE: AgencyLevel.PROVINCE,
}


@verb("councils.add_agency")
def add_agency(
    clerk: Actor,
    council: Council,
    *,
    code: str,
    name: str,
    kind: str,
    level: str,
    valid_from: date,
    short_name: str = "",
) -> Agency:
    """Add an agency that submits to the council, answers or executes."""
    permit(may(clerk, "councils.add_agency", council_id=council.pk))
    living(council.pk)
    if kind not in AgencyKind:
        refuse_now(naming(refusals.UNKNOWN_KIND, kind=kind))
    if level not in AgencyLevel:
        refuse_now(naming(refusals.UNKNOWN_KIND, kind=level))
    agency = Agency(
        council=council,
        code=line(code),
        name=line(name),
        short_name=clean_line(short_name),
        kind=kind,
        level=level,
        valid_from=valid_from,
    )
    insert(agency, naming(refusals.CODE_TAKEN, code=agency.code))
    record(agency, code=agency.code, name=agency.name, kind=kind, level=level, start=day_text(valid_from))
    announce(f"council-{council.pk}")
    return agency


@consequence("councils.follow_agency")
def follow_agency(old: Agency, council: Council, *, on: date) -> Agency:
    """Who answers in a council that follows another for what an agency of the old one owed (Law 72/2025 Art. 44).

    An agency of no single unit, such as a court, keeps its name. For the others stands the one of the same kind, else
    the People's Committee, which every unit has. Who is missing is written down.
    """
    here = Agency.objects.filter(open_on(on), council=council).order_by("id")
    if old.kind in OF_NO_SINGLE_UNIT:
        heir, known = _copy_of(old, council), here.filter(name=old.name)
    else:
        heir, known = _committee_of(council), here.filter(kind__in=[old.kind, AgencyKind.EXECUTIVE])
    same_kind_first = sorted(known, key=lambda agency: agency.kind != old.kind)
    if same_kind_first:
        return unchanged(same_kind_first[0])
    heir.valid_from = on
    if Agency.objects.filter(council=council, code=heir.code).exists():
        heir.code = f"{heir.code[:28]}-{old.pk}"
    insert(heir, naming(refusals.CODE_TAKEN, code=heir.code))
    record(heir, code=heir.code, name=heir.name, kind=heir.kind, level=heir.level, start=day_text(on), follows=old.pk)
    announce(f"council-{council.pk}")
    return heir


def _copy_of(old: Agency, council: Council) -> Agency:
    return Agency(
        council=council, code=old.code, name=old.name, short_name=old.short_name, kind=old.kind, level=old.level
    )


def _committee_of(council: Council) -> Agency:
    return Agency(
        council=council,
        code="ubnd",
        name=gazetteer.committee_title(council.unit.name),
        short_name="UBND",
        kind=AgencyKind.EXECUTIVE,
        level=_LEVELS[gazetteer.level(council.unit.kind)],
    )


@verb("councils.end_agency")
def end_agency(clerk: Actor, agency: Agency, *, on: date, reason: str) -> Agency:
    """Let an agency end, with its focal persons; `on` is the last day. What it owes stays owed."""
    permit(may(clerk, "councils.end_agency", council_id=agency.council_id))
    if agency.valid_to:
        refuse_now(naming(refusals.ALREADY_ENDED, day=agency.valid_to))
    lawful(may_end_on(agency.valid_from, on, clock.today(), reason=reason))
    agency.valid_to = on
    agency.save(update_fields=["valid_to"])
    agency.focal_persons.filter(valid_to=None).update(valid_to=on)
    record(agency, on=day_text(on), reason=clean_line(reason))
    announce(f"council-{agency.council_id}")
    return agency


@verb("councils.name_focal_person")
def name_focal_person(
    clerk: Actor, agency: Agency, *, person: Person, valid_from: date, is_leader: bool = False
) -> FocalPerson:
    """Say who works for an agency on this platform: its officer, or its leader."""
    permit(may(clerk, "councils.name_focal_person", council_id=agency.council_id))
    living(agency.council_id)
    same_council(agency.council_id, person)
    if agency.valid_to:
        refuse_now(naming(refusals.ALREADY_ENDED, day=agency.valid_to))
    if agency.focal_persons.filter(open_on(valid_from), person=person).exists():
        refuse_now(naming(refusals.POST_HELD, name=person.full_name))
    focal = FocalPerson.objects.create(
        council_id=agency.council_id, agency=agency, person=person, is_leader=is_leader, valid_from=valid_from
    )
    record(focal, agency=agency.pk, person=person.pk, is_leader=is_leader, start=day_text(valid_from))
    announce(f"council-{agency.council_id}", f"person-{person.pk}")
    return focal


@verb("councils.end_focal_person")
def end_focal_person(clerk: Actor, focal: FocalPerson, *, on: date, reason: str) -> FocalPerson:
    """End somebody's work for an agency here; `on` is the last day."""
    permit(may(clerk, "councils.end_focal_person", council_id=focal.council_id))
    if focal.valid_to:
        refuse_now(naming(refusals.ALREADY_ENDED, day=focal.valid_to))
    lawful(may_end_on(focal.valid_from, on, clock.today(), reason=reason))
    focal.valid_to = on
    focal.save(update_fields=["valid_to"])
    record(focal, on=day_text(on), reason=clean_line(reason))
    announce(f"council-{focal.council_id}", f"person-{focal.person_id}")
    return focal
