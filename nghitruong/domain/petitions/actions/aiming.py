"""What the council sets itself, and what leaves the house in bulk."""

from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.models import Target
from nghitruong.domain.petitions.policies import may
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, verb
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor


@verb("petitions.set_target")
def set_target(standing: Actor, council_id: int, *, year: int, old_cases: int) -> Target:
    """Say how many old unresolved petitions are to be resolved in a year; a new number takes the place of the old."""
    permit(may(standing, "petitions.set_target", council_id=council_id))
    lawful(rules.may_set_target(year, old_cases, clock.today()))
    values = {"old_cases": old_cases, "set_by": standing.name, "set_on": clock.today()}
    target, _is_new = Target.objects.update_or_create(council_id=council_id, year=year, defaults=values)
    record(target, year=year, old_cases=old_cases)
    announce("petitions")
    return target


@verb("petitions.export_petitions", serious=True)
def export_petitions(clerk: Actor, council_id: int, *, count: int, filters: str) -> None:
    """Write down that a list left the house as a file: how long it was, and what it was narrowed by.

    Announces nothing: no record changes. Raises RefusedError for more rows than one file holds.
    """
    permit(may(clerk, "petitions.export_petitions", council_id=council_id))
    lawful(rules.may_export(count))
    record(None, council_id=council_id, petitions=count, filters=filters[:500])
