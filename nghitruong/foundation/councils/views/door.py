"""What the pages of this room share: a question with a form, filters kept in the address, one page of a list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nghitruong.foundation.councils.policies import may
from nghitruong.foundation.law.views.door import actor_of, council_of, done, go
from nghitruong.web.parts import Words


@dataclass(frozen=True)
class Question:
    """A page that asks before a verb: title, what happens, the button's words, where "not now" leads."""

    title: Words
    act: Words
    back_url: str
    back_label: Words
    intro: Words = ""
    tone: str = "primary"
    said: Words = ""


def asked(
    request: HttpRequest,
    form: Form,
    question: Question,
    verb: Callable[[dict[str, Any]], object],
    *,
    next_url: str = "",
) -> HttpResponse:
    """The form, or what follows once the verb was done; what has only to be corrected is shown in the form."""
    if done(request, form, verb):
        if question.said:
            messages.success(request, str(question.said))
        return go(next_url or question.back_url)
    context = {"title": question.title, "form": form, "question": question}
    status = 400 if request.method == "POST" else 200
    return render(request, "councils/ask.html", context, status=status)


def allowed(request: HttpRequest, *verbs: str) -> dict[str, bool]:
    """Which of the verbs the page offers, by their short names: `may_create_body`."""
    actor = actor_of(request)
    return {f"may_{verb}": may(actor, f"councils.{verb}").is_allowed for verb in verbs}


def first_with(pairs: Iterable[tuple[int, str]], value: int | None) -> str:
    """The words of a chosen number."""
    return next((words for number, words in pairs if number == value), "")


__all__ = [
    "Question",
    "actor_of",
    "allowed",
    "asked",
    "council_of",
    "first_with",
    "go",
]
