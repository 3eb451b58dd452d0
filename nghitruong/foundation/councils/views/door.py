"""What the pages of this room share: which verbs they offer, the words of a choice."""

from collections.abc import Iterable

from django.http import HttpRequest

from nghitruong.foundation.councils.policies import may
from nghitruong.foundation.law.views.door import actor_of


def allowed(request: HttpRequest, *verbs: str) -> dict[str, bool]:
    """Which of the verbs the page offers, by their short names: `may_create_body`."""
    actor = actor_of(request)
    return {f"may_{verb}": may(actor, f"councils.{verb}").is_allowed for verb in verbs}


def first_with(pairs: Iterable[tuple[int, str]], value: int | None) -> str:
    """The words of a chosen number."""
    return next((words for number, words in pairs if number == value), "")
