"""One letter: its page, how it comes into the register, and a page for each thing that is done with it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from nghitruong.domain.letters import actions, forms, queries
from nghitruong.domain.letters.lifecycle import LetterChannel, Stage
from nghitruong.domain.letters.policies import may
from nghitruong.domain.letters.views import shapes
from nghitruong.domain.letters.views.lists import actor_of
from nghitruong.domain.petitions.queries import petition_for
from nghitruong.foundation.accounts.guards import office
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role
from nghitruong.kernel.decision import ensure
from nghitruong.web.asking import Question, asked, done

if TYPE_CHECKING:
    from nghitruong.domain.letters.models import Letter

Data = dict[str, Any]
Act = Callable[..., Any]


def _transfer(data: Data) -> Data:
    return {"to": actions.Transfer(**data)}


def _result(data: Data) -> Data:
    return {"result": actions.Result(**data)}


def _sorted(data: Data) -> Data:
    complexity = {"is_complex": bool(data["complex_reason"]), "is_remote": bool(data["remote_reason"])}
    return {"chosen": actions.Sorted(**{**data, **complexity, "stage": Stage(data["stage"])})}


def _parts(data: Data) -> Data:
    pairs = [(data[f"kind_{n}"], data[f"words_{n}"]) for n in (1, 2, 3)]
    return {"parts": [pair for pair in pairs if pair[1]]}


def _as_it_is(data: Data) -> Data:
    return data


ASKED: dict[str, tuple[Act, Any, type[forms.OwnForm], Callable[[Data], Data]]] = {
    "sua": (actions.amend_letter, gettext_lazy("Mend the words"), forms.WordsForm, _as_it_is),
    "phan-loai": (actions.screen_letter, gettext_lazy("Sort the letter"), forms.SortingForm, _sorted),
    "tach": (actions.split_letter, gettext_lazy("Make several letters of it"), forms.SplitForm, _parts),
    "khong-du-dieu-kien": (actions.refuse_letter, gettext_lazy("It cannot be dealt with"), forms.RefuseForm, _as_it_is),
    "huong-dan": (actions.guide_sender, gettext_lazy("Guide the sender"), forms.GuideForm, _as_it_is),
    "chuyen": (actions.forward_letter, gettext_lazy("Forward the letter"), forms.ForwardForm, _transfer),
    "thu-ly": (actions.note_acceptance, gettext_lazy("Note the acceptance"), forms.DayOnlyForm, _as_it_is),
    "don-doc": (actions.urge_letter, gettext_lazy("Urge the body"), forms.UrgeForm, _as_it_is),
    "ket-qua": (actions.enter_result, gettext_lazy("Enter the result"), forms.ResultForm, _result),
    "bao-ket-qua": (actions.send_result, gettext_lazy("Tell the result"), forms.ResultForm, _result),
    "giam-sat": (actions.supervise_letter, gettext_lazy("Put it under supervision"), forms.ReasonForm, _as_it_is),
    "bao-cong-dan": (actions.inform_citizen, gettext_lazy("The sender was told"), forms.PaperForm, _as_it_is),
    "luu-don": (actions.file_away_letter, gettext_lazy("File it away"), forms.ReasonForm, _as_it_is),
    "luu-tru": (actions.archive_letter, gettext_lazy("Put it in the archive"), forms.EmptyForm, _as_it_is),
    "tach-ra": (actions.separate_letter, gettext_lazy("Let it stand by itself again"), forms.EmptyForm, _as_it_is),
    "thanh-kien-nghi": (
        actions.turn_into_petition,
        gettext_lazy("Make a petition of it"),
        forms.EmptyForm,
        _as_it_is,
    ),
    "ban-giao": (actions.hand_over_letter, gettext_lazy("It is a denunciation"), forms.EmptyForm, _as_it_is),
}
"""Every act on a letter: the verb, what its page is called, its form, and how the form becomes the verb's words."""

INTROS = {
    "ban-giao": gettext_lazy(
        "Everything that was typed about this letter is wiped, its sender included. Take the paper to who handles"
        " denunciations: it gets a card without a name."
    ),
    "tach": gettext_lazy("What is a denunciation is no part: ask the sender to write it apart."),
}


