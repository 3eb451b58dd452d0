"""Working days: the national calendar of a year, and what the office corrected in it."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nghitruong.foundation.law import actions, queries
from nghitruong.foundation.law.forms import DayCorrectionForm, WithdrawForm
from nghitruong.foundation.law.views.door import actor_of, council_of, may_change, signed_in
from nghitruong.kernel import clock
from nghitruong.web.asking import done, go


@signed_in
def day_list(request: HttpRequest) -> HttpResponse:
    """The days off of a year and the corrected days, with a form to correct one more."""
    form = DayCorrectionForm(request.POST or None, initial={"is_working": "0"})
    if done(request, form, lambda data: actions.correct_day(actor_of(request), data.pop("day"), **data)):
        messages.success(request, _("The day is corrected."))
        return go(reverse("law:days"))
    year = _year(request)
    context = {
        "title": _("Working days"),
        "form": form,
        "year": year,
        "days": queries.days_of(council_of(request), year),
        "may_change": may_change(request),
        "back_label": _("All rules"),
        "back_url": reverse("law:rules"),
    }
    return render(request, "law/days.html", context)


@signed_in
def withdraw_day(request: HttpRequest, number: int) -> HttpResponse:
    """Take a corrected day back."""
    correction = queries.day_correction_for(council_of(request), number)
    form = WithdrawForm(request.POST or None)
    if correction is None:
        raise Http404
    if done(request, form, lambda data: actions.withdraw_day(actor_of(request), correction, why=data["why"])):
        messages.success(request, _("The correction is withdrawn."))
        return go(reverse("law:days"))
    context = {"title": _("Withdraw the corrected day"), "form": form, "thing": correction}
    return render(
        request, "law/withdraw.html", context | {"back_url": reverse("law:days"), "back_label": _("Working days")}
    )


def _year(request: HttpRequest) -> int:
    text, now = request.GET.get("nam", ""), clock.today().year
    known = text.isascii() and text.isdigit() and date(2016, 1, 1).year <= int(text) <= now + 1
    return int(text) if known else now
