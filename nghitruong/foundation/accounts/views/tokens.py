"""API tokens of one's own."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from nghitruong.foundation.accounts import actions, queries
from nghitruong.foundation.accounts.actors import ActorRequest
from nghitruong.foundation.accounts.forms import TokenForm
from nghitruong.foundation.accounts.guards import office
from nghitruong.kernel import clock


@never_cache
@office
def tokens(request: ActorRequest) -> HttpResponse:
    """The tokens that still work, and a new one, shown once."""
    form, made = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        made = _issue(request, form)
        form = TokenForm()
    told = {"title": _("API tokens"), "form": form, "made": made, "tokens": queries.tokens_of(request.actor)}
    return render(request, "accounts/tokens.html", told)


@require_POST
@office
def revoke_token(request: ActorRequest, token_id: int) -> HttpResponse:
    """Let a token stop working now."""
    token = queries.token_for(request.actor, token_id)
    if token is None:
        raise Http404
    actions.revoke_token(request.actor, token)
    messages.success(request, _("The token no longer works."))
    return redirect("accounts:tokens")


def _issue(request: ActorRequest, form: TokenForm) -> str:
    council = queries.council_of(request.actor)
    if council is None:
        raise Http404
    return actions.issue_token(
        request.actor,
        queries.own_account(request.actor),
        council=council,
        name=form.cleaned_data["name"],
        expires_at=clock.now() + timedelta(days=form.cleaned_data["days"]),
    )
