"""Following a petition by mail without an account: asked for, confirmed from the first mail, left, forgotten."""

import secrets
from datetime import date, timedelta

from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.actions.senders import take_turn
from nghitruong.domain.petitions.models import Follower, Petition
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.queries import due_followers, unconfirmed_of
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, verb
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.vietnamese.text import clean_line

ASKED_AGAIN_AFTER = timedelta(days=1)
"""How long an address waits for a second mail to confirm the same petition, so that nobody is covered in them."""


@verb("petitions.follow_petition")
def follow_petition(system: Actor, petition: Petition, *, email: str, sender: str = "") -> Follower:
    """Whoever leaves a mail address hears what becomes of the petition once she confirmed it from the first mail.

    It counts with what the same sender asked for, so that nobody is covered in mails that others ordered.
    """
    permit(may(system, "petitions.follow_petition", council_id=petition.council_id))
    _sending, before = take_turn(petition.council_id, sender)
    address = clean_line(email).lower()
    unconfirmed = unconfirmed_of(petition.council_id, address).exclude(petition=petition).count()
    lawful(rules.may_follow(address, unconfirmed=unconfirmed, sent_lately=before))
    codes = {"leave_code": secrets.token_urlsafe(12), "confirm_code": secrets.token_urlsafe(12)}
    defaults = {"council_id": petition.council_id, **codes}
    follower, is_new = Follower.objects.get_or_create(petition=petition, email=address, defaults=defaults)
    is_asked = is_new or (not follower.is_confirmed and clock.now() - follower.since >= ASKED_AGAIN_AFTER)
    if is_asked and not is_new:
        Follower.objects.filter(pk=follower.pk).update(since=clock.now())
    record(petition, followers=petition.followers.count())
    announce(f"petition-{petition.pk}", *([f"follower-{follower.pk}"] if is_asked else []))
    return follower


@verb("petitions.confirm_following")
def confirm_following(system: Actor, follower: Follower) -> Follower:
    """Whoever has the first mail says that the address is hers; from now on she is told."""
    permit(may(system, "petitions.confirm_following", council_id=follower.council_id))
    follower.is_confirmed = True
    follower.save(update_fields=["is_confirmed"])
    petition = follower.petition
    record(petition, confirmed=petition.followers.filter(is_confirmed=True).count())
    announce(f"petition-{petition.pk}")
    return follower


@verb("petitions.leave_petition")
def leave_petition(system: Actor, follower: Follower) -> None:
    """Whoever followed hears no more; the mail address is forgotten."""
    permit(may(system, "petitions.leave_petition", council_id=follower.council_id))
    petition = follower.petition
    follower.delete()
    record(petition, followers=petition.followers.count())
    announce(f"petition-{petition.pk}")


@verb("petitions.forget_followers")
def forget_followers(system: Actor, council_id: int, *, today: date) -> int:
    """Delete up to 500 mail addresses that nobody confirmed in time; answers how many (Law 91/2025).

    Announces nothing: nobody watches for it.
    """
    permit(may(system, "petitions.forget_followers", council_id=council_id))
    due = due_followers(today).filter(council_id=council_id)
    chosen = list(due.values_list("pk", flat=True)[: rules.MOST_AT_ONCE])
    count, _by_table = Follower.objects.filter(pk__in=chosen).delete()
    record(None, council_id=council_id, forgotten=count)
    return count
