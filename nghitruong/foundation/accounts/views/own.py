"""One's own account: where one acts, password, devices, looks, council."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from nghitruong.foundation.accounts import actions, queries, signing_in
from nghitruong.foundation.accounts.actors import ActorRequest, forget_signed_in, signed_in_of
from nghitruong.foundation.accounts.forms import PasswordForm, PreferencesForm
from nghitruong.foundation.accounts.guards import office
from nghitruong.foundation.accounts.looks import wear_looks
from nghitruong.kernel.decision import RefusedError
from nghitruong.web.modes import Modes
from nghitruong.web.words import refusal_sentence


@office
def account(request: ActorRequest) -> HttpResponse:
    """Who one is here: roles with their dates, councils, and the ways to everything else."""
    told = {
        "title": _("My account"),
        "signed_in": signed_in_of(request),
        "grants": queries.grants_of(request.actor),
        "factor": queries.second_factor_of(request.actor.account_id),
        "devices": queries.devices_of(request.actor).count(),
        "tokens": queries.tokens_of(request.actor).count(),
    }
    return render(request, "accounts/account.html", told)


@never_cache
@office
@sensitive_post_parameters()
def password(request: ActorRequest) -> HttpResponse:
    """Change one's password; other devices are signed out."""
    form = PasswordForm(queries.own_account(request.actor), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            signing_in.change_password(request, form.cleaned_data["old"], form.cleaned_data["new"])
            messages.success(request, _("The password is changed. Your other devices are signed out."))
            return redirect("accounts:account")
        except RefusedError as error:
            form.add_error("old", refusal_sentence(error.refusal))
    told = {"form": form, "title": _("Change the password"), "signed_in": signed_in_of(request)}
    return render(request, "accounts/password.html", told)


@office
def devices(request: ActorRequest) -> HttpResponse:
    """Where one is signed in."""
    told = {
        "title": _("Signed-in devices"),
        "devices": queries.devices_of(request.actor),
        "this_key": request.session.session_key,
    }
    return render(request, "accounts/devices.html", told)


@require_POST
@office
def sign_out_device(request: ActorRequest, device_id: int) -> HttpResponse:
    """End one device's session."""
    device = queries.device_for(request.actor, device_id)
    if device is None:
        raise Http404
    actions.sign_out_device(request.actor, device)
    messages.success(request, _("That device is signed out."))
    return redirect("accounts:devices")


@require_POST
@office
def sign_out_others(request: ActorRequest) -> HttpResponse:
    """End every session but this one."""
    for device in queries.devices_of(request.actor).exclude(session_key=request.session.session_key):
        actions.sign_out_device(request.actor, device)
    messages.success(request, _("All other devices are signed out."))
    return redirect("accounts:devices")


@office
def preferences(request: ActorRequest) -> HttpResponse:
    """Language, looks and notices, kept with the account."""
    form = PreferencesForm(request.POST or None, initial=_preferred(request))
    if request.method == "POST" and form.is_valid():
        language, wishes = form.cleaned_data["language"], form.wishes()
        actions.set_preferences(request.actor, queries.own_account(request.actor), language=language, display=wishes)
        forget_signed_in(request)
        return _dressed(request, HttpResponseRedirect(request.path))
    return render(request, "accounts/preferences.html", {"form": form, "title": _("Display and notices")})


@require_POST
@office
def keep_modes(request: ActorRequest) -> HttpResponse:
    """Keep with the account what the display menu has just set in this browser."""
    account = queries.own_account(request.actor)
    actions.set_preferences(request.actor, account, language=account.language, display=request.POST.dict())
    return HttpResponse(status=204)


@require_POST
@office
def act_in_council(request: ActorRequest) -> HttpResponse:
    """Go over to another council in which one holds a role."""
    chosen = request.POST.get("council", "")
    signing_in.act_in_council(request, int(chosen) if chosen.isascii() and chosen.isdigit() else 0)
    return HttpResponseRedirect("/")


def _preferred(request: HttpRequest) -> dict[str, object]:
    signed_in = signed_in_of(request)
    kept = dict(signed_in.display) if signed_in else {}
    modes = getattr(request, "modes", Modes())
    return {
        "language": request.LANGUAGE_CODE,
        "size": modes.size,
        "colour": modes.colour,
        "mail": kept.get("mail") != "off",
        "sms": kept.get("sms") == "on",
    }


def _dressed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    signed_in = signed_in_of(request)
    return wear_looks(response, signed_in) if signed_in else response
