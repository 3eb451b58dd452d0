"""The cards of denunciations: numbers, days, places. No page of these is kept by a browser or a proxy."""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from nghitruong.domain.letters import actions, forms, queries
from nghitruong.domain.letters.policies import may, reads_cards
from nghitruong.domain.letters.views import shapes
from nghitruong.domain.letters.views.lists import actor_of
from nghitruong.foundation.accounts.guards import office
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role
from nghitruong.kernel.decision import RefusedError, ensure
from nghitruong.kernel.policy import NO_SUCH_RECORD
from nghitruong.web.asking import Question, asked
from nghitruong.web.paging import page_of

if TYPE_CHECKING:
    from nghitruong.domain.letters.models import Card

ASKED: dict[str, tuple[Any, Any, type[forms.OwnForm]]] = {
    "noi-giu": (actions.place_paper, gettext_lazy("Where the paper lies"), forms.PlaceForm),
    "chuyen": (actions.forward_card, gettext_lazy("It was forwarded"), forms.BodyForm),
    "thu-ly": (actions.accept_card, gettext_lazy("It was accepted for settlement"), forms.BodyForm),
    "gia-han": (actions.extend_card, gettext_lazy("The time was extended"), forms.ExtendForm),
    "ket-luan": (actions.conclude_card, gettext_lazy("It was concluded with an outcome"), forms.OutcomeForm),
    "ket-thuc": (actions.close_card, gettext_lazy("Close the card"), forms.CloseForm),
    "tom-tat": (actions.write_summary, gettext_lazy("Write the summary"), forms.SummaryForm),
    "de-nghi-mo": (actions.ask_opening, gettext_lazy("Ask for the summary to be opened"), forms.OpeningForm),
}
WARNING = gettext_lazy(
    "Type no name, address, telephone or handwriting here or anywhere else. Whoever brought it is a state secret and"
    " stays on paper."
)


@office
@never_cache
@require_GET
def card_list(request: HttpRequest) -> HttpResponse:
    """The register of denunciations by number and day."""
    actor = actor_of(request)
    if not reads_cards(actor):
        raise RefusedError(NO_SUCH_RECORD, "cards")
    page, pager = page_of(request, queries.cards_of(actor))
    context = {**shapes.cards_of(actor, list(page.object_list), page.paginator.count), "pager": pager}
    return render(request, "letters/cards.html", {**context, "warning": WARNING})


@office
@never_cache
def register(request: HttpRequest) -> HttpResponse:
    """Enter a denunciation by its day and where the paper lies."""
    actor = actor_of(request)
    ensure(may(actor, "letters.register_card", is_own=actor.has(Role.CLERK)))
    form = forms.CardForm(actor, request.POST or None, initial={"received_on": clock.today()})
    question = _question(_("Enter a denunciation"), reverse("letters:cards"), _("Denunciations"))
    return asked(request, form, question, lambda data: actions.register_card(actor, actor.council_id or 0, **data))


@office
@never_cache
@require_GET
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One card."""
    actor = actor_of(request)
    return render(request, "letters/card.html", shapes.card_of(actor, queries.card_for(actor, code)))


@office
@never_cache
@require_POST
def read(request: HttpRequest, code: str) -> HttpResponse:
    """The opened summary; a page that nothing keeps, and a line in the ledger for each reading."""
    actor = actor_of(request)
    card = queries.card_for(actor, code)
    text = actions.read_summary(actor, card)
    return render(request, "letters/card.html", {**shapes.card_of(actor, card), "summary": text})


@office
@never_cache
def act(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    """An act on the card."""
    actor = actor_of(request)
    card = queries.card_for(actor, code)
    if verb == "xac-nhan-mo":
        return _confirm(request, actor, card)
    if verb not in ASKED:
        raise Http404
    act_on, title, form_class = ASKED[verb]
    ensure(may(actor, f"letters.{act_on.__name__}", is_own=True, council_id=card.council_id))
    question = _question(str(title), reverse("letters:card", args=[card.code]), card.code)
    return asked(request, form_class(actor, request.POST or None), question, lambda data: act_on(actor, card, **data))


def _confirm(request: HttpRequest, actor: Actor, card: "Card") -> HttpResponse:
    """Another person agrees to the opening that was asked for."""
    opening = queries.asked_opening(card)
    if request.method == "POST" and opening:
        actions.confirm_opening(actor, opening)
    return redirect("letters:card", card.code)


def _question(title: str, page: str, label: str) -> Question:
    return Question(title, title, page, label, WARNING, said=_("Kept in the record."))
