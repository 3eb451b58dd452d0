"""A voter's own petition, opened by the private code: contact, verdict, more words, an end of messages, the receipt.

The code opens the page once. From then on the browser has a sealed number for an hour, which only these addresses get:
the code itself stands in no address that is kept, and no page that others are led from.
"""

from typing import TYPE_CHECKING, Any

import segno
from django.conf import settings
from django.core.signing import BadSignature
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from nghitruong.domain.petitions import actions
from nghitruong.foundation.accounts.actions.tries import give_back, take_try
from nghitruong.foundation.accounts.sealing import keyed_digest
from nghitruong.kernel.actor import system_actor
from nghitruong.kernel.decision import Refusal, RefusalKind, RefusedError
from nghitruong.kernel.vietnamese.dates import short_date
from nghitruong.outer.portal.forms import EmptyForm, JudgeForm, PrivateCodeForm, WordsForm
from nghitruong.outer.portal.queries import voices
from nghitruong.outer.portal.queries.petitions import above_public, answers_of
from nghitruong.outer.portal.queries.sites import Site
from nghitruong.outer.portal.views import petition_shapes as shapes
from nghitruong.outer.portal.views.answering import own_page, show
from nghitruong.outer.portal.views.senders import done_or_told, sender_of
from nghitruong.web import parts

if TYPE_CHECKING:
    from nghitruong.domain.petitions.models import Voice

COOKIE = "phieu"
OPEN_SECONDS = 3600
WRONG_CODE = Refusal("portal.wrong_code", "This is not the private code of the petition.", kind=RefusalKind.INVALID)


@own_page
def own(request: HttpRequest, site: Site, petition_code: str) -> HttpResponse:
    """The own page for who has opened it, else the question for the private code."""
    voice = _voice(request, site, petition_code)
    if voice and request.method != "POST":
        return _own_page(request, site, voice)
    form, found = PrivateCodeForm(request.POST or None), []
    status = done_or_told(
        request, form, lambda data: found.append(_opened(request, site, petition_code, data["private_code"]))
    )
    if found:
        return let_in(site, petition_code, found[0])
    context = {"form": form, "code": petition_code.upper(), **_back(site, petition_code)}
    answer = show(request, site, "portal/own_code.html", title=_("My petition"), **context)
    answer.status_code = status
    return answer


@own_page
def by_link(request: HttpRequest, site: Site, petition_code: str, private_code: str) -> HttpResponse:
    """The address in the QR code of a receipt: it opens the page and leaves the code behind."""
    try:
        answer = let_in(site, petition_code, _opened(request, site, petition_code, private_code))
    except RefusedError:
        answer = HttpResponseRedirect(_home(site, petition_code))
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@own_page
def receipt(request: HttpRequest, site: Site, petition_code: str) -> HttpResponse:
    """The receipt to print or to photograph: both codes, the QR code, until when an answer is due."""
    voice = _voice(request, site, petition_code)
    if voice is None:
        return HttpResponseRedirect(_home(site, petition_code))
    mine = voices.own_petition(voice)
    link = request.build_absolute_uri(site.at("kien-nghi", mine.code, "ma", mine.private_code))
    picture = segno.make(link, error="m").svg_inline(scale=5, border=2, omitsize=False)
    context = {
        "mine": mine,
        "qr": mark_safe(picture),  # noqa: S308 - drawn here, from codes made here
        "home": _home(site, petition_code),
        "due": short_date(mine.expected_on) if mine.expected_on else "",
    }
    return show(request, site, "portal/receipt.html", title=_("Receipt of the petition"), **context)


@own_page
def judge(request: HttpRequest, site: Site, petition_code: str) -> HttpResponse:
    """The voter's verdict on the accepted answer, or on what it promised."""
    voice = _voice(request, site, petition_code)
    reply = voices.accepted_reply(voice) if voice else None
    if voice is None or reply is None:
        return HttpResponseRedirect(_home(site, petition_code))
    form = JudgeForm(request.POST or None, is_due=voices.own_petition(voice).is_due)
    system = system_actor(voice.council_id)
    status = done_or_told(request, form, lambda data: actions.rate_answer(system, reply, voice=voice, **data))
    return _after(request, site, voice, status, judge_form=form)


@own_page
def add(request: HttpRequest, site: Site, petition_code: str) -> HttpResponse:
    """More words to the own petition, for the office."""
    voice = _voice(request, site, petition_code)
    if voice is None:
        return HttpResponseRedirect(_home(site, petition_code))
    form = WordsForm(request.POST or None)
    system = system_actor(voice.council_id)
    status = done_or_told(request, form, lambda data: actions.add_words(system, voice, text=data["text"]))
    return _after(request, site, voice, status, words_form=form)


