"""One petition: its page, and a page for each thing that is done with it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from nghitruong.domain.petitions import actions, forms, queries
from nghitruong.domain.petitions.lifecycle import Pace, PetitionerKind, WishKind
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.views import shapes
from nghitruong.domain.petitions.views.lists import actor_of
from nghitruong.foundation.accounts.guards import office
from nghitruong.kernel.decision import ensure
from nghitruong.web.asking import Question, asked

if TYPE_CHECKING:
    from nghitruong.domain.petitions.models import Petition

Act = Callable[..., Any]

PRESSES: dict[str, Act] = {
    "nhan": actions.receive_petition,
    "chap-nhan": actions.accept_reply,
    "chap-nhan-moc": actions.accept_promise,
    "da-bao": actions.inform_voters,
    "ket-thuc": actions.close_petition,
    "ghi-nhan": actions.note_opinion,
    "tach-ra": actions.split_off_petition,
    "cong-khai": actions.publish_petition,
    "phu-trach": actions.take_charge,
}
"""Acts that need nothing but the press."""

ASKED: dict[str, tuple[Act, Any, type[Form]]] = {
    "tra-loi-tai-cho": (actions.answer_on_spot, gettext_lazy("Answered at the meeting"), forms.SpotForm),
    "don-thu": (actions.turn_into_letter, gettext_lazy("Treat it as a letter"), forms.ReasonForm),
    "an": (actions.withhold_petition, gettext_lazy("Take it off the public pages"), forms.ReasonForm),
    "tra-co-quan": (actions.return_petition, gettext_lazy("We are not competent"), forms.CompetentForm),
    "tra-cap-duoi": (actions.return_transfer, gettext_lazy("Send it back to the council below"), forms.CompetentForm),
    "giam-sat": (actions.supervise_petition, gettext_lazy("Put it under supervision"), forms.ReasonForm),
    "mo-lai": (actions.reopen_petition, gettext_lazy("Open it again"), forms.ReasonForm),
    "ghi-chu": (actions.remark_on_petition, gettext_lazy("Add a note"), forms.RemarkForm),
}
"""Acts that ask for words first."""


@office
@require_GET
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One petition's whole life, and what may be done now."""
    actor = actor_of(request)
    petition = queries.petition_for(actor, code)
    return render(request, "petitions/detail.html", shapes.detail_of(actor, petition))


@office
def act(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    """One press, or an act that asks for its words."""
    if verb in PRESSES:
        return _press(request, code, PRESSES[verb])
    if verb not in ASKED:
        raise Http404
    act_on, title, form_class = ASKED[verb]
    petition = _petition(request, code, act_on.__name__)
    question = _question(petition, str(title), str(title), said=_("Kept in the record."))
    form = form_class(request.POST or None)
    return asked(request, form, question, lambda data: act_on(actor_of(request), petition, **data))


@office
def amend(request: HttpRequest, code: str) -> HttpResponse:
    """Mend its words."""
    petition = _petition(request, code, "amend_petition")
    names = ("title", "public_text", "kind", "place", "neighbourhood")
    initial = {name: getattr(petition, name) for name in names} | {"petitioner": petition.petitioner_kind}
    form = forms.WishForm(request.POST or None, initial=initial)
    question = _question(petition, _("Mend the words"), _("Save"), said=_("Saved."))
    return asked(request, form, question, lambda data: _amend(request, petition, data))


@office
def classify(request: HttpRequest, code: str) -> HttpResponse:
    """Say what it is about and who answers."""
    petition = _petition(request, code, "classify_petition")
    actor = actor_of(request)
    form = forms.SortingForm(actor, request.POST or None, initial=shapes.sorting_of(petition))
    question = _question(petition, _("Sort the petition"), _("Save"), said=_("Ready to be sent."))
    return asked(request, form, question, lambda data: _classify(actor, petition, data))


@office
def merge(request: HttpRequest, code: str) -> HttpResponse:
    """Compare it with equal ones, and let it go on with one of them."""
    actor = actor_of(request)
    petition = _petition(request, code, "merge_petition")
    if request.method != "POST":
        return render(request, "petitions/merge.html", shapes.merge_page(actor, petition, forms.MergeForm()))
    other = queries.petition_for(actor, request.POST.get("into", "").strip())
    actions.merge_petition(actor, petition, into=other)
    messages.success(request, _("It goes on together with %(code)s.") % {"code": other.code})
    return redirect("petitions:detail", other.code)


@office
def return_reply(request: HttpRequest, code: str) -> HttpResponse:
    """Send an answer back, for one of the usual reasons or in own words."""
    petition = _petition(request, code, "return_reply")
    question = _question(petition, _("Send the answer back"), _("Send it back"), said=_("The answer was sent back."))
    form = forms.ReturnReplyForm(request.POST or None)
    return asked(request, form, question, lambda data: _return_reply(request, petition, data))


@office
def enter_reply(request: HttpRequest, code: str) -> HttpResponse:
    """Write down an answer that came on paper."""
    actor = actor_of(request)
    petition = _petition(request, code, "enter_reply")
    question = _question(petition, _("Enter an answer on paper"), _("Enter it"), said=_("Kept in the record."))
    form = forms.PaperReplyForm(actor, request.POST or None)
    return asked(request, form, question, lambda data: _enter_reply(actor, petition, data))


def _amend(request: HttpRequest, petition: "Petition", data: dict[str, Any]) -> None:
    kinds = {"kind": WishKind(data["kind"]), "petitioner": PetitionerKind(data["petitioner"])}
    actions.amend_petition(actor_of(request), petition, wish=actions.Wish("", **{**data, **kinds}))


def _classify(actor: Any, petition: "Petition", data: dict[str, Any]) -> None:
    actions.classify_petition(actor, petition, **{**data, "pace": Pace(data["pace"])})


def _return_reply(request: HttpRequest, petition: "Petition", data: dict[str, Any]) -> None:
    usual = dict(queries.return_reasons())[data["usual"]]
    reason = ". ".join(filter(None, [usual, data["words"]]))
    actions.return_reply(actor_of(request), petition, reason=reason)


def _enter_reply(actor: Any, petition: "Petition", data: dict[str, Any]) -> None:
    number = data.pop("document_number")
    actions.enter_reply(actor, petition, said=said_of(data), document_number=number)


def said_of(data: dict[str, Any]) -> actions.Said:
    """What the reply's form holds, as the verb takes it."""
    return actions.Said(**{**data, "documents": tuple(data["documents"])})


def _press(request: HttpRequest, code: str, act_on: Act) -> HttpResponse:
    if request.method == "POST":
        act_on(actor_of(request), queries.petition_for(actor_of(request), code))
        messages.success(request, _("Kept in the record."))
    return redirect("petitions:detail", code)


def _petition(request: HttpRequest, code: str, verb: str) -> "Petition":
    """The petition through its door, for whoever may do this to it."""
    actor = actor_of(request)
    petition = queries.petition_for(actor, code)
    ensure(may(actor, f"petitions.{verb}", is_own=queries.owns(actor, petition, verb), council_id=petition.council_id))
    return petition


def _question(petition: "Petition", title: str, act_words: str, said: str) -> Question:
    page = reverse("petitions:detail", args=[petition.code])
    return Question(title, act_words, page, petition.code, petition.title, said=said)
