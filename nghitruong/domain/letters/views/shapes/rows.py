"""Lines of the list of letters, their tags, and what an empty list says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nghitruong.domain.letters import queries
from nghitruong.domain.letters.lifecycle import ENDED, LetterKind, LetterState
from nghitruong.domain.letters.policies import may, reads_all, reads_cards
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Role
from nghitruong.web.parts import Tag
from nghitruong.web.words import in_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from nghitruong.domain.letters.models import Letter
    from nghitruong.kernel.actor import Actor

GROUPS = {
    "": gettext_lazy("All"),
    "to_sort": gettext_lazy("To be sorted"),
    "late": gettext_lazy("Overdue"),
    "waiting": gettext_lazy("Waiting for the result"),
    "to_tell": gettext_lazy("Senders to be told"),
    "supervised": gettext_lazy("Under supervision"),
    "many": gettext_lazy("Many signatures"),
    "ended": gettext_lazy("Ended"),
}
TONES = {
    LetterState.REGISTERED: "grey",
    LetterState.SCREENED: "blue",
    LetterState.SPLIT: "grey",
    LetterState.DUPLICATE: "grey",
    LetterState.TO_PETITION: "purple",
    LetterState.HANDED_OVER: "grey",
    LetterState.INELIGIBLE: "amber",
    LetterState.GUIDED: "teal",
    LetterState.FORWARDED: "blue",
    LetterState.URGED: "amber",
    LetterState.RESULT_RECEIVED: "teal",
    LetterState.UNDER_SUPERVISION: "purple",
    LetterState.CITIZEN_INFORMED: "done",
    LetterState.ARCHIVED: "done",
    LetterState.FILED_AWAY: "grey",
}


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    letter: Letter
    url: str
    kind: str
    state: Tag
    due: Tag | None
    context: str


def state_tag(letter: Letter) -> Tag:
    """Where the letter stands, in words and colour."""
    state = LetterState(letter.state)
    return Tag(in_words(state), TONES[state])


def due_tag(due_on: date | None, *, is_ended: bool) -> Tag | None:
    """What the next step's last day means today; nobody sets it (ux 4.8)."""
    if due_on is None or is_ended:
        return None
    left = (due_on - clock.today()).days
    if left < 0:
        words = ngettext("%(count)s day overdue", "%(count)s days overdue", -left) % {"count": -left}
        return Tag(words, "red", "alert-triangle")
    words = ngettext("%(count)s day left", "%(count)s days left", left) % {"count": left}
    return Tag(words if left else _("Due today"), "amber" if left <= 2 else "grey", "hourglass")


def letter_due(letter: Letter) -> Tag | None:
    """The same for a letter."""
    return due_tag(letter.due_on, is_ended=letter.state in ENDED)


def kind_words(letter: Letter) -> str:
    """Its kind in words, or that nobody has said which."""
    return str(in_words(LetterKind(letter.kind))) if letter.kind else _("Not sorted")


def rows_of(letters: Sequence[Letter], _actor: Actor) -> list[Row]:
    """Lines of the list."""
    return [
        Row(
            each,
            reverse("letters:detail", args=[each.code]),
            kind_words(each),
            state_tag(each),
            letter_due(each),
            _context(each),
        )
        for each in letters
    ]


def list_head(total: int, *, is_filtered: bool, actor: Actor) -> dict[str, Any]:
    """The list's title, its count, what an empty one says and what this actor may do with it."""
    may_register = may(actor, "letters.register_letter", is_own=actor.has(Role.CLERK)).is_allowed
    return {
        "title": _("Letters of citizens"),
        "count_words": ngettext("%(count)s letter", "%(count)s letters", total) % {"count": total},
        "is_empty": not total,
        "empty": _empty_face(is_filtered=is_filtered, may_register=may_register),
        "may_register": may_register,
        "reads_all": reads_all(actor),
        "reads_cards": reads_cards(actor),
        "to_take_in": list(queries.petitions_to_take_in(actor)[:20]),
    }


def _context(letter: Letter) -> str:
    many = ngettext("%(count)s signature", "%(count)s signatures", letter.signatures) % {"count": letter.signatures}
    charge = letter.in_charge.person.full_name if letter.in_charge else ""
    return " · ".join(filter(None, [many if letter.signatures > 1 else "", charge]))


def _empty_face(*, is_filtered: bool, may_register: bool) -> dict[str, Any]:
    if is_filtered:
        return {"icon": "search", "title": _("No letter was found"), "text": _("Try fewer words or another filter.")}
    action = {"url": reverse("letters:register"), "label": _("Enter a letter")} if may_register else None
    text = _("Complaints, recommendations and reflections are kept here from their receipt to the archive.")
    return {"icon": "mail", "title": _("No letters yet"), "text": text, "action": action}
