"""Reads of denunciation cards, and whether a summary is open to somebody now."""

from datetime import timedelta

from django.db.models import QuerySet

from nghitruong.domain.letters import rules
from nghitruong.domain.letters.lifecycle import CARD, CardState, OpeningState
from nghitruong.domain.letters.models import Card, Opening, Summary
from nghitruong.domain.letters.policies import handles_denunciations, may, reads_cards
from nghitruong.domain.letters.queries.doors import numbered
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.policy import NO_SUCH_RECORD


def cards_of(actor: Actor) -> QuerySet[Card]:
    """The cards, the newest first, for the office, the Standing body and who handles denunciations."""
    found = Card.objects.filter(council_id=actor.council_id or 0)
    return (found if reads_cards(actor) else found.none()).order_by("-year", "-number")


def card_for(actor: Actor, code: str) -> Card:
    """One card by its code; what the actor may not read does not exist."""
    found = cards_of(actor).filter(**numbered(code, "TC")).first()
    if found is None:
        raise RefusedError(NO_SUCH_RECORD, f"card {code}")
    return found


def has_summary(card: Card) -> bool:
    return Summary.objects.filter(card=card).exists()


def asked_opening(card: Card) -> Opening | None:
    """The opening that waits for a second person."""
    return card.openings.filter(state=OpeningState.ASKED).first()


def open_for(actor: Actor, card: Card) -> Opening | None:
    """The opening that shows the summary to the actor now: asked by her, confirmed by another, not yet over."""
    since = clock.now() - timedelta(minutes=rules.OPEN_MINUTES)
    mine = card.openings.filter(asked_by_id=actor.account_id or 0, confirmed_at__gt=since)
    return mine.order_by("-confirmed_at").first()


def openings_of(actor: Actor, card: Card) -> QuerySet[Opening]:
    """Who opened it when, for whoever handles denunciations and the Standing body."""
    seen = handles_denunciations(actor) or actor.has(Role.STANDING)
    return (card.openings.all() if seen else card.openings.none()).order_by("-asked_at")


def card_verbs(actor: Actor, card: Card) -> set[str]:
    """The verbs that state and capacity allow now, by their short names."""
    following = set(CARD.verbs_from(CardState(card.state))) | {"place_paper", "write_summary"}
    if has_summary(card):
        following.add("confirm_opening" if asked_opening(card) else "ask_opening")
    if open_for(actor, card):
        following.add("read_summary")
    asked = asked_opening(card)
    if asked and asked.asked_by_id == actor.account_id:
        following.discard("confirm_opening")
    return {verb for verb in following if may(actor, f"letters.{verb}", is_own=True).is_allowed}


def counted(cards: QuerySet[Card]) -> dict[str, int]:
    """How many cards stand where, for the review: numbers alone."""
    today = clock.today()
    running = cards.exclude(state=CardState.CLOSED)
    return {"all": cards.count(), "running": running.count(), "late": running.filter(due_on__lt=today).count()}
