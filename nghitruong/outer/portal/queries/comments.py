"""Comments that the office has released: what was said, by whom if she wants to be called something."""

from dataclasses import dataclass
from datetime import date

from nghitruong.domain.petitions.models import Comment
from nghitruong.domain.petitions.queries import released_comments, takes_comments
from nghitruong.kernel import clock
from nghitruong.web.paging import Shaped


@dataclass(frozen=True)
class PublicComment:
    """One comment as everybody reads it."""

    by: str
    text: str
    on: date


def comments_on(petition_id: int) -> Shaped[PublicComment]:
    """The released ones, the newest first, read page by page."""
    return Shaped(released_comments(petition_id), _public)


def may_be_commented(council_id: int) -> bool:
    return takes_comments(council_id)


def _public(row: Comment) -> PublicComment:
    return PublicComment(row.by, row.text, clock.local_date(row.at))