@own_page
def stop(request: HttpRequest, site: Site, petition_code: str) -> HttpResponse:
    """No more messages: telephone and mail address are forgotten."""
    voice = _voice(request, site, petition_code)
    if voice is None:
        return HttpResponseRedirect(_home(site, petition_code))
    system = system_actor(voice.council_id)
    status = done_or_told(request, EmptyForm(request.POST), lambda _data: actions.stop_messages(system, voice))
    return _after(request, site, voice, status)


@own_page
def take_back(request: HttpRequest, site: Site, petition_code: str) -> HttpResponse:
    """The own pictures are shown no more."""
    voice = _voice(request, site, petition_code)
    if voice is None:
        return HttpResponseRedirect(_home(site, petition_code))
    system = system_actor(voice.council_id)
    status = done_or_told(request, EmptyForm(request.POST), lambda _data: actions.take_back_photos(system, voice))
    return _after(request, site, voice, status)


@own_page
def close(request: HttpRequest, site: Site, petition_code: str) -> HttpResponse:
    """Leave nothing on a browser that others use, too."""
    answer = HttpResponseRedirect(site.at("kien-nghi", petition_code))
    if request.method == "POST":
        answer.delete_cookie(COOKIE, path=_home(site, petition_code))
    return answer


def let_in(site: Site, code: str, voice: "Voice", *, to: str = "") -> HttpResponse:
    """On to the own page, which this browser may see for an hour."""
    home = _home(site, code)
    answer = HttpResponseRedirect(home + to)
    answer.set_signed_cookie(
        COOKIE,
        str(voice.pk),
        salt=f"{COOKIE}.{code.upper()}",
        max_age=OPEN_SECONDS,
        path=home,
        httponly=True,
        samesite="Lax",
        secure=settings.IS_HTTPS,
    )
    return answer


def _opened(request: HttpRequest, site: Site, code: str, private_code: str) -> "Voice":
    """Whoever has this private code. Raises RefusedError for a wrong one, and after five of them for 15 minutes."""
    keys = [keyed_digest(f"private|{site.council_id}|{code.upper()}"), keyed_digest(f"private|{sender_of(request)}")]
    for key in keys:
        take_try(key)
    voice = voices.voice_with(site.council_ids, code, private_code)
    if voice is None:
        raise RefusedError(WRONG_CODE)
    give_back(keys)
    return voice


def _voice(request: HttpRequest, site: Site, code: str) -> "Voice | None":
    salt = f"{COOKIE}.{code.upper()}"
    try:
        number = request.get_signed_cookie(COOKIE, salt=salt, max_age=OPEN_SECONDS)
    except (KeyError, BadSignature):
        return None
    return voices.voice_by_id(site.council_ids, code, int(number or 0))


def _after(request: HttpRequest, site: Site, voice: "Voice", status: int, **forms: Form) -> HttpResponse:
    """Back to the own page when it was done, else the page with what has to be corrected."""
    mine = voices.own_petition(voice)
    if not status or request.method != "POST":
        return HttpResponseRedirect(_home(site, mine.code))
    answer = _own_page(request, site, voice, **forms)
    answer.status_code = status
    return answer


def _own_page(request: HttpRequest, site: Site, voice: "Voice", **forms: Form) -> HttpResponse:
    mine = voices.own_petition(voice)
    asked = {
        "judge_form": JudgeForm(is_due=mine.is_due, initial={"verdict": mine.rated}),
        "words_form": WordsForm(),
        **forms,
    }
    context = {"mine": mine, "home": _home(site, mine.code), **_course(site, mine), **asked}
    return show(request, site, "portal/own.html", title=mine.title, **context, **_back(site, mine.code))


def _course(site: Site, mine: voices.OwnPetition) -> dict[str, Any]:
    """Where it stands, what was answered, and what is kept of the voter."""
    answers = answers_of(mine.petition)
    steps = shapes.steps_of(mine.petition, answers[0] if answers else None)
    return {
        "tag": shapes.tag_of(mine.petition),
        "moments": steps,
        "step_words": shapes.step_words(steps),
        "explanation": _(mine.petition.explanation),
        "above": shapes.above_card(above_public(mine.petition)),
        "answers": [shapes.answer_card(site, answer) for answer in answers],
        "facts": _contact(mine),
    }


def _contact(mine: voices.OwnPetition) -> list[parts.Fact]:
    rows = (
        (_("Your name"), mine.name),
        (_("Telephone"), mine.phone),
        (_("E-mail"), mine.email),
        (_("Address"), mine.address),
        (_("Kept until"), short_date(mine.forget_after)),
    )
    return [parts.Fact(name, value) for name, value in rows]


def _home(site: Site, code: str) -> str:
    return site.at("kien-nghi", code.upper(), "rieng")


def _back(site: Site, code: str) -> dict[str, str]:
    return {"back_url": site.at("kien-nghi", code.upper()), "back_label": code.upper()}
