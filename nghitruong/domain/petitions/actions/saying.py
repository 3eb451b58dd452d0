"""The reason that an act must give, and who is told of a change."""

from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.models import Petition
from nghitruong.foundation.verbs.beats import refuse_now
from nghitruong.kernel.vietnamese.text import clean_line


def reason_of(text: str) -> str:
    """The reason in one clean line. Raises RefusedError without one."""
    reason = clean_line(text)
    if not reason:
        refuse_now(rules.NO_REASON)
    return reason[:500]


def topics_of(petition: Petition) -> list[str]:
    """Whom a change of the petition is announced to: its own page, the lists, the agency that it lies with."""
    agency = [f"agency-{petition.agency_id}"] if petition.agency_id else []
    return [f"petition-{petition.pk}", "petitions", *agency]
