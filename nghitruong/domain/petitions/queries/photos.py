"""Pictures of voters: those of a form, those of a petition; their bytes are read one by one."""

from django.db.models import QuerySet

from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.lifecycle import PHOTO, PhotoState
from nghitruong.domain.petitions.models import Petition, Photo
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.queries.doors import is_own, petition_for, sees_voices
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.policy import NO_SUCH_RECORD


def unsent_photos(council_id: int, key: str) -> QuerySet[Photo]:
    """The pictures of a form that was not sent yet."""
    return Photo.objects.filter(council_id=council_id, key=key[:40], voice=None).defer("data", "preview")


def due_photos() -> QuerySet[Photo]:
    """Pictures whose form was not sent in two hours."""
    return Photo.objects.filter(voice=None, at__lt=clock.now() - rules.KEEP_UNSENT_PHOTOS)


def photos_of(actor: Actor, petition: Petition) -> QuerySet[Photo]:
    """The pictures of everybody who asks for it, without their bytes.

    Voters are told that only office and agency see them: whoever else reads the petition has those that were released.
    """
    photos = Photo.objects.filter(voice__petition=petition).defer("data", "preview").order_by("id")
    return photos if _sees_photos(actor, petition) else photos.filter(state=PhotoState.RELEASED)


def photo_for(actor: Actor, code: str, photo_id: int) -> Photo:
    """One picture with its bytes. What the actor may not see does not exist."""
    photo = photos_of(actor, petition_for(actor, code)).defer(None).filter(pk=photo_id).first()
    if photo is None:
        raise RefusedError(NO_SUCH_RECORD, f"photo {photo_id}")
    return photo


def _sees_photos(actor: Actor, petition: Petition) -> bool:
    """Who sees who asked, and the agency that answers it or a part of it."""
    if sees_voices(actor, petition):
        return True
    agency_id = actor.agency_id
    is_asked = agency_id is not None and petition.parts.filter(agency_id=agency_id, withdrawn_on=None).exists()
    return is_asked or is_own(actor, petition)


def petition_of(photo: Photo) -> Petition:
    """The petition that its voter asks for."""
    return Petition.objects.get(voices__photos=photo)


def photo_verbs(actor: Actor, photo: Photo) -> set[str]:
    """What the actor may do with it now: never show what the voter did not allow."""
    verbs = PHOTO.verbs_from(PhotoState(photo.state)) - (set() if photo.may_show else {"release_photo"})
    return {verb for verb in verbs if may(actor, f"petitions.{verb}", council_id=photo.council_id).is_allowed}


def released_photos(petition_id: int) -> QuerySet[Photo]:
    """What the office lets everybody see beside a petition, without the bytes."""
    shown = Photo.objects.filter(voice__petition_id=petition_id, state=PhotoState.RELEASED)
    return shown.defer("data", "preview").order_by("id")


def released_picture(petition_id: int, photo_id: int, *, small: bool) -> bytes | None:
    """One of them as it is shown; nothing for what is not."""
    row = Photo.objects.filter(pk=photo_id, voice__petition_id=petition_id, state=PhotoState.RELEASED)
    found = row.values_list("preview" if small else "data", flat=True).first()
    return bytes(found) if found is not None else None
