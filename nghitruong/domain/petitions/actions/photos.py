"""Pictures that come with the public form: kept until it is sent, then with the voter, then forgotten."""

from collections.abc import Sequence
from datetime import date

from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.actions.senders import take_turn
from nghitruong.domain.petitions.models import Photo
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.queries import due_photos, unsent_photos
from nghitruong.engines.pictures import shrink
from nghitruong.foundation.verbs.beats import lawful, permit, record, verb
from nghitruong.kernel.actor import Actor


@verb("petitions.leave_photos")
def leave_photos(
    system: Actor, council_id: int, *, key: str, files: Sequence[tuple[str, bytes]], sender: str = ""
) -> list[Photo]:
    """Keep the pictures of a form that is being filled in, made small, without place and camera; all or none of them.

    `files` are names and bytes as they came. Announces nothing: nobody sees them before the form is sent.
    """
    permit(may(system, "petitions.leave_photos", council_id=council_id))
    lawful(rules.may_add_photos(len(files), kept=unsent_photos(council_id, key).count()))
    pictures = [shrink(data, name) for name, data in files]
    _sending, before = take_turn(council_id, sender)
    lawful(rules.may_send(sent_lately=before))
    rows = [Photo(council_id=council_id, key=key[:40], data=data, size=len(data)) for data in pictures]
    photos = Photo.objects.bulk_create(rows)
    record(None, council_id=council_id, photos=len(photos))
    return photos


@verb("petitions.drop_photos")
def drop_photos(system: Actor, council_id: int, *, key: str) -> int:
    """Take the pictures of an unsent form away; answers how many. Announces nothing: nobody sees them."""
    permit(may(system, "petitions.drop_photos", council_id=council_id))
    count, _by_table = unsent_photos(council_id, key).delete()
    record(None, council_id=council_id, dropped=count)
    return count


@verb("petitions.forget_photos")
def forget_photos(system: Actor, council_id: int, *, today: date) -> int:
    """Delete up to 500 pictures whose form was not sent in two hours; answers how many.

    Announces nothing: nobody watches for it.
    """
    permit(may(system, "petitions.forget_photos", council_id=council_id))
    chosen = list(due_photos().filter(council_id=council_id).values_list("pk", flat=True)[: rules.MOST_AT_ONCE])
    count, _by_table = Photo.objects.filter(pk__in=chosen).delete()
    record(None, council_id=council_id, forgotten=count, on=today.isoformat())
    return count
