"""Parts of a petition that other agencies answer for."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from nghitruong.domain.petitions import actions, forms, queries
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.views.lists import actor_of
from nghitruong.foundation.accounts.guards import office
from nghitruong.kernel.decision import ensure
from nghitruong.web.asking import Question, asked


@office
def divide(request: HttpRequest, code: str) -> HttpResponse:
    """Give a part to another agency."""
    actor = actor_of(request)
    petition = queries.petition_for(actor, code)
    ensure(may(actor, "petitions.divide_petition", council_id=petition.council_id))
    question = _question(code, petition.title, _("Give a part to another agency"), _("The agency has its part."))
    form = forms.PartForm(actor, request.POST or None)
    return asked(request, form, question, lambda data: actions.divide_petition(actor, petition, **data))


@office
def answer(request: HttpRequest, part_id: int) -> HttpResponse:
    """Answer for the own part."""
    actor = actor_of(request)
    part = queries.part_for(actor, part_id)
    ensure(may(actor, "petitions.answer_part", is_own=actor.agency_id == part.agency_id, council_id=part.council_id))
    question = _question(part.petition.code, part.text, _("Answer for the part"), _("The agency that leads has it."))
    form = forms.PartAnswerForm(request.POST or None, initial={"text": part.answer})
    return asked(request, form, question, lambda data: actions.answer_part(actor, part, text=data["text"]))


@office
def send_back(request: HttpRequest, part_id: int) -> HttpResponse:
    """The lead sends the answer for a part back."""
    actor = actor_of(request)
    part = queries.part_for(actor, part_id)
    is_lead = actor.agency_id is not None and actor.agency_id == part.petition.agency_id
    ensure(may(actor, "petitions.return_part", is_own=is_lead, council_id=part.council_id))
    question = _question(part.petition.code, part.answer, _("Send the part back"), _("The agency owes its part again."))
    form = forms.ReasonForm(request.POST or None)
    return asked(request, form, question, lambda data: actions.return_part(actor, part, reason=data["reason"]))


@office
def withdraw(request: HttpRequest, part_id: int) -> HttpResponse:
    """Take a part back."""
    actor = actor_of(request)
    part = queries.part_for(actor, part_id)
    ensure(may(actor, "petitions.withdraw_part", council_id=part.council_id))
    question = _question(part.petition.code, part.text, _("Take the part back"), _("Kept in the record."))
    form = forms.ReasonForm(request.POST or None)
    return asked(request, form, question, lambda data: actions.withdraw_part(actor, part, reason=data["reason"]))


def _question(code: str, intro: str, title: str, said: str) -> Question:
    return Question(title, title, reverse("petitions:detail", args=[code]), code, intro, said=said)
