"""Signing in and out."""

from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from nghitruong.foundation.accounts import signing_in
from nghitruong.foundation.accounts.actors import signed_in_of
from nghitruong.foundation.accounts.forms import CodeForm, SignInForm
from nghitruong.foundation.accounts.looks import wear_looks
from nghitruong.kernel.decision import RefusedError
from nghitruong.web.refusals import STATUS
from nghitruong.web.words import refusal_sentence


@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """User name and password; then the code, or the page one wanted."""
    form = SignInForm(request.POST or None, initial={"next": request.GET.get("next", "")})
    status = 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            account = signing_in.check_password(request, data["username"], data["password"])
            address = signing_in.begin(request, account, remember=data["remember"], next_address=data["next"])
            return _welcome(request, address)
        except RefusedError as error:
            status = _tell(form, error)
    return render(request, "accounts/sign_in.html", {"form": form, "is_demo": settings.DEMO}, status=status)


@never_cache
@sensitive_post_parameters("code")
def code(request: HttpRequest) -> HttpResponse:
    """The second step: a code of the app or one from paper."""
    if signing_in.pending_of(request) is None:
        return HttpResponseRedirect("/dang-nhap/")
    form, status = CodeForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            return _welcome(request, signing_in.finish_with_code(request, form.cleaned_data["code"]))
        except RefusedError as error:
            status = _tell(form, error)
    return render(request, "accounts/code.html", {"form": form}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this browser's session, when it is posted; who came by the address is asked first."""
    if request.method != "POST" and signed_in_of(request):
        return render(request, "accounts/sign_out.html")
    if request.method == "POST":
        signing_in.sign_out(request)
    return HttpResponseRedirect("/")


def _welcome(request: HttpRequest, address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    signed_in = signed_in_of(request)
    if signed_in is None:
        return response
    signing_in.know_browser(response, signed_in.username)
    return wear_looks(response, signed_in)


def _tell(form: BaseForm, error: RefusedError) -> int:
    form.add_error(None, refusal_sentence(error.refusal))
    return STATUS[error.refusal.kind]
