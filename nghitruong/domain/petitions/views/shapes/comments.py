"""Comments in the shapes that the page of their queue reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from nghitruong.domain.petitions import queries
from nghitruong.domain.petitions.lifecycle import CommentState
from nghitruong.domain.petitions.policies import may
from nghitruong.web.parts import Chip
from nghitruong.web.words import in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nghitruong.domain.petitions.models import Comment
    from nghitruong.kernel.actor import Actor


@dataclass(frozen=True)
class CommentRow:
    """A comment with what in it may be personal, why it was kept back, and what may be done."""

    comment: Comment
    doubts: str
    ground: str
    verbs: frozenset[str]


def comment_queue(actor: Actor, comments: Sequence[Comment], state: CommentState) -> dict[str, Any]:
    """One state's comments, with the chips of all of them and the switch."""
    counts, grounds = queries.comment_counts(actor), dict(queries.comment_grounds())
    page = reverse("petitions:comments")
    return {
        "title": _("Comments"),
        "rows": [_row(actor, each, grounds) for each in comments],
        "state": state,
        "chips": [
            Chip(in_words(each), f"{page}?loc={each}", counts.get(each, 0), is_current=each is state)
            for each in CommentState
        ],
        "is_on": queries.takes_comments(actor.council_id or 0),
        "may_switch": may(actor, "petitions.switch_comments").is_allowed,
        "back_url": reverse("petitions:list"),
        "back_label": _("Voters' petitions"),
    }


def _row(actor: Actor, comment: Comment, grounds: dict[str, str]) -> CommentRow:
    doubts = queries.names_in(comment.text) if comment.state == CommentState.WAITING else []
    ground = grounds.get(comment.ground, comment.ground)
    return CommentRow(
        comment, ", ".join(dict.fromkeys(doubts)), ground, frozenset(queries.comment_verbs(actor, comment))
    )
