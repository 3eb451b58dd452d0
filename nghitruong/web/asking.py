"""A page that asks before something is done: a form, what happens, the button's words, where "not now" leads."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from nghitruong.kernel.decision import RefusalKind, RefusedError
from nghitruong.web.parts import Words
from nghitruong.web.words import refusal_sentence

Act = Callable[[dict[str, Any]], object]


@dataclass(frozen=True)
class Question:
    """What the page says around its form; `said` is told once it was done."""

    title: Words
    act: Words
    back_url: str
    back_label: Words
    intro: Words = ""
    tone: str = "primary"
    said: Words = ""


def asked(request: HttpRequest, form: Form, question: Question, act: Act, *, next_url: str = "") -> HttpResponse:
    """The form, or what follows once the verb was done; what has only to be corrected is shown in the form."""
    if done(request, form, act):
        if question.said:
            messages.success(request, str(question.said))
        return go(next_url or question.back_url)
    context = {"title": question.title, "form": form, "question": question}
    status = 400 if request.method == "POST" else 200
    return render(request, "web/ask.html", context, status=status)


def done(request: HttpRequest, form: Form, act: Act) -> bool:
    """Whether a posted form was valid and its verb agreed. What only has to be corrected is shown in the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except RefusedError as error:
        if error.refusal.kind is not RefusalKind.INVALID:
            raise
        form.add_error(None, refusal_sentence(error.refusal))
        return False
    return True


def go(address: str) -> HttpResponse:
    """On to the page that shows what was done."""
    return HttpResponseRedirect(address)
