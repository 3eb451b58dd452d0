"""Parts of a petition as pages show them: whose, until when, and what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from nghitruong.domain.petitions import queries
from nghitruong.domain.petitions.lifecycle import WITH_AGENCY
from nghitruong.domain.petitions.policies import may
from nghitruong.kernel import clock
from nghitruong.web.parts import Tag

if TYPE_CHECKING:
    from nghitruong.domain.petitions.models import Part, Petition
    from nghitruong.kernel.actor import Actor


def parts_page(actor: Actor, petition: Petition) -> dict[str, Any]:
    """The parts of one petition, with what this actor may do with each."""
    parts = [(each, part_tag(each), each.agency_id == actor.agency_id) for each in queries.parts_of(actor, petition)]
    is_lead = actor.agency_id is not None and actor.agency_id == petition.agency_id
    is_open = petition.state in WITH_AGENCY
    return {
        "parts": parts,
        "may_withdraw": may(actor, "petitions.withdraw_part").is_allowed,
        "may_return_part": is_open and may(actor, "petitions.return_part", is_own=is_lead).is_allowed,
    }


def own_parts(actor: Actor) -> list[tuple[Part, Tag]]:
    """What the actor's agency answers for in petitions that others lead."""
    return [(each, part_tag(each)) for each in queries.parts_to_answer(actor)]


def part_tag(part: Part) -> Tag:
    """Whether the part has come, still may, or is overdue."""
    if part.answered_on:
        return Tag(_("Part is in"), "done", "check")
    if part.returned_on:
        return Tag(_("Part was sent back"), "amber")
    return (
        Tag(_("Overdue"), "red", "alert-triangle") if part.due_on < clock.today() else Tag(_("Part not in yet"), "blue")
    )
