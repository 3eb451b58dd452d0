"""What falls on which day: the month, and the milestones of one debt."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from nghitruong.domain.commitments import actions, forms, queries
from nghitruong.domain.commitments.views.debts import debt_for, question_about
from nghitruong.domain.commitments.views.lists import actor_of, month_asked
from nghitruong.domain.commitments.views.months import weeks_of
from nghitruong.foundation.accounts.guards import office
from nghitruong.kernel import clock
from nghitruong.kernel.days import add_months
from nghitruong.web.asking import asked
from nghitruong.web.paging import address


@office
@require_GET
def month_page(request: HttpRequest) -> HttpResponse:
    """What is due and planned on each day of a month."""
    month = month_asked(request)
    weeks = weeks_of(actor_of(request), month)
    context: dict[str, Any] = {
        "title": _("Due days"),
        "month": month,
        "before_url": address(request, thang=f"{add_months(month, -1):%m-%Y}"),
        "after_url": address(request, thang=f"{add_months(month, 1):%m-%Y}"),
        "weekdays": [day.on for day in weeks[0]],
        "weeks": weeks,
        "is_empty": not any(day.entries for week in weeks for day in week),
    }
    return render(request, "commitments/month.html", context)


@office
def plan(request: HttpRequest, number: int) -> HttpResponse:
    """A part of a debt gets a day of its own."""
    debt = debt_for(request, number, "plan_milestone")
    form = forms.MilestoneForm(request.POST or None)
    question = question_about(debt, _("Plan a milestone"), _("Plan it"), said=_("Kept in the record."))
    return asked(request, form, question, lambda data: actions.plan_milestone(actor_of(request), debt, **data))


@office
def reach(request: HttpRequest, milestone_id: int) -> HttpResponse:
    """A milestone was reached."""
    milestone = queries.milestone_for(actor_of(request), milestone_id)
    debt = debt_for(request, milestone.commitment.number, "reach_milestone")
    form = forms.ReachedForm(request.POST or None, initial={"reached_on": clock.today()})
    question = question_about(debt, milestone.title, _("It was reached"), said=_("Kept in the record."))
    return asked(request, form, question, lambda data: actions.reach_milestone(actor_of(request), milestone, **data))


@office
def drop(request: HttpRequest, milestone_id: int) -> HttpResponse:
    """A milestone is no longer planned."""
    milestone = queries.milestone_for(actor_of(request), milestone_id)
    debt = debt_for(request, milestone.commitment.number, "drop_milestone")
    form = forms.ReasonForm(request.POST or None)
    question = question_about(debt, milestone.title, _("Drop the milestone"), said=_("Kept in the record."))
    return asked(request, form, question, lambda data: actions.drop_milestone(actor_of(request), milestone, **data))
