"""Petitions that are another level's matter: sent up, written about, with the letter that goes along."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from nghitruong.domain.petitions import actions, forms, queries, rules
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.views import shapes
from nghitruong.domain.petitions.views.lists import actor_of
from nghitruong.foundation.accounts.guards import office
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import RefusedError, ensure
from nghitruong.web.asking import Question, asked, done

if TYPE_CHECKING:
    from nghitruong.domain.petitions.models import Petition


@office
def transfer(request: HttpRequest) -> HttpResponse:
    """What goes up, in which words, to whom; then one press."""
    actor = actor_of(request)
    ensure(may(actor, "petitions.transfer_petitions"))
    read = request.POST if request.method == "POST" else request.GET
    petitions = queries.may_go_up(actor, read.getlist("code"))
    sent = request.POST if "to" in request.POST else None
    form = forms.TransferForm(actor, sent, initial={"level": shapes.level_of(petitions)})
    if done(request, form, lambda data: _send(request, actor, petitions, data)):
        said = ngettext("%(count)s petition was sent up.", "%(count)s petitions were sent up.", len(petitions))
        messages.success(request, said % {"count": len(petitions)})
        is_on_paper = "agency" in request.POST.getlist("to")
        request.session["sent_petitions" if is_on_paper else "sent_up"] = [each.code for each in petitions]
        return redirect("petitions:sent" if is_on_paper else "petitions:sent_up")
    status = 400 if sent else 200
    page = shapes.transfer_page(actor, petitions, form, request.POST)
    return render(request, "petitions/transfer.html", page, status=status)


@office
@require_GET
def sent_up(request: HttpRequest) -> HttpResponse:
    """What was just sent up, and the way to take it back while there is one."""
    found = queries.petitions_of(actor_of(request)).filter(code__in=request.session.get("sent_up", []))
    petitions = list(found.exclude(upward=None).select_related("upward__receiver", "upward__heir").order_by("id"))
    context = {
        "title": _("Petitions were sent up"),
        "petitions": petitions,
        "undo_until": queries.recall_until(petitions),
    }
    return render(request, "petitions/sent_up.html", context)


@office
@require_POST
def recall(request: HttpRequest) -> HttpResponse:
    """Take back what was just sent up."""
    actor = actor_of(request)
    back = actions.recall_transfers(actor, actor.council_id or 0, codes=request.session.pop("sent_up", []))
    said = ngettext("%(count)s petition was taken back.", "%(count)s petitions were taken back.", len(back))
    messages.success(request, said % {"count": len(back)})
    return redirect("petitions:detail", back[0].code) if len(back) == 1 else redirect("petitions:list")


@office
def write(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """Write to the other council about a petition that went up."""
    actor = actor_of(request)
    way = queries.transfer_for(actor, transfer_id)
    own = queries.goes_on_as(way.heir) if way.receiver_id == actor.council_id else way.petition
    other = way.council if way.receiver_id == actor.council_id else way.receiver
    question = Question(
        _("Write to %(council)s") % {"council": other.name},
        _("Send the message"),
        shapes.page_url(own, actor),
        own.code,
        _("Both councils read it; the voters do not."),
        said=_("The other council has it."),
    )
    form = forms.MessageForm(request.POST or None)
    return asked(request, form, question, lambda data: actions.write_to_council(actor, way, text=data["text"]))


def _send(request: HttpRequest, actor: Actor, petitions: "list[Petition]", data: dict[str, Any]) -> None:
    if not petitions:
        raise RefusedError(rules.NOTHING_TO_SEND)
    council_id = actor.council_id or 0
    if "agency" in request.POST.getlist("to"):
        _send_on_paper(actor, council_id, petitions, data)
        return
    words = {each.code: request.POST.get(f"words-{each.code}", "") for each in petitions}
    names = ("level", "letter_number", "names_reason")
    actions.transfer_petitions(actor, council_id, words=words, **{name: data[name] for name in names})


def _send_on_paper(actor: Actor, council_id: int, petitions: "list[Petition]", data: dict[str, Any]) -> None:
    """To a body that does not work here: sorted to it, sent with a letter, answered on paper."""
    if data["agency"] is None:
        raise RefusedError(rules.NO_AGENCY)
    for each in petitions:
        actions.classify_petition(actor, each, topic=each.topic, level=data["level"], agency=data["agency"])
    codes = [each.code for each in petitions]
    actions.forward_petitions(actor, council_id, codes=codes, letter_number=data["letter_number"])
