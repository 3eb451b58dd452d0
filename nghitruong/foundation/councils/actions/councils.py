"""Units and councils come into being. Merging and closing them is in `succession`."""

from collections.abc import Iterator
from datetime import date

from nghitruong.foundation.councils import gazetteer
from nghitruong.foundation.councils.actions.writing import insert, line, living
from nghitruong.foundation.councils.models import Council, Unit, UnitKind, UnitOrigin
from nghitruong.foundation.councils.policies import may
from nghitruong.foundation.councils.queries import origin_links
from nghitruong.foundation.councils.rules import refusals
from nghitruong.foundation.councils.rules.refusals import naming
from nghitruong.foundation.verbs.beats import announce, permit, record, refuse_now, unchanged, verb
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.vietnamese import clean_line


@verb("councils.create_unit")
def create_unit(
    admin: Actor,
    code: str,
    *,
    name: str,
    kind: str,
    parent: Unit | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Unit:
    """Make up a unit for a demo or a test. Its code begins with DEMO-: no real unit's ever does."""
    permit(may(admin, "councils.create_unit"))
    code = clean_line(code)
    if not gazetteer.is_fictional(code):
        refuse_now(naming(refusals.REAL_CODE, prefix=gazetteer.FICTIONAL_PREFIX))
    if kind not in UnitKind:
        refuse_now(naming(refusals.UNKNOWN_KIND, kind=kind))
    if valid_from and valid_to and valid_to < valid_from:
        refuse_now(naming(refusals.ENDS_BEFORE_START, start=valid_from))
    unit = Unit(code=code, name=line(name), kind=kind, parent=parent, valid_from=valid_from, valid_to=valid_to)
    unit.is_fictional = True
    insert(unit, naming(refusals.CODE_TAKEN, code=code))
    record(unit, code=code, name=unit.name, kind=kind)
    announce(f"unit-{unit.pk}")
    return unit


@verb("councils.create_unit_from_gazetteer")
def create_unit_from_gazetteer(admin: Actor, code: str) -> Unit:
    """Take a real unit, with those above it, from the gazetteer; a second time answers the one that is there.

    `code` is a code, which means the latest unit that had it, or a key such as "00004/2025" for an older one.
    """
    permit(may(admin, "councils.create_unit_from_gazetteer"))
    known = gazetteer.unit(clean_line(code))
    if known is None:
        refuse_now(naming(refusals.UNKNOWN_UNIT, code=code))
    if (stored := _stored(known)) is not None:
        return unchanged(stored)
    unit = _store(known)
    record(unit, code=unit.code, name=unit.name, kind=unit.kind)
    announce(f"unit-{unit.pk}")
    return unit


@verb("councils.create_council")
def create_council(
    admin: Actor,
    unit: Unit,
    *,
    opened_on: date,
    name: str = "",
    parent: Council | None = None,
    is_demo: bool = False,
    host_name: str = "",
) -> Council:
    """Open the council of a unit on a day. The province's administrator makes councils under her own."""
    permit(may(admin, "councils.create_council"))
    if not admin.is_system and (parent is None or parent.pk != admin.council_id):
        refuse_now(refusals.NOT_HERE)
    council = Council(
        unit=unit,
        name=clean_line(name) or gazetteer.council_title(unit.name),
        parent=parent,
        opened_on=opened_on,
        is_demo=is_demo,
        host_name=clean_line(host_name),
    )
    insert(council, refusals.COUNCIL_EXISTS)
    record(council, unit=unit.code, name=council.name, opened_on=opened_on.isoformat(), parent=council.parent_id)
    announce(f"council-{council.pk}")
    return council


@verb("councils.create_predecessors")
def create_predecessors(admin: Actor, council: Council, *, opened_on: date) -> list[Council]:
    """Open, as records to be filled from files, the councils of every unit that this one was formed from.

    The units and the links, in whole or in part, come from the gazetteer; what is there already is left as it is.
    `opened_on` is the day the old councils began.
    """
    permit(may(admin, "councils.create_predecessors", council_id=council.parent_id or council.pk))
    links = origin_links(council.unit)
    if not links:
        refuse_now(naming(refusals.UNKNOWN_UNIT, code=council.unit.code))
    made = [_open_predecessor(council, link, opened_on) for link in links]
    new = [old for old, is_new in made if is_new]
    record(council, predecessors=[old.pk for old, _is_new in made], opened=len(new), opened_on=opened_on.isoformat())
    announce(f"council-{council.pk}")
    return [old for old, _is_new in made]


@verb("councils.change_office")
def change_office(clerk: Actor, council: Council, *, address: str = "", phone: str = "", email: str = "") -> Council:
    """Write down how the council's office is reached; the public site shows it (ux 8)."""
    permit(may(clerk, "councils.change_office", council_id=council.pk))
    living(council.pk)
    office = {"address": clean_line(address), "phone": clean_line(phone), "email": clean_line(email)}
    council.settings = {**council.settings, **office}
    council.save(update_fields=["settings"])
    record(council, address=office["address"], phone=office["phone"], email=office["email"])
    announce(f"council-{council.pk}")
    return council


def _open_predecessor(council: Council, link: gazetteer.Link, opened_on: date) -> tuple[Council, bool]:
    unit = _stored(link.old) or _store(link.old)
    UnitOrigin.objects.get_or_create(
        unit=council.unit,
        origin=unit,
        defaults={"is_whole": link.is_whole, "on": link.on, "instrument": link.instrument},
    )
    return Council.objects.get_or_create(
        unit=unit,
        parent=council.parent,
        defaults={"name": gazetteer.council_title(unit.name), "opened_on": opened_on},
    )


def _stored(known: gazetteer.Unit) -> Unit | None:
    return Unit.objects.filter(code=known.code, valid_from=known.valid_from, is_fictional=False).first()


def _store(known: gazetteer.Unit) -> Unit:
    """The unit and every one above it that is not there yet, from the top."""
    above: Unit | None = None
    for each in (*_from_top(known), known):
        above = _stored(each) or Unit.objects.create(
            code=each.code,
            name=each.name,
            kind=str(each.kind),
            parent=above,
            valid_from=each.valid_from,
            valid_to=each.valid_to,
        )
    assert above is not None
    return above


def _from_top(known: gazetteer.Unit) -> Iterator[gazetteer.Unit]:
    return reversed(gazetteer.ancestors(known))
