"""Ways up and down between councils, as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nghitruong.domain.commitments.queries import days_to_go
from nghitruong.domain.commitments.views.shapes import due_tag
from nghitruong.domain.petitions import queries
from nghitruong.domain.petitions.lifecycle import Level, PetitionState
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.views.shapes.rows import TONES
from nghitruong.kernel import clock
from nghitruong.kernel.vietnamese import short_date
from nghitruong.web.parts import Fact, Tag
from nghitruong.web.words import in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nghitruong.domain.petitions.models import Petition, Transfer, TransferMessage
    from nghitruong.kernel.actor import Actor


@dataclass(frozen=True)
class Way:
    """One way between two councils, as the page of either record shows it."""

    transfer: Transfer
    title: str
    facts: list[Fact]
    tags: list[Tag]
    messages: list[TransferMessage]


def ways_of(actor: Actor, petition: Petition) -> dict[str, Any]:
    """Where the petition went, and where it came from, for who reads every petition of the council."""
    if actor.agency_id is not None:
        return {"ways": [], "may_write_up": False}
    above = queries.above_of(petition)
    found = [_up(actor, petition, above)] if above else []
    found += [_down(each) for each in queries.below_of(petition)]
    return {"ways": found, "may_write_up": may(actor, "petitions.write_to_council").is_allowed}


def transfer_page(actor: Actor, petitions: Sequence[Petition], form: Any, typed: Mapping[str, str]) -> dict[str, Any]:
    """The petitions that go up, each with the words that go along."""
    above, count = queries.council_above(actor.council_id or 0), len(petitions)
    words = [(each, typed.get(f"words-{each.code}", each.public_text or each.title)) for each in petitions]
    return {
        "title": ngettext("Send %(count)s petition up", "Send %(count)s petitions up", count) % {"count": count},
        "rows": words,
        "above": above,
        "form": form,
        "has_agencies": queries.agencies_above(actor).exists(),
    }


def level_of(petitions: Sequence[Petition]) -> str:
    """The level that is proposed: central where all are central matters, else the province's."""
    is_central = bool(petitions) and all(each.level == Level.CENTRAL for each in petitions)
    return Level.CENTRAL if is_central else Level.PROVINCE


def _up(actor: Actor, petition: Petition, above: queries.Above) -> Way:
    debt, transfer = queries.debts_above([petition]).get(petition.pk), above.transfer
    left = days_to_go([debt], clock.today(), actor.council_id or 0) if debt else {}
    state = PetitionState(above.state)
    facts = [
        Fact(_("Code there"), above.code),
        Fact(_("Sent up on"), short_date(clock.local_date(transfer.sent_at))),
        *([Fact(_("Agency that answers"), above.agency)] if above.agency else []),
        *([Fact(_("Answer due on"), short_date(above.due_on))] if above.due_on else []),
        *([Fact(_("Answered on"), short_date(transfer.answered_on))] if transfer.answered_on else []),
        *([Fact(_("Who asked was passed on because"), transfer.names_reason)] if transfer.names_reason else []),
    ]
    due = due_tag(debt, left[debt.pk]) if debt and debt.pk in left else None
    tags = [Tag(in_words(state), TONES[state]), *([due] if due else [])]
    return Way(transfer, above.council, facts, tags, list(queries.messages_of([transfer])))


def _down(transfer: Transfer) -> Way:
    facts = [
        Fact(_("Code there"), transfer.petition.code),
        Fact(_("Sent up on"), short_date(clock.local_date(transfer.sent_at))),
        *([Fact(_("Number of the letter"), transfer.letter_number)] if transfer.letter_number else []),
        Fact(_("Who asked"), transfer.names_reason or _("Known to the council below alone")),
    ]
    state = PetitionState(transfer.petition.state)
    return Way(
        transfer,
        _("From %(council)s") % {"council": transfer.council.name},
        facts,
        [Tag(in_words(state), TONES[state])],
        list(queries.messages_of([transfer])),
    )
