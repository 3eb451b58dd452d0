"""Reads of what citizens leave on public pages: comments, and mail addresses that follow."""

from datetime import date, datetime, time, timedelta

from django.db.models import Count, QuerySet

from nghitruong.domain.petitions.lifecycle import COMMENT, CommentState
from nghitruong.domain.petitions.models import Comment, CommentSwitch, Follower
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.queries.photos import due_photos
from nghitruong.domain.petitions.rules import KEEP_UNCONFIRMED_DAYS, NEVER_IN_ANSWERS
from nghitruong.engines.wishes import personal_data
from nghitruong.foundation.law.queries import catalogue
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.policy import NO_SUCH_RECORD


def takes_comments(council_id: int) -> bool:
    """Whether the council takes comments; none does that has not said so."""
    return CommentSwitch.objects.filter(council_id=council_id, is_on=True).exists()


def comment_grounds() -> list[tuple[str, str]]:
    """The grounds on which a comment is not shown."""
    return [(item.code, item.label_vi) for item in catalogue("comment_refusal_grounds")]


def guarded_in(text: str) -> list[str]:
    """What of a text may stand on no public page: telephones, numbers of papers and accounts, mail addresses."""
    return [found.text for found in personal_data(text) if found.type in NEVER_IN_ANSWERS]


def names_in(text: str) -> list[str]:
    """What else in a text may be personal: for a person to look at, not to refuse."""
    return [found.text for found in personal_data(text) if found.type not in NEVER_IN_ANSWERS]


def released_comments(petition_id: int) -> QuerySet[Comment]:
    """What everybody may read about a petition, the newest first."""
    return Comment.objects.filter(petition_id=petition_id, state=CommentState.RELEASED).order_by("-at", "-id")


def waiting_comments(council_id: int) -> QuerySet[Comment]:
    """What the office has not read yet."""
    return Comment.objects.filter(council_id=council_id, state=CommentState.WAITING)


def comment_of_form(council_id: int, key: str) -> Comment | None:
    """The comment that a form with this key left already."""
    return Comment.objects.filter(council_id=council_id, key=key).first() if key else None


def comments_of(actor: Actor, state: CommentState) -> QuerySet[Comment]:
    """The queue, for who may decide: what waits from the oldest on, the others from the newest."""
    rows = Comment.objects.filter(council_id=actor.council_id or 0, state=state).select_related("petition")
    order = ("at", "id") if state is CommentState.WAITING else ("-at", "-id")
    return (rows if decides_comments(actor) else rows.none()).order_by(*order)


def comment_counts(actor: Actor) -> dict[str, int]:
    """How many comments are in each state, for who may decide."""
    rows = Comment.objects.filter(council_id=actor.council_id or 0)
    own = rows if decides_comments(actor) else rows.none()
    return dict(own.order_by().values_list("state").annotate(count=Count("pk")))


def comment_for(actor: Actor, comment_id: int) -> Comment:
    """One comment of the actor's council, for who may decide."""
    rows = Comment.objects.filter(council_id=actor.council_id or 0, pk=comment_id).select_related("petition")
    found = rows.first() if decides_comments(actor) else None
    if found is None:
        raise RefusedError(NO_SUCH_RECORD, f"comment {comment_id}")
    return found


def comment_verbs(actor: Actor, comment: Comment) -> set[str]:
    """What may still be done with it."""
    verbs = COMMENT.verbs_from(CommentState(comment.state))
    return {verb for verb in verbs if may(actor, f"petitions.{verb}").is_allowed}


def decides_comments(actor: Actor) -> bool:
    return may(actor, "petitions.release_comment").is_allowed or may(actor, "petitions.switch_comments").is_allowed


def due_comments(today: date) -> QuerySet[Comment]:
    """The comments whose term is over."""
    return Comment.objects.filter(forget_after__lt=today)


def unconfirmed_of(council_id: int, email: str) -> QuerySet[Follower]:
    """What an address asked to follow within a day and has not confirmed."""
    since = clock.now() - timedelta(days=1)
    return Follower.objects.filter(council_id=council_id, email=email, is_confirmed=False, since__gte=since)


def due_followers(today: date) -> QuerySet[Follower]:
    """The mail addresses that nobody confirmed in time."""
    last = datetime.combine(today - timedelta(days=KEEP_UNCONFIRMED_DAYS), time(), clock.COUNCIL_ZONE)
    return Follower.objects.filter(is_confirmed=False, since__lt=last)


def councils_with_dues_of_citizens(today: date) -> list[int]:
    """The councils in which the term of a comment, of an unconfirmed address or of an unsent picture is over."""
    dues = (due_comments(today), due_followers(today), due_photos())
    return sorted({each for due in dues for each in due.order_by().values_list("council_id", flat=True).distinct()})
