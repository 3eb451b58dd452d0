"""The second factor: binding an app, codes on paper, taking it off."""

import pyotp
import segno
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from nghitruong.foundation.accounts import actions, queries, signing_in
from nghitruong.foundation.accounts.actors import ActorRequest, signed_in_of
from nghitruong.foundation.accounts.forms import CodeForm
from nghitruong.foundation.accounts.guards import office
from nghitruong.kernel.decision import RefusedError
from nghitruong.web.words import refusal_sentence

SECRET_KEY = "factor_secret"  # noqa: S105 - the session's key, not a secret


@never_cache
@office
@sensitive_post_parameters("code")
def second_factor(request: ActorRequest) -> HttpResponse:
    """Bind an authenticator app, or see that one is bound."""
    if factor := queries.second_factor_of(request.actor.account_id):
        forms = {"form": CodeForm(), "off_form": CodeForm(auto_id="off_%s")}
        told = {"title": _("Second factor"), "factor": factor, **forms}
        return render(request, "accounts/second_factor_there.html", told)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _bind(request, form.cleaned_data["code"])
        except RefusedError as error:
            form.add_error("code", refusal_sentence(error.refusal))
    return _setup_page(request, form)


@require_POST
@office
@sensitive_post_parameters("code")
def remove_second_factor(request: ActorRequest) -> HttpResponse:
    """Take the app off, e.g. before a new telephone."""
    account = queries.own_account(request.actor)
    signing_in.with_code(account.pk, lambda: actions.remove_second_factor(request.actor, account, code=_code(request)))
    return redirect("accounts:second_factor")


@require_POST
@never_cache
@office
@sensitive_post_parameters("code")
def renew_recovery_codes(request: ActorRequest) -> HttpResponse:
    """New codes on paper; the old ones stop working."""
    account = queries.own_account(request.actor)
    codes = signing_in.with_code(
        account.pk, lambda: actions.renew_recovery_codes(request.actor, account, code=_code(request))
    )
    return _codes_page(request, codes)


def _bind(request: ActorRequest, code: str) -> HttpResponse:
    account = queries.own_account(request.actor)
    secret = request.session.get(SECRET_KEY, "")
    codes = signing_in.with_code(
        account.pk, lambda: actions.add_second_factor(request.actor, account, secret=secret, code=code)
    )
    request.session.pop(SECRET_KEY, None)
    return _codes_page(request, codes)


def _setup_page(request: ActorRequest, form: CodeForm) -> HttpResponse:
    secret = request.session.setdefault(SECRET_KEY, pyotp.random_base32())
    signed_in = signed_in_of(request)
    name = signed_in.username if signed_in else ""
    address = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name="Nghị Trường")
    picture = segno.make(address, error="m").svg_inline(scale=5, border=2, omitsize=False)
    told = {
        "title": _("Set up the second factor"),
        "form": form,
        "picture": mark_safe(picture),  # noqa: S308 - drawn here, from a secret made here
        "secret": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        "is_demanded": bool(signed_in and signed_in.lacks_second_factor),
    }
    return render(request, "accounts/second_factor.html", told)


def _codes_page(request: ActorRequest, codes: list[str]) -> HttpResponse:
    return render(request, "accounts/recovery_codes.html", {"codes": codes, "title": _("Recovery codes")})


def _code(request: ActorRequest) -> str:
    return request.POST.get("code", "")