@office
@require_GET
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One letter's whole course, and what may be done now."""
    actor = actor_of(request)
    return render(request, "letters/detail.html", shapes.detail_of(actor, queries.letter_for(actor, code)))


@office
def register(request: HttpRequest) -> HttpResponse:
    """Enter a letter in the register."""
    actor = actor_of(request)
    ensure(may(actor, "letters.register_letter", is_own=actor.has(Role.CLERK)))
    form = forms.LetterForm(actor, request.POST or None, initial={"received_on": clock.today()})
    if done(request, form, lambda data: _register(request, actor, data)):
        return redirect("letters:detail", request.session.pop("entered_letter"))
    status = 400 if request.method == "POST" else 200
    return render(request, "letters/register.html", {"title": _("Enter a letter"), "form": form}, status=status)


@office
@require_POST
def take_in(request: HttpRequest, code: str) -> HttpResponse:
    """Take in a petition that was turned over to the letters."""
    actor = actor_of(request)
    letter = actions.take_in_petition(actor, petition_for(actor, code))
    return redirect("letters:detail", letter.code)


@office
def act(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    """An act, asked for with its words."""
    if verb not in ASKED:
        raise Http404
    act_on, title, form_class, words_of = ASKED[verb]
    actor = actor_of(request)
    letter = _letter(actor, code, act_on.__name__)
    form = form_class(actor, request.POST or None, initial=shapes.initial_of(letter, verb))
    question = _question(letter, str(title), str(INTROS.get(verb, "")))
    return asked(request, form, question, lambda data: act_on(actor, letter, **words_of(data)))


@office
def merge(request: HttpRequest, code: str) -> HttpResponse:
    """Compare it with equal ones, and let it go on with one of them."""
    actor = actor_of(request)
    letter = _letter(actor, code, "merge_letter")
    if request.method != "POST":
        return render(request, "letters/merge.html", shapes.merge_page(actor, letter))
    other = queries.letter_for(actor, request.POST.get("into", "").strip())
    actions.merge_letter(actor, letter, into=other)
    messages.success(request, _("It goes on together with %(code)s.") % {"code": other.code})
    return redirect("letters:detail", other.code)


@office
def withdraw(request: HttpRequest, sender_id: int) -> HttpResponse:
    """One of those who wrote withdraws."""
    actor = actor_of(request)
    sender, letter = queries.sender_for(actor, sender_id)
    form = forms.ReasonForm(actor, request.POST or None)
    question = _question(letter, _("A sender withdraws"), _("The case goes on for the others."))
    return asked(request, form, question, lambda data: actions.withdraw_sender(actor, sender, **data))


def _register(request: HttpRequest, actor: Actor, data: Data) -> None:
    sender = actions.Person(data["name"], data["phone"], data["address"])
    led = actions.Person(data["representative"], is_representative=True)
    if sender.name and sender.name == led.name:
        people: tuple[actions.Person, ...] = (actions.Person(sender.name, sender.phone, sender.address, True),)
    else:
        people = tuple(each for each in (sender, led) if each.name)
    names = ("subject", "content", "received_on", "signatures", "is_unnamed", "wants_notice", "in_charge")
    written = actions.Written(
        **{name: data[name] for name in names}, senders=people, channel=LetterChannel(data["channel"])
    )
    letter = actions.register_letter(actor, actor.council_id or 0, written=written)
    request.session["entered_letter"] = letter.code


def _letter(actor: Actor, code: str, verb: str) -> "Letter":
    """The letter through its door, for whoever may do this to it."""
    letter = queries.letter_for(actor, code)
    is_own = queries.owns(actor, letter)
    ensure(may(actor, f"letters.{verb}", is_own=is_own, council_id=letter.council_id))
    return letter


def _question(letter: "Letter", title: str, intro: str = "") -> Question:
    page = reverse("letters:detail", args=[letter.code])
    return Question(title, title, page, letter.code, intro or letter.subject, said=_("Kept in the record."))
