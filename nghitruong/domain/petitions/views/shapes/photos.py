"""Pictures of voters in the shapes that the page components read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from nghitruong.domain.petitions import queries
from nghitruong.domain.petitions.lifecycle import PHOTO, PhotoState
from nghitruong.web.parts import Tag
from nghitruong.web.words import in_words

if TYPE_CHECKING:
    from nghitruong.domain.petitions.models import Petition, Photo
    from nghitruong.kernel.actor import Actor

_TONES = {PhotoState.WAITING: "amber", PhotoState.RELEASED: "green", PhotoState.WITHHELD: "grey"}


def photo_tag(photo: Photo) -> Tag:
    """Whether everybody sees it; of one that is not to be shown only that."""
    if not photo.may_show:
        return Tag(_("Not for the public"), "grey", "lock")
    state = PhotoState(photo.state)
    return Tag(in_words(state), _TONES[state])


def photo_rows(actor: Actor, petition: Petition) -> list[tuple[Photo, Tag]]:
    """The pictures of a petition that the actor sees, each with whether it is shown."""
    return [(photo, photo_tag(photo)) for photo in queries.photos_of(actor, petition)]


def photo_page(actor: Actor, code: str, photo: Photo) -> dict[str, Any]:
    """One picture, what is known of it, what may be done."""
    return {
        "title": _("Picture of the voter"),
        "photo": photo,
        "code": code,
        "tag": photo_tag(photo),
        "said": _(PHOTO.public[PhotoState(photo.state)]),
        "verbs": queries.photo_verbs(actor, photo),
        "back_url": reverse("petitions:detail", args=[code]),
        "back_label": code,
    }
