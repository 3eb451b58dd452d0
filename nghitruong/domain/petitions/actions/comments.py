"""Comments on a public petition: written by anybody, shown once the office has read them, deleted after their term."""

from datetime import date, timedelta

from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.actions.senders import take_turn
from nghitruong.domain.petitions.lifecycle import COMMENT
from nghitruong.domain.petitions.models import Comment, CommentSwitch, Petition
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.queries import (
    comment_grounds,
    due_comments,
    guarded_in,
    takes_comments,
    waiting_comments,
)
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, verb
from nghitruong.foundation.verbs.moves import move
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.vietnamese.text import clean_line, clean_text


@verb("petitions.switch_comments")
def switch_comments(standing: Actor, council_id: int, *, is_on: bool) -> CommentSwitch:
    """The council takes comments on public petitions from now on, or takes no more; what is shown stays."""
    permit(may(standing, "petitions.switch_comments", council_id=council_id))
    said = {"is_on": is_on, "changed_on": clock.today()}
    switch, _is_new = CommentSwitch.objects.update_or_create(council_id=council_id, defaults=said)
    record(None, council_id=council_id, is_on=is_on)
    announce("comments")
    return switch


@verb("petitions.write_comment")
def write_comment(
    system: Actor, petition: Petition, *, text: str, by: str = "", sender: str = "", key: str = ""
) -> Comment:
    """Somebody says something about a public petition; nobody reads it before the office did."""
    permit(may(system, "petitions.write_comment", council_id=petition.council_id))
    _sending, before = take_turn(petition.council_id, sender, key)
    said, name = clean_text(text), clean_line(by)[:60]
    written = rules.WrittenComment(
        said,
        is_taken=petition.is_public and takes_comments(petition.council_id),
        personal_data=guarded_in(f"{name}\n{said}"),
        waiting=waiting_comments(petition.council_id).count(),
        sent_lately=before,
    )
    lawful(rules.may_comment(written))
    comment = Comment.objects.create(
        council_id=petition.council_id,
        petition=petition,
        by=name,
        text=said,
        key=key[:40],
        forget_after=clock.today() + timedelta(days=rules.KEEP_WAITING_DAYS),
    )
    record(petition, comment=comment.pk)
    announce("comments")
    return comment


@verb("petitions.release_comment")
def release_comment(clerk: Actor, comment: Comment) -> Comment:
    """Everybody may read it."""
    permit(may(clerk, "petitions.release_comment", council_id=comment.council_id))
    _decide(comment, "release_comment", rules.KEEP_RELEASED_DAYS)
    record(comment.petition, comment=comment.pk)
    announce(f"petition-{comment.petition_id}", "comments")
    return comment


@verb("petitions.refuse_comment")
def refuse_comment(clerk: Actor, comment: Comment, *, ground: str) -> Comment:
    """It is not shown, or no more, for one of the fixed grounds."""
    permit(may(clerk, "petitions.refuse_comment", council_id=comment.council_id))
    lawful(rules.may_refuse(ground, [code for code, _words in comment_grounds()]))
    _decide(comment, "refuse_comment", rules.KEEP_REFUSED_DAYS, ground=ground)
    record(comment.petition, comment=comment.pk, ground=ground)
    announce(f"petition-{comment.petition_id}", "comments")
    return comment


@verb("petitions.forget_comments")
def forget_comments(system: Actor, council_id: int, *, today: date) -> int:
    """Delete up to 500 comments whose term is over; answers how many (Law 91/2025).

    Announces nothing: nobody watches for it.
    """
    permit(may(system, "petitions.forget_comments", council_id=council_id))
    due = due_comments(today).filter(council_id=council_id)
    chosen = list(due.values_list("pk", flat=True)[: rules.MOST_AT_ONCE])
    count, _by_table = Comment.objects.filter(pk__in=chosen).delete()
    record(None, council_id=council_id, forgotten=count)
    return count


def _decide(comment: Comment, verb_name: str, days: int, ground: str = "") -> None:
    today = clock.today()
    fields = {"decided_on": today, "ground": ground, "forget_after": today + timedelta(days=days)}
    move(comment, COMMENT, verb_name, **fields)
