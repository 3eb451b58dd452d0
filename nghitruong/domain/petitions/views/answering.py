"""The agency's own place: one petition after the other is answered; the leader approves and sends (ux S9)."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from nghitruong.domain.petitions import actions, forms, queries
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.views import shapes
from nghitruong.domain.petitions.views.lists import actor_of
from nghitruong.domain.petitions.views.petitions import said_of
from nghitruong.foundation.accounts.actors import ActorRequest
from nghitruong.foundation.accounts.guards import office
from nghitruong.foundation.documents.actions import add_document
from nghitruong.foundation.documents.uploads import UploadRequest, receiving
from nghitruong.kernel.decision import Decision, RefusedError, ensure
from nghitruong.web.asking import done
from nghitruong.web.fields import whole_number
from nghitruong.web.words import refusal_sentence

if TYPE_CHECKING:
    from nghitruong.domain.petitions.models import Petition


def _may_take_files(request: ActorRequest) -> Decision:
    """Asked before the first byte of a picture is read."""
    actor = actor_of(request)
    return may(actor, "petitions.write_reply", is_own=actor.agency_id is not None)


@office
@require_GET
def answering(request: HttpRequest) -> HttpResponse:
    """What waits for the agency; on a wide screen with the first one open beside it."""
    actor = actor_of(request)
    ensure(may(actor, "petitions.write_reply", is_own=actor.agency_id is not None))
    context = shapes.answer_list(request, actor, None)
    if petition := context["chosen"]:
        form = forms.ReplyForm(actor, initial=shapes.draft_of(petition))
        context |= shapes.reply_page(actor, petition, form)
    return render(request, "petitions/reply.html", {"title": _("Answer petitions"), **context, "is_list": True})


@office
@receiving(_may_take_files)
def reply(request: UploadRequest, code: str) -> HttpResponse:
    """Write the answer, with pictures and papers; it is kept as a draft, handed to the leader, or sent by her."""
    actor, petition = actor_of(request), _own_petition(request, code)
    form = forms.ReplyForm(actor, request.POST or None, initial=shapes.draft_of(petition))
    if done(request, form, lambda data: _answer(request, petition, data)):
        messages.success(request, _said(request))
        return redirect("petitions:reply", code) if "keep" in request.POST else redirect("petitions:answering")
    status = 400 if request.method == "POST" else 200
    page = shapes.answer_list(request, actor, petition) | shapes.reply_page(actor, petition, form)
    return render(request, "petitions/reply.html", page, status=status)


@office
@require_POST
def keep_reply(request: HttpRequest, code: str) -> HttpResponse:
    """Keep what was typed so far, in passing; what cannot be read yet is not kept."""
    petition = _own_petition(request, code)
    form = forms.ReplyForm(actor_of(request), request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    actions.write_reply(actor_of(request), petition, said=said_of(form.cleaned_data))
    return HttpResponse(status=204)


@office
def approvals(request: HttpRequest) -> HttpResponse:
    """What waits for the leader; everything that was ticked is sent at once."""
    actor = actor_of(request)
    ensure(may(actor, "petitions.send_reply", is_own=actor.agency_id is not None))
    if request.method == "POST":
        chosen = [number for each in request.POST.getlist("reply") if (number := whole_number(each))]
        _tell_sending(request, actions.send_replies(actor, actor.council_id or 0, numbers=chosen))
        return redirect("petitions:approvals")
    context = {"title": _("Answers to approve"), "replies": shapes.proposed_replies(actor)}
    return render(request, "petitions/approvals.html", context)


@office
@require_POST
def approve(request: HttpRequest, reply_id: int) -> HttpResponse:
    """Send one answer, or send its draft back to the officer with the reason."""
    actor = actor_of(request)
    found = queries.reply_for(actor, reply_id)
    if "back" in request.POST:
        actions.send_draft_back(actor, found, reason=request.POST.get("reason", ""))
        messages.success(request, _("The draft went back."))
    else:
        actions.send_reply(actor, found)
        messages.success(request, _("The answer was sent."))
    return redirect("petitions:approvals")


def _own_petition(request: HttpRequest, code: str) -> "Petition":
    actor = actor_of(request)
    petition = queries.petition_for(actor, code)
    ensure(may(actor, "petitions.write_reply", is_own=queries.is_own(actor, petition), council_id=petition.council_id))
    return petition


def _answer(request: UploadRequest, petition: "Petition", data: dict[str, Any]) -> None:
    """The draft is kept first, so nothing that was typed is lost when something is missing."""
    actor = actor_of(request)
    brought = _bring(request, petition)
    draft = actions.write_reply(actor, petition, said=said_of({**data, "documents": [*data["documents"], *brought]}))
    if "propose" in request.POST:
        actions.propose_reply(actor, draft)
    elif "send" in request.POST:
        actions.send_reply(actor, draft)


def _bring(request: UploadRequest, petition: "Petition") -> list[Any]:
    """The pictures and papers that came with the answer; one that is not taken is told and leaves the others."""
    brought = []
    for failure in request.arrival.failures:
        messages.error(request, f"{failure.name}: {refusal_sentence(failure.refusal)}")
    for upload in request.arrival.uploads:
        title = f"{petition.code}: {upload.name.rpartition('.')[0] or upload.name}"
        try:
            brought.append(add_document(actor_of(request), petition.council_id, title=title[:300], upload=upload))
        except RefusedError as error:
            messages.error(request, f"{upload.name}: {refusal_sentence(error.refusal)}")
    return brought


def _tell_sending(request: HttpRequest, sending: actions.Sending) -> None:
    """What was sent, and of what was left the reason, one by one."""
    said = ngettext("%(count)s answer was sent.", "%(count)s answers were sent.", len(sending.sent))
    messages.success(request, said % {"count": len(sending.sent)})
    for reply, refusal in sending.left:
        messages.error(request, f"{reply.petition.code}: {refusal_sentence(refusal)}")


def _said(request: HttpRequest) -> str:
    if "send" in request.POST:
        return _("The answer was sent.")
    return _("The leader has it for approval.") if "propose" in request.POST else _("The draft was saved.")
