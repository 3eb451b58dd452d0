"""Pictures of voters: those of a form, those of a petition; their bytes are read one by one."""

from django.db.models import QuerySet

from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.models import Petition, Photo
from nghitruong.domain.petitions.queries.doors import petition_for
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.policy import NO_SUCH_RECORD


def unsent_photos(council_id: int, key: str) -> QuerySet[Photo]:
    """The pictures of a form that was not sent yet."""
    return Photo.objects.filter(council_id=council_id, key=key[:40], voice=None).defer("data")


def due_photos() -> QuerySet[Photo]:
    """Pictures whose form was not sent in two hours."""
    return Photo.objects.filter(voice=None, at__lt=clock.now() - rules.KEEP_UNSENT_PHOTOS)


def photos_of(petition: Petition) -> QuerySet[Photo]:
    """The pictures of everybody who asks for it, without their bytes."""
    return Photo.objects.filter(voice__petition=petition).defer("data").order_by("id")


def photo_for(actor: Actor, code: str, photo_id: int) -> Photo:
    """One picture with its bytes, for whoever reads its petition in the office or the agency."""
    photo = Photo.objects.filter(pk=photo_id, voice__petition=petition_for(actor, code)).first()
    if photo is None:
        raise RefusedError(NO_SUCH_RECORD, f"photo {photo_id}")
    return photo
