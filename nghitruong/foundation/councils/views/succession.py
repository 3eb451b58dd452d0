"""Mergers: prepared by the administrator above, looked at and carried out by the new council's office."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nghitruong.foundation.councils import actions, forms, queries
from nghitruong.foundation.councils.lifecycle import SuccessionState
from nghitruong.foundation.councils.policies import may
from nghitruong.foundation.councils.queries.choices import council_choices, mandate_choices
from nghitruong.foundation.councils.rules import Part
from nghitruong.foundation.councils.views.counts import count_lines
from nghitruong.foundation.councils.views.door import allowed, first_with
from nghitruong.foundation.law.views.door import actor_of, council_of, signed_in
from nghitruong.kernel.decision import RefusalKind, RefusedError, ensure
from nghitruong.web.asking import go
from nghitruong.web.parts import Step, Tag
from nghitruong.web.words import in_words, refusal_sentence

HOME = "councils:successions"
TONES = {SuccessionState.PROPOSED: "amber", SuccessionState.CARRIED_OUT: "green", SuccessionState.WITHDRAWN: "done"}


@signed_in
def successions(request: HttpRequest) -> HttpResponse:
    """Mergers into this council, or into those below it."""
    actor = actor_of(request)
    context = {
        "title": _("Mergers"),
        "plans": [(plan, _tag(plan)) for plan in queries.plans_of(actor)],
        "predecessors": queries.predecessors_of(council_of(request)),
        "back_url": reverse("councils:organisation"),
        "back_label": _("Organisation"),
        **allowed(request, "propose_succession", "carry_out_succession"),
    }
    return render(request, "councils/successions.html", context)


@signed_in
def new_succession(request: HttpRequest) -> HttpResponse:
    """First the new council, then what goes over of the others, then who comes from those in part."""
    actor = actor_of(request)
    ensure(may(actor, "councils.propose_succession"))
    council = _wanted_council(request)
    if council is None:
        return _ask(request, None, None, [])
    others = [choice for choice in council_choices(council_of(request)) if choice[0] != council.pk]
    form = forms.SuccessionForm(others, queries.origins_here(council), request.POST or None, initial=_initial(council))
    if request.method != "POST" or not form.is_valid():
        return _ask(request, council, form, [])
    parts = _part_forms(form, others, request.POST if "step" in request.POST else None)
    if all(each.is_valid() for each, _name in parts) and _proposed(request, council, form, parts):
        messages.success(request, _("The merger is prepared. The new council's office carries it out."))
        return go(reverse(HOME))
    return _ask(request, council, form, parts)


@signed_in
def succession(request: HttpRequest, plan_id: int) -> HttpResponse:
    """What a merger will do, before it is carried out; what it did, afterwards."""
    plan = queries.plan_for(actor_of(request), plan_id)
    is_prepared = plan.state == SuccessionState.PROPOSED
    parts = [(part, _coming(part, plan)) for part in plan.parts.all()]
    context = {
        "is_prepared": is_prepared,
        "parts": parts,
        "coming": sum(count for _part, count in parts),
        "counts": count_lines(queries.counts_before(plan)) if is_prepared else count_lines(plan.before, plan.after),
        "may_carry_out": is_prepared and _may_carry_out(request, plan),
        **allowed(request, "withdraw_succession"),
    }
    return render(request, "councils/succession.html", context | _head(plan))


@signed_in
@require_POST
def carry_out(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Carry a merger out."""
    actions.carry_out_succession(actor_of(request), queries.plan_for(actor_of(request), plan_id))
    messages.success(request, _("The merger has taken effect."))
    return go(reverse("councils:succession", args=[plan_id]))


@signed_in
@require_POST
def withdraw(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Take a prepared merger back."""
    plan = queries.plan_for(actor_of(request), plan_id)
    actions.withdraw_succession(actor_of(request), plan, reason=request.POST.get("reason", ""))
    messages.success(request, _("The preparation was withdrawn."))
    return go(reverse("councils:succession", args=[plan_id]))


def _head(plan: Any) -> dict[str, Any]:
    return {
        "title": plan.council.name,
        "plan": plan,
        "status": _tag(plan),
        "back_url": reverse(HOME),
        "back_label": _("Mergers"),
    }


PartForms = list[tuple[forms.PartForm, str]]


def _wanted_council(request: HttpRequest) -> Any:
    """The new council named in the address; none yet on the first page."""
    number = request.GET.get("hdnd", "")
    return queries.child_council(actor_of(request), int(number)) if number.isascii() and number.isdigit() else None


def _initial(council: Any) -> dict[str, Any]:
    return {"on": council.opened_on}


def _part_forms(form: forms.SuccessionForm, others: list[tuple[int, str]], posted: Any) -> PartForms:
    """One question for each council that goes over in part: who comes, does it end."""
    eve = form.cleaned_data["on"] - timedelta(days=1)
    return [
        (forms.PartForm(number, mandate_choices(number, eve), posted), first_with(others, number))
        for number in form.taken(forms.IN_PART)
    ]


def _proposed(request: HttpRequest, council: Any, form: forms.SuccessionForm, parts: PartForms) -> bool:
    """Whether the merger was proposed; the law's no is shown in the form."""
    data = form.cleaned_data
    all_parts = [*(Part(number) for number in form.taken(forms.WHOLE)), *(each.part() for each, _name in parts)]
    try:
        actions.propose_succession(
            actor_of(request), council, parts=all_parts, on=data["on"], decision=data["decision"]
        )
    except RefusedError as error:
        if error.refusal.kind is RefusalKind.NOT_ALLOWED:
            raise
        form.add_error(None, refusal_sentence(error.refusal))
        return False
    return True


def _ask(request: HttpRequest, council: Any, form: Form | None, parts: PartForms) -> HttpResponse:
    names = (_("New council"), _("Old councils"), _("Who comes from a part"), _("Carried out by the new office"))
    now = 2 if parts else 1 if council else 0
    states = ["done" if place < now else "now" if place == now else "to_come" for place in range(len(names))]
    context = {
        "title": _("Prepare a merger"),
        "council": council,
        "choices": council_choices(council_of(request)),
        "form": form,
        "parts": parts,
        "steps": [Step(name, state) for name, state in zip(names, states, strict=True)],
        "back_url": reverse(HOME),
        "back_label": _("Mergers"),
    }
    return render(request, "councils/new_succession.html", context, status=400 if form and form.errors else 200)


def _coming(part: Any, plan: Any) -> int:
    if not part.is_whole:
        return int(part.mandates.count())
    return queries.mandates_on(part.predecessor_id, plan.on - timedelta(days=1)).count()


def _tag(plan: Any) -> Tag:
    state = SuccessionState(plan.state)
    return Tag(in_words(state), TONES[state])


def _may_carry_out(request: HttpRequest, plan: Any) -> bool:
    actor = actor_of(request)
    answer = may(actor, "councils.carry_out_succession", council_id=plan.council_id)
    return answer.is_allowed and actor.account_id != plan.proposed_by_account_id
