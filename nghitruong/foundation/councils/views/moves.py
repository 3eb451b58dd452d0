"""What may happen to a mandate, each on a page of its own that asks for reason, decision and day."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nghitruong.foundation.councils import actions, forms, queries
from nghitruong.foundation.councils.lifecycle import MANDATE, MandateState
from nghitruong.foundation.councils.policies import may
from nghitruong.foundation.law.views.door import actor_of, signed_in
from nghitruong.kernel import clock
from nghitruong.kernel.decision import ensure
from nghitruong.web.asking import Question, asked
from nghitruong.web.parts import Action, Words


@dataclass(frozen=True)
class Move:
    """One move: its address, its verb, what it is called, what is not asked for, and how grave it is."""

    slug: str
    verb: Callable[..., Any]
    label: Words
    intro: Words
    without: tuple[str, ...] = ()
    tone: str = "danger"

    @property
    def name(self) -> str:
        return self.verb.__name__


MOVES = (
    Move(
        "xin-thoi",
        actions.request_release,
        gettext_lazy("Asked to be released"),
        gettext_lazy("The deputy asks to be released; the council decides at its session or its Standing body."),
        ("decision",),
        "primary",
    ),
    Move(
        "rut-don",
        actions.withdraw_release,
        gettext_lazy("Wish withdrawn or not followed"),
        gettext_lazy("The deputy goes on as before."),
        ("decision",),
        "primary",
    ),
    Move(
        "cho-thoi",
        actions.release_mandate,
        gettext_lazy("Release from the mandate"),
        gettext_lazy("The council has released the deputy. From that day the seat no longer counts in the total."),
    ),
    Move(
        "tam-dinh-chi",
        actions.suspend_mandate,
        gettext_lazy("Suspend the mandate"),
        gettext_lazy("By the Standing body, when a deputy is prosecuted. The seat stays and counts in the total."),
    ),
    Move(
        "khoi-phuc",
        actions.reinstate_mandate,
        gettext_lazy("End the suspension"),
        gettext_lazy("The deputy acts again from that day."),
        tone="primary",
    ),
    Move(
        "bai-nhiem",
        actions.remove_mandate,
        gettext_lazy("Remove from the mandate"),
        gettext_lazy("By the council with two thirds of all deputies, or by the voters. This cannot be undone."),
    ),
    Move(
        "mat-quyen",
        actions.lose_mandate,
        gettext_lazy("Mandate lost"),
        gettext_lazy("A final criminal judgment ends the mandate from the day it takes effect. This cannot be undone."),
    ),
    Move(
        "tu-tran",
        actions.record_death,
        gettext_lazy("Has died"),
        gettext_lazy("From that day the seat no longer counts in the total. This cannot be undone."),
        ("reason", "decision"),
    ),
)


def moves_of(mandate: Any) -> list[Action]:
    """The buttons of what may follow the mandate's state."""
    verbs = MANDATE.verbs_from(MandateState(mandate.state))
    return [
        Action(move.label, reverse("councils:move", args=[mandate.pk, move.slug]), tone=move.tone)
        for move in MOVES
        if move.name in verbs
    ]


@signed_in
def move(request: HttpRequest, mandate_id: int, slug: str) -> HttpResponse:
    """Ask for what the move needs, then do it."""
    actor, mandate = actor_of(request), queries.deputy_for(actor_of(request), mandate_id)
    wanted = next((each for each in MOVES if each.slug == slug), None)
    if wanted is None:
        raise Http404
    ensure(may(actor, f"councils.{wanted.name}"))
    form = forms.MoveForm(request.POST or None, without=wanted.without, initial={"on": clock.today()})
    url = reverse("councils:deputy", args=[mandate.pk])
    name = mandate.person.full_name
    question = Question(wanted.label, wanted.label, url, name, wanted.intro, wanted.tone, _("Written down."))
    return asked(request, form, question, lambda data: wanted.verb(actor, mandate, **data))
