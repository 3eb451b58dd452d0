"""The cards of denunciations as pages show them: never a word of what one says, unless it was just opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nghitruong.domain.letters import queries
from nghitruong.domain.letters.lifecycle import CardState
from nghitruong.domain.letters.policies import may
from nghitruong.domain.letters.views.shapes.rows import due_tag
from nghitruong.kernel.actor import Role
from nghitruong.web.parts import Fact, Tag
from nghitruong.web.words import in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nghitruong.domain.letters.models import Card
    from nghitruong.kernel.actor import Actor

TONES = {
    CardState.RECEIVED: "grey",
    CardState.FORWARDED: "blue",
    CardState.ACCEPTED: "blue",
    CardState.CONCLUDED: "teal",
    CardState.CLOSED: "done",
}


def card_tag(card: Card) -> Tag:
    """Where a card stands."""
    state = CardState(card.state)
    return Tag(in_words(state), TONES[state])


def card_due(card: Card) -> Tag | None:
    """What the next step's last day means today."""
    return due_tag(card.due_on, is_ended=card.state == CardState.CLOSED)


def cards_of(actor: Actor, cards: Sequence[Card], total: int) -> dict[str, Any]:
    """The register of denunciations."""
    may_register = may(actor, "letters.register_card", is_own=actor.has(Role.CLERK)).is_allowed
    return {
        "title": _("Denunciations"),
        "count_words": ngettext("%(count)s card", "%(count)s cards", total) % {"count": total},
        "rows": [(each, card_tag(each), card_due(each), _body(each)) for each in cards],
        "is_empty": not total,
        "empty": {"icon": "lock", "title": _("No cards yet"), "text": _("A card holds a number, days and places.")},
        "may_register": may_register,
        "back_url": reverse("letters:list"),
        "back_label": _("Letters of citizens"),
    }


def card_of(actor: Actor, card: Card) -> dict[str, Any]:
    """One card, with what this actor may do with it."""
    opening = queries.open_for(actor, card)
    return {
        "title": _("Denunciation %(code)s") % {"code": card.code},
        "card": card,
        "code": card.code,
        "status": card_tag(card),
        "due": card_due(card),
        "facts": _facts(card),
        "verbs": queries.card_verbs(actor, card),
        "has_summary": queries.has_summary(card),
        "opening": opening,
        "asked": queries.asked_opening(card),
        "openings": [
            (each, queries.label_of("denunciation_opening_reasons", each.reason))
            for each in queries.openings_of(actor, card)
        ],
        "back_url": reverse("letters:cards"),
        "back_label": _("Denunciations"),
    }


def _body(card: Card) -> str:
    return queries.label_of("denunciation_bodies", card.handling_body)


def _facts(card: Card) -> list[Fact]:
    place = queries.label_of("denunciation_paper_places", card.paper_place)
    known: list[tuple[str, Any]] = [
        (_("Received on"), card.received_on),
        (_("Where the paper lies"), f"{place}, {card.folder}"),
        (_("Handling body"), _body(card)),
        (_("Forwarded"), card.forwarded_on),
        (_("Accepted on"), card.accepted_on),
        (_("Times extended"), card.extensions or ""),
        (_("Concluded on"), card.concluded_on),
        (_("Outcome"), queries.label_of("denunciation_outcomes", card.outcome)),
        (_("Next step due on"), card.due_on),
        (_("Closed on"), card.closed_on),
    ]
    return [Fact(key, in_words(value)) for key, value in known if value]
