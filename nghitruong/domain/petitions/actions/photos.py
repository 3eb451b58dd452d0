"""Pictures that come with the public form: kept until it is sent, then with the voter; shown when released."""

from collections.abc import Sequence
from datetime import date

from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.actions.saying import reason_of, topics_of
from nghitruong.domain.petitions.actions.senders import take_turn
from nghitruong.domain.petitions.lifecycle import PHOTO, PhotoState
from nghitruong.domain.petitions.models import Photo, Voice
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.queries import due_photos, petition_of, unsent_photos
from nghitruong.engines.pictures import shrink
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, verb
from nghitruong.foundation.verbs.moves import move
from nghitruong.kernel import clock
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


@verb("petitions.release_photo", serious=True)
def release_photo(clerk: Actor, photo: Photo) -> Photo:
    """Show it beside the public petition; the office has seen that nobody can be known by it.

    Raises RefusedError: the voter did not allow it.
    """
    permit(may(clerk, "petitions.release_photo", council_id=photo.council_id))
    lawful(rules.may_show_photo(is_allowed=photo.may_show))
    preview = shrink(bytes(photo.data), "", longest=rules.PREVIEW_POINTS)
    move(photo, PHOTO, "release_photo", preview=preview, why="", decided_by=clerk.name, decided_at=clock.now())
    petition = petition_of(photo)
    record(photo, petition=petition.code, reason=photo.why)
    announce(*topics_of(petition))
    return photo


@verb("petitions.withhold_photo", serious=True)
def withhold_photo(clerk: Actor, photo: Photo, *, reason: str) -> Photo:
    """Do not show it, with the reason; taken back at once where it was shown."""
    permit(may(clerk, "petitions.withhold_photo", council_id=photo.council_id))
    why = reason_of(reason)
    move(photo, PHOTO, "withhold_photo", preview=b"", why=why, decided_by=clerk.name, decided_at=clock.now())
    petition = petition_of(photo)
    record(photo, petition=petition.code, reason=photo.why)
    announce(*topics_of(petition))
    return photo


@verb("petitions.take_back_photos")
def take_back_photos(system: Actor, voice: Voice) -> int:
    """The voter with the private code no longer allows the own pictures to be shown; at once. Answers how many."""
    permit(may(system, "petitions.take_back_photos", council_id=voice.council_id))
    shown = Photo.objects.filter(voice=voice, may_show=True)
    count = shown.update(may_show=False, state=PhotoState.WAITING, preview=b"")
    record(voice.petition, photos_taken_back=count)
    announce(*topics_of(voice.petition))
    return count
