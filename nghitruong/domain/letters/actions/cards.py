"""Denunciations: a card with days and places, a sealed summary, and its opening by two persons.

No verb here takes a name, and none records or announces more than a number: the denouncer's identity is a state secret
(Decree 156/2026, Art. 22; R8.26). There is no verb of export, and no source of the search.
"""

from datetime import date

from django.db import IntegrityError, transaction

from nghitruong.domain.letters import rules
from nghitruong.domain.letters.actions.parts import topic_of
from nghitruong.domain.letters.actions.registering import MOST_TRIES
from nghitruong.domain.letters.lifecycle import CARD, OPENING, CardState
from nghitruong.domain.letters.models import Card, Opening, Summary
from nghitruong.domain.letters.policies import may
from nghitruong.domain.letters.queries import (
    NOTHING_DUE,
    Due,
    asked_opening,
    denunciation_bodies,
    denunciation_outcomes,
    due_from,
    has_summary,
    next_number,
    open_for,
    opening_reasons,
    paper_places,
)
from nghitruong.foundation.accounts.sealing import seal, unseal
from nghitruong.foundation.councils.queries import law_on
from nghitruong.foundation.law.queries import calendar_for
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, refuse_now, verb
from nghitruong.foundation.verbs.moves import SOMEONE_WAS_FASTER, move
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role
from nghitruong.kernel.days import DayType, due_after
from nghitruong.kernel.decision import Decision, RefusedError
from nghitruong.kernel.vietnamese.text import clean_line, clean_text


@verb("letters.register_card")
def register_card(clerk: Actor, council_id: int, *, received_on: date, place: str, folder: str) -> Card:
    """Enter a denunciation by its day and by where the paper lies; the first check is due in 7 working days (R8.24)."""
    permit(may(clerk, "letters.register_card", is_own=clerk.has(Role.CLERK), council_id=council_id))
    lawful(rules.may_be_day(received_on, None, clock.today()))
    folder = clean_line(folder).upper()
    lawful(rules.may_place(place, [code for code, _words in paper_places()], folder))
    due = due_from(council_id, rules.CARD_FIRST_KEY, received_on)
    lawful(due.decision)
    card = Card(council_id=council_id, year=received_on.year, received_on=received_on)
    card.paper_place, card.folder = place, folder
    for name, value in due.fields.items():
        setattr(card, name, value)
    for _try in range(MOST_TRIES):
        try:
            with transaction.atomic():
                card.number = next_number(council_id, card.year, Card)
                card.save(force_insert=True)
                break
        except IntegrityError:
            card.pk = None
    else:
        raise RefusedError(SOMEONE_WAS_FASTER)
    record(card, card=card.code)
    announce(topic_of(card), "cards")
    return card


@verb("letters.place_paper")
def place_paper(handler: Actor, card: Card, *, place: str, folder: str) -> Card:
    """Say where the paper lies now."""
    permit(may(handler, "letters.place_paper", is_own=True, council_id=card.council_id))
    folder = clean_line(folder).upper()
    lawful(rules.may_place(place, [code for code, _words in paper_places()], folder))
    card.paper_place, card.folder = place, folder
    card.save(update_fields=["paper_place", "folder"])
    record(card, card=card.code)
    announce(topic_of(card))
    return card


@verb("letters.forward_card")
def forward_card(handler: Actor, card: Card, *, body: str, on: date | None) -> Card:
    """It went to the body that is competent, on paper, within 5 working days (R8.24)."""
    permit(may(handler, "letters.forward_card", is_own=True, council_id=card.council_id))
    lawful(rules.may_choose(body, [code for code, _words in denunciation_bodies()], rules.UNKNOWN_BODY))
    lawful(rules.may_be_day(on, card.received_on, clock.today()))
    move(card, CARD, "forward_card", handling_body=body, forwarded_on=on, **NOTHING_DUE)
    record(card, card=card.code, state=card.state)
    announce(topic_of(card), "cards")
    return card


@verb("letters.accept_card")
def accept_card(handler: Actor, card: Card, *, body: str, on: date | None) -> Card:
    """The competent body accepted it: it is to be settled within 30 days from that day (R8.25)."""
    permit(may(handler, "letters.accept_card", is_own=True, council_id=card.council_id))
    lawful(rules.may_choose(body, [code for code, _words in denunciation_bodies()], rules.UNKNOWN_BODY))
    lawful(rules.may_be_day(on, card.forwarded_on or card.received_on, clock.today()))
    due = due_from(card.council_id, rules.CARD_SETTLE_KEY, on or clock.today())
    lawful(due.decision)
    move(card, CARD, "accept_card", handling_body=body, accepted_on=on, **due.fields)
    record(card, card=card.code, state=card.state)
    announce(topic_of(card), "cards")
    return card


