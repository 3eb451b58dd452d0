"""What may be done to one paper, a page each: form, verb, back to the paper."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nghitruong.foundation.accounts.actors import ActorRequest
from nghitruong.foundation.accounts.guards import office
from nghitruong.foundation.documents import actions, queries
from nghitruong.foundation.documents.forms import (
    AccessForm,
    DocumentForm,
    NumberForm,
    VersionForm,
    WithdrawForm,
)
from nghitruong.foundation.documents.policies import may
from nghitruong.foundation.documents.rules import NO_FILE
from nghitruong.foundation.documents.uploads import UploadRequest, receiving
from nghitruong.foundation.documents.views.table import document_or_404
from nghitruong.kernel.decision import RefusalKind, RefusedError, ensure
from nghitruong.web.words import refusal_sentence

if TYPE_CHECKING:
    from django.forms import Form

    from nghitruong.foundation.documents.models import Document

Act = Callable[[dict[str, Any]], object]


@office
@receiving(lambda request: may(request.actor, "documents.add_version", is_own=True))
def new_version(request: UploadRequest, document_id: int) -> HttpResponse:
    """Put a newer file in the place of the last."""
    document = _open_to(request, document_id, "add_version")
    form = VersionForm(_posted(request))

    def act(data: dict[str, Any]) -> None:
        for failure in request.arrival.failures:
            raise RefusedError(failure.refusal)
        if not request.arrival.uploads:
            raise RefusedError(NO_FILE)
        actions.add_version(request.actor, document, upload=request.arrival.uploads[0], note=data["note"])

    words = {"title": _("Newer version"), "act": _("Upload the newer version"), "takes_file": True}
    return _answer(request, document, form, act, words, done=_("The newer version is there."))


@office
def correct(request: ActorRequest, document_id: int) -> HttpResponse:
    """Correct the title and what is known of the paper."""
    document = _open_to(request, document_id, "change_document")
    known = {name: getattr(document, name) for name in ("title", "kind", "symbol", "issuer", "issued_on")}
    form = DocumentForm(_posted(request), is_numbered=document.number is not None, initial=known)

    def act(data: dict[str, Any]) -> None:
        actions.change_document(request.actor, document, **{"kind": document.kind, **data})

    words = {"title": _("Correct the description"), "act": _("Save")}
    return _answer(request, document, form, act, words, done=_("Saved"))


@office
def number(request: ActorRequest, document_id: int) -> HttpResponse:
    """Give the next official number."""
    document = _open_to(request, document_id, "give_number")
    form = NumberForm(document.kind, _posted(request))

    def act(_data: dict[str, Any]) -> None:
        actions.give_number(request.actor, document, **form.how())

    words = {
        "title": _("Give a number"),
        "act": _("Give the number"),
        "lead": _("The next number of its kind, issuer and year is taken. A number once given is not given back."),
    }
    return _answer(request, document, form, act, words, done=_("The number is given."))


@office
def access(request: ActorRequest, document_id: int) -> HttpResponse:
    """Say who may read."""
    document = _open_to(request, document_id, "change_access")
    form = AccessForm(document.council_id, _posted(request), initial=_access_now(document))

    def act(data: dict[str, Any]) -> None:
        people, bodies = form.chosen()
        actions.change_access(
            request.actor, document, access=data["access"], people=people, bodies=bodies, until=data["until"]
        )

    words = {
        "title": _("Who may read"),
        "act": _("Save"),
        "lead": _("Bodies and people count only for a restricted paper."),
    }
    return _answer(request, document, form, act, words, done=_("Saved"))


@office
def withdraw(request: ActorRequest, document_id: int) -> HttpResponse:
    """Take the paper out of everybody's sight but the office's."""
    document = _open_to(request, document_id, "withdraw_document")
    form = WithdrawForm(_posted(request))

    def act(data: dict[str, Any]) -> None:
        actions.withdraw_document(request.actor, document, reason=data["reason"])

    words = {
        "title": _("Withdraw the paper"),
        "act": _("Withdraw"),
        "tone": "danger",
        "lead": _("Only the office sees it from then on. Files and a number stay as they are. This cannot be undone."),
    }
    return _answer(request, document, form, act, words, done=_("The paper is withdrawn."))


def _open_to(request: ActorRequest, document_id: int, verb: str) -> "Document":
    """The paper, when its door is open and the policy lets the reader do this; the verb asks once more."""
    document = document_or_404(request, document_id)
    ensure(may(request.actor, f"documents.{verb}", is_own=queries.is_own(request.actor, document)))
    return document


def _posted(request: ActorRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _answer(
    request: ActorRequest, document: "Document", form: "Form", act: Act, words: dict[str, Any], *, done: str
) -> HttpResponse:
    """Form, verb, answer. What only has to be corrected is shown in the form, every other refusal as its own page."""
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except RefusedError as error:
            if error.refusal.kind is not RefusalKind.INVALID:
                raise
            form.add_error(None, refusal_sentence(error.refusal))
        else:
            messages.success(request, done)
            return redirect("documents:detail", document.pk)
    back = {"back_url": reverse("documents:detail", args=[document.pk]), "back_label": document.title}
    return render(request, "documents/change.html", {**words, **back, "form": form, "document": document})


def _access_now(document: "Document") -> dict[str, Any]:
    named = list(queries.named_readers(document))
    return {
        "access": document.access,
        "bodies": [str(one.body_id) for one in named if one.body_id],
        "people": [str(one.person_id) for one in named if one.person_id],
        "until": named[0].until if named else None,
    }
