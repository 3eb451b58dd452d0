"""Confirming a row, giving the council's own value, taking either back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nghitruong.foundation.law import actions, queries
from nghitruong.foundation.law.forms import ConfirmForm, OverrideForm, WithdrawForm
from nghitruong.foundation.law.pack import Row, rule_pack
from nghitruong.foundation.law.units import unit_of
from nghitruong.foundation.law.views.door import actor_of, council_of, signed_in
from nghitruong.kernel import clock
from nghitruong.web.asking import done, go


@signed_in
def confirm(request: HttpRequest, row_id: str) -> HttpResponse:
    """Confirm a row from the council's own rules of procedure."""
    row = _row_or_404(row_id)
    form = ConfirmForm(request.POST or None)
    if done(request, form, lambda data: actions.confirm_rule(actor_of(request), row_id, **data)):
        messages.success(request, _("The row is confirmed."))
        return go(_page_of(row.key))
    return _ask(request, form, row, title=_("Confirm this row"), act=_("Confirm"), is_confirming=True)


@signed_in
def override(request: HttpRequest, key: str) -> HttpResponse:
    """Give the council's own value, with the document that decides it."""
    row = _row_in_force(key, council_of(request))
    unit_kind = unit_of(council_of(request)).kind
    form = OverrideForm(row, request.POST or None)
    if done(request, form, lambda _data: _override(request, row, form, unit_kind)):
        messages.success(request, _("Your council's value is kept."))
        return go(_page_of(row.key))
    return _ask(request, form, row, title=_("Your council's own value"), act=_("Keep this value"))


@signed_in
def withdraw_override(request: HttpRequest, number: int) -> HttpResponse:
    """Take the council's own value back."""
    own = queries.override_for(council_of(request), number)
    form = WithdrawForm(request.POST or None)
    if own is None:
        raise Http404
    if done(request, form, lambda data: actions.withdraw_override(actor_of(request), own, why=data["why"])):
        messages.success(request, _("Your council's value is withdrawn."))
        return go(_page_of(own.key))
    return _ask_back(request, form, own.key, _("Withdraw your council's value"))


@signed_in
def withdraw_confirmation(request: HttpRequest, number: int) -> HttpResponse:
    """Take a confirmation back."""
    found = queries.confirmation_for(council_of(request), number)
    form = WithdrawForm(request.POST or None)
    if found is None:
        raise Http404
    if done(request, form, lambda data: actions.withdraw_confirmation(actor_of(request), found, why=data["why"])):
        messages.success(request, _("The confirmation is withdrawn."))
        return go(_page_of(found.key))
    return _ask_back(request, form, found.key, _("Withdraw the confirmation"))


def _override(request: HttpRequest, row: Row, form: OverrideForm, unit_kind: str) -> object:
    return actions.override_rule(actor_of(request), row.key, proposal=form.proposal(), unit_kind=unit_kind)


def _row_or_404(row_id: str) -> Row:
    if row_id not in rule_pack().rows:
        raise Http404
    return rule_pack().rows[row_id]


def _row_in_force(key: str, council_id: int) -> Row:
    try:
        return queries.national_row(key, clock.today(), unit_of(council_id).kind)
    except queries.UnknownKeyError:
        raise Http404 from None


def _page_of(key: str) -> str:
    return reverse("law:rule", args=[key])


def _ask(
    request: HttpRequest,
    form: ConfirmForm | OverrideForm,
    row: Row,
    *,
    title: str,
    act: str,
    is_confirming: bool = False,
) -> HttpResponse:
    shown = queries.plain_row(row)
    context = {"title": title, "form": form, "shown": shown, "act": act, "is_confirming": is_confirming}
    return render(request, "law/change.html", context | {"back_url": _page_of(row.key), "back_label": shown.label_vi})


def _ask_back(request: HttpRequest, form: WithdrawForm, key: str, title: str) -> HttpResponse:
    label = rule_pack().definitions[key].label_vi
    context = {"title": title, "form": form, "back_url": _page_of(key), "back_label": label}
    return render(request, "law/withdraw.html", context)