@verb("letters.extend_card")
def extend_card(handler: Actor, card: Card, *, is_special: bool = False) -> Card:
    """The time was extended by 30 days: once for a complex case, twice for a specially complex one (R8.25)."""
    permit(may(handler, "letters.extend_card", is_own=True, council_id=card.council_id))
    accepted_on = card.accepted_on or clock.today()
    param = law_on(card.council_id, accepted_on)[rules.CARD_EXTEND_KEY]
    lawful(rules.may_extend(card.extensions, param, is_special=is_special))
    start = card.due_on or accepted_on
    until = due_after(start, int(param.value["days_each"]), DayType.CALENDAR, calendar_for(card.council_id))
    due = Due(start, until, param)
    extended = {"is_special": is_special, "extensions": card.extensions + 1}
    move(card, CARD, "extend_card", **extended, **due.fields)
    record(card, card=card.code, state=card.state)
    announce(topic_of(card), "cards")
    return card


@verb("letters.conclude_card")
def conclude_card(handler: Actor, card: Card, *, outcome: str, on: date | None) -> Card:
    """The competent body concluded; the conclusion is sent within 5 working days (R8.25)."""
    permit(may(handler, "letters.conclude_card", is_own=True, council_id=card.council_id))
    lawful(_may_end(outcome))
    lawful(rules.may_be_day(on, card.accepted_on, clock.today()))
    due = due_from(card.council_id, rules.CARD_SENT_KEY, on or clock.today())
    lawful(due.decision)
    move(card, CARD, "conclude_card", outcome=outcome, concluded_on=on, **due.fields)
    record(card, card=card.code, state=card.state)
    announce(topic_of(card), "cards")
    return card


@verb("letters.close_card")
def close_card(handler: Actor, card: Card, *, outcome: str = "") -> Card:
    """The matter is over here: concluded, not accepted, or only information that went to an inspection (R8.29)."""
    permit(may(handler, "letters.close_card", is_own=True, council_id=card.council_id))
    chosen = card.outcome if card.state == CardState.CONCLUDED else outcome
    lawful(_may_end(chosen))
    move(card, CARD, "close_card", outcome=chosen, closed_on=clock.today(), **NOTHING_DUE)
    record(card, card=card.code, state=card.state)
    announce(topic_of(card), "cards")
    return card


@verb("letters.write_summary", serious=True)
def write_summary(handler: Actor, card: Card, *, text: str) -> Card:
    """Keep what it is about, sealed, without a name, address or number of anybody; one that may hold some is refused.

    The refusal says which kind was seen, never what: it is written down itself.
    """
    permit(may(handler, "letters.write_summary", is_own=True, council_id=card.council_id))
    words = clean_text(text)
    lawful(rules.may_summarise(words))
    kept = {"council_id": card.council_id, "sealed": seal(words), "written_on": clock.today()}
    Summary.objects.update_or_create(card=card, defaults=kept)
    record(card, card=card.code, state=card.state)
    announce(topic_of(card), "cards")
    return card


@verb("letters.ask_opening", serious=True)
def ask_opening(handler: Actor, card: Card, *, reason: str) -> Opening:
    """Ask that the summary be opened, for a reason of the catalogue; another person has to confirm it."""
    permit(may(handler, "letters.ask_opening", is_own=True, council_id=card.council_id))
    lawful(rules.may_choose(reason, [code for code, _words in opening_reasons()]))
    if not has_summary(card):
        refuse_now(rules.NO_SUMMARY)
    if asked_opening(card):
        refuse_now(rules.ASKED_ALREADY)
    opening = Opening.objects.create(
        council_id=card.council_id,
        card=card,
        reason=reason,
        asked_by_id=handler.account_id or 0,
        asked_by=handler.name,
    )
    record(card, opening=opening.pk, reason=reason)
    announce(topic_of(card))
    return opening


@verb("letters.confirm_opening", serious=True)
def confirm_opening(second: Actor, opening: Opening) -> Opening:
    """Another person agrees to the opening: who asked may read the summary for fifteen minutes."""
    permit(may(second, "letters.confirm_opening", is_own=True, council_id=opening.council_id))
    lawful(rules.may_confirm(opening.asked_by_id, second.account_id))
    by = {"confirmed_by_id": second.account_id, "confirmed_by": second.name, "confirmed_at": clock.now()}
    move(opening, OPENING, "confirm_opening", **by)
    record(opening.card, opening=opening.pk, asked_by=opening.asked_by_id, confirmed_by=second.account_id)
    announce(topic_of(opening.card))
    return opening


@verb("letters.read_summary", serious=True)
def read_summary(handler: Actor, card: Card) -> str:
    """The summary, while an opening that she asked for and another person confirmed shows it; each reading is kept."""
    permit(may(handler, "letters.read_summary", is_own=True, council_id=card.council_id))
    opening = open_for(handler, card)
    lawful(rules.may_read(opening.confirmed_at if opening else None, clock.now()))
    summary = Summary.objects.filter(card=card).first()
    if summary is None or opening is None:
        refuse_now(rules.NO_SUMMARY)
    opening.read_at = clock.now()
    opening.save(update_fields=["read_at"])
    record(card, opening=opening.pk)
    announce(topic_of(card))
    return unseal(summary.sealed)


def _may_end(outcome: str) -> Decision:
    return rules.may_choose(outcome, [code for code, _words in denunciation_outcomes()], rules.UNKNOWN_OUTCOME)
