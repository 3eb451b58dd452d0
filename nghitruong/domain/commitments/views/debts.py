"""One debt: its page, and a page for each thing that is done with it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from nghitruong.domain.commitments import actions, forms, queries
from nghitruong.domain.commitments.policies import may
from nghitruong.domain.commitments.views import shapes
from nghitruong.domain.commitments.views.lists import actor_of
from nghitruong.foundation.accounts.guards import office
from nghitruong.kernel import clock
from nghitruong.kernel.decision import ensure
from nghitruong.web.asking import Question, asked

if TYPE_CHECKING:
    from nghitruong.domain.commitments.models import Commitment

PRESSES = {
    "nhan": actions.accept_commitment,
    "chap-nhan": actions.accept_report,
    "chay-tiep": actions.resume_clock,
}
"""Acts that need nothing but the press."""

REASONED = {
    "tra-lai": ("return_report", actions.return_report, gettext_lazy("Send the report back")),
    "khong-thuc-hien": (
        "declare_not_performed",
        actions.declare_not_performed,
        gettext_lazy("Declare it not carried out"),
    ),
    "rut": ("withdraw_commitment", actions.withdraw_commitment, gettext_lazy("No longer ask for it")),
    "mo-lai": ("reopen_commitment", actions.reopen_commitment, gettext_lazy("Ask for it again")),
}
"""Acts that need a reason."""


@office
@require_GET
def detail(request: HttpRequest, number: int) -> HttpResponse:
    """One debt: who owes what until when, its course, and what may be done now."""
    actor = actor_of(request)
    debt = queries.commitment_for(actor, number)
    wish = queries.open_wish(debt)
    context = {
        **shapes.record_head(debt),
        "papers": list(queries.papers_of(actor, debt)),
        "milestones": shapes.milestone_lines(debt),
        "verbs": queries.available_verbs(actor, debt),
        "origin_page": queries.origin_page(actor, debt),
        "wish": wish,
        "may_answer_wish": wish is not None and may(actor, "commitments.grant_extension").is_allowed,
    }
    return render(request, "commitments/detail.html", context)


@office
def new_commitment(request: HttpRequest) -> HttpResponse:
    """Write down what an agency owes."""
    actor = actor_of(request)
    ensure(may(actor, "commitments.owe_commitment"))
    form = forms.CommitmentForm(actor, request.POST or None)
    question = Question(
        _("New commitment"), _("Write it down"), reverse("commitments:list"), _("What is owed"), said=_("Written down.")
    )
    council_id = actor.council_id or 0
    return asked(
        request, form, question, lambda data: actions.owe_commitment(actor, council_id, wanted=actions.Wanted(**data))
    )


@office
def report(request: HttpRequest, number: int) -> HttpResponse:
    """The agency says what it did."""
    debt = debt_for(request, number, "report_result")
    form = forms.ReportForm(actor_of(request), request.POST or None, initial={"done_on": clock.today()})
    question = question_about(debt, _("Report the result"), _("Send the report"), said=_("The report was sent."))
    return asked(request, form, question, lambda data: actions.report_result(actor_of(request), debt, **data))


@office
def ask_extension(request: HttpRequest, number: int) -> HttpResponse:
    """The agency asks for more time."""
    debt = debt_for(request, number, "ask_extension")
    form = forms.ExtensionForm(request.POST or None)
    question = question_about(debt, _("Ask for more time"), _("Ask"), said=_("The Standing body will answer."))
    return asked(request, form, question, lambda data: actions.ask_extension(actor_of(request), debt, **data))


@office
def escalate(request: HttpRequest, number: int) -> HttpResponse:
    """The Standing body takes the next step."""
    debt = debt_for(request, number, "escalate_commitment")
    form = forms.StepForm(request.POST or None)
    question = question_about(debt, _("Take the next step"), _("Take it"), said=_("Kept in the record."))
    return asked(request, form, question, lambda data: actions.escalate_commitment(actor_of(request), debt, **data))


@office
def stop_clock(request: HttpRequest, number: int) -> HttpResponse:
    """The Standing body lets time stand still."""
    debt = debt_for(request, number, "stop_clock")
    form = forms.StopForm(request.POST or None)
    question = question_about(debt, _("Stop the time"), _("Stop it"), said=_("Time stands still."))
    return asked(request, form, question, lambda data: actions.stop_clock(actor_of(request), debt, **data))


@office
def act(request: HttpRequest, number: int, verb: str) -> HttpResponse:
    """One press, or an act that asks for its reason."""
    if verb in PRESSES:
        return _press(request, number, PRESSES[verb])
    if verb not in REASONED:
        raise Http404
    name, act_on, title = REASONED[verb]
    debt = debt_for(request, number, name)
    form = forms.ReasonForm(request.POST or None)
    question = question_about(debt, str(title), str(title), said=_("Kept in the record."))
    return asked(request, form, question, lambda data: act_on(actor_of(request), debt, **data))


@office
@require_POST
def answer_extension(request: HttpRequest, extension_id: int, verb: str) -> HttpResponse:
    """Give more time, or refuse it with the reason."""
    actor = actor_of(request)
    wish = queries.extension_for(actor, extension_id)
    answer = {"cho": actions.grant_extension, "khong": actions.refuse_extension}.get(verb)
    if answer is None:
        raise Http404
    answer(actor, wish, answer=request.POST.get("answer", ""))
    messages.success(request, _("Kept in the record."))
    return redirect("commitments:detail", wish.commitment.number)


def _press(request: HttpRequest, number: int, act_on: Callable[..., Any]) -> HttpResponse:
    if request.method != "POST":
        return redirect("commitments:detail", number)
    act_on(actor_of(request), queries.commitment_for(actor_of(request), number))
    messages.success(request, _("Kept in the record."))
    return redirect("commitments:detail", number)


def debt_for(request: HttpRequest, number: int, verb: str) -> "Commitment":
    """The debt through its door, for whoever may do this to it."""
    actor = actor_of(request)
    debt = queries.commitment_for(actor, number)
    is_own = actor.agency_id is not None and actor.agency_id == debt.debtor_id
    ensure(may(actor, f"commitments.{verb}", is_own=is_own, council_id=debt.council_id))
    return debt


def question_about(debt: "Commitment", title: str, act_words: str, said: str) -> Question:
    """The page that asks before something is done to the debt."""
    page = reverse("commitments:detail", args=[debt.number])
    return Question(title, act_words, page, debt.code, debt.title, said=said)
