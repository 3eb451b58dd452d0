"""The accounts of a council: who has one, who is to get which role, who confirms it."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from nghitruong.foundation.accounts import actions, queries
from nghitruong.foundation.accounts.actors import ActorRequest
from nghitruong.foundation.accounts.forms import CapacityForm, NewAccountForm
from nghitruong.foundation.accounts.guards import may_read, office
from nghitruong.foundation.accounts.policies import may
from nghitruong.kernel import clock
from nghitruong.kernel.decision import RefusedError, ensure
from nghitruong.web.fields import whole_number
from nghitruong.web.paging import page_of
from nghitruong.web.words import refusal_sentence

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from nghitruong.foundation.accounts.models import Account, Grant

ROW = "26"


@office
def accounts(request: ActorRequest) -> HttpResponse:
    """Everybody who can sign in to this council, with today's roles."""
    ensure(may_read(request.actor, ROW))
    told = {
        "title": _("Accounts"),
        "has_search": True,
        "may_create": may(request.actor, "accounts.create_account").is_allowed,
        "may_confirm": may(request.actor, "accounts.confirm_grant").is_allowed,
        "waiting": queries.waiting_for_a_second(request.actor),
    }
    return render(request, "accounts/accounts.html", {**told, **_page_of_accounts(request)})


@office
def account_detail(request: ActorRequest, account_id: int) -> HttpResponse:
    """One account with its roles in this council; an administrator proposes further ones here."""
    ensure(may_read(request.actor, ROW))
    account = _account(request, account_id)
    form = CapacityForm(request.actor, request.POST or None, initial={"valid_from": clock.today()})
    if request.method == "POST" and form.is_valid():
        actions.propose_grant(request.actor, account, capacity=_capacity(request, account, form.cleaned_data))
        messages.success(request, _("The role is proposed. It counts once a second person has confirmed it."))
        return redirect("accounts:account_detail", account_id)
    return render(request, "accounts/account_detail.html", _told_of_account(request, account, form))


@office
def new_account(request: ActorRequest) -> HttpResponse:
    """Open an account and propose its first role."""
    ensure(may(request.actor, "accounts.create_account"))
    form = NewAccountForm(request.actor, request.POST or None, initial={"valid_from": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            account = _open_account(request, form.cleaned_data)
            messages.success(request, _("The account waits for a second person to confirm it."))
            return redirect("accounts:account_detail", account.pk)
        except RefusedError as error:
            form.add_error("username", refusal_sentence(error.refusal))
    return render(request, "accounts/new_account.html", {"form": form, "title": _("New account")})


@never_cache
@office
def waiting(request: ActorRequest) -> HttpResponse:
    """What somebody else has proposed and a second person must confirm."""
    ensure(may(request.actor, "accounts.confirm_grant"))
    told = {
        "title": _("To be confirmed"),
        "grants": queries.proposed_grants(request.actor),
        "resets": queries.proposed_passwords(request.actor),
    }
    return render(request, "accounts/waiting.html", told)


@require_POST
@office
def confirm_grants(request: ActorRequest) -> HttpResponse:
    """Confirm the ticked roles, one by one: each is an act of its own in the ledger."""
    ticked = [number for each in request.POST.getlist("grant") if (number := whole_number(each))]
    grants = [_grant(request, number) for number in ticked]
    for grant in grants:
        actions.confirm_grant(request.actor, grant)
    messages.success(request, _("Roles confirmed: %(count)s.") % {"count": len(grants)})
    return redirect("accounts:waiting")


@require_POST
@never_cache
@office
def confirm_reset(request: ActorRequest, account_id: int) -> HttpResponse:
    """Hand out a new password, shown this once."""
    account = _account(request, account_id)
    password = actions.confirm_reset(request.actor, account)
    told = {"title": _("New password"), "account": account, "password": password}
    return render(request, "accounts/handed_out.html", told)


@require_POST
@office
def propose_reset(request: ActorRequest, account_id: int) -> HttpResponse:
    """Ask for a new password for somebody who has lost it."""
    actions.propose_reset(request.actor, _account(request, account_id))
    messages.success(request, _("A second person must now hand out the new password."))
    return redirect("accounts:account_detail", account_id)


@require_POST
@office
def close_account(request: ActorRequest, account_id: int) -> HttpResponse:
    """End all access of an account."""
    actions.close_account(request.actor, _account(request, account_id))
    messages.success(request, _("The account is closed."))
    return redirect("accounts:account_detail", account_id)


@require_POST
@office
def end_grant(request: ActorRequest, grant_id: int) -> HttpResponse:
    """Let a role end today."""
    grant = _grant(request, grant_id)
    actions.end_grant(request.actor, grant, on=clock.today())
    messages.success(request, _("The role ends today."))
    return redirect("accounts:account_detail", grant.account_id)


def _told_of_account(request: ActorRequest, account: "Account", form: CapacityForm) -> dict[str, Any]:
    return {
        "title": account.shown_name,
        "code": account.username,
        "account": account,
        "grants": queries.grants_in_council(account, request.actor),
        "form": form,
        "may_propose": may(request.actor, "accounts.propose_grant").is_allowed,
    }


def _page_of_accounts(request: ActorRequest) -> dict[str, Any]:
    words = request.GET.get("q", "")
    total = None if words else queries.count_of_accounts(request.actor)
    page, pager = page_of(request, queries.accounts_of(request.actor, words), total=total)
    rows = queries.listed(cast("QuerySet[Account]", page.object_list), request.actor)
    return {"accounts": rows, "is_empty": not rows, "pager": pager}


def _open_account(request: ActorRequest, data: dict[str, Any]) -> "Account":
    council = queries.council_of(request.actor)
    if council is None:
        raise Http404
    account = actions.create_account(request.actor, council, username=data["username"], person=data["person"])
    actions.propose_grant(request.actor, account, capacity=_capacity(request, account, data))
    return account


def _capacity(request: ActorRequest, account: "Account", data: dict[str, Any]) -> actions.Capacity:
    council = queries.council_of(request.actor)
    if council is None:
        raise Http404
    return actions.Capacity(
        council=council,
        role=data["role"],
        valid_from=data["valid_from"],
        valid_to=data["valid_to"],
        mandate=queries.mandate_behind(account, data["role"], request.actor),
        agency=data["agency"],
        body=data["body"],
        decision=data["decision"],
    )


def _account(request: ActorRequest, account_id: int) -> "Account":
    account = queries.account_for(request.actor, account_id)
    if account is None:
        raise Http404
    return account


def _grant(request: ActorRequest, grant_id: int) -> "Grant":
    grant = queries.grant_for(request.actor, grant_id)
    if grant is None:
        raise Http404
    return grant
