"""How many pictures go with a petition, how large they may arrive, how long an unsent one is kept."""

from datetime import timedelta

from nghitruong.kernel.decision import ALLOWED, Decision, Refusal, RefusalKind, refuse

MOST_PHOTOS = 3
MOST_PHOTO_BYTES = 15 << 20
"""As it arrives: a telephone's picture has 2 to 12 MB."""
KEEP_UNSENT_PHOTOS = timedelta(hours=2)
"""For how long a picture is kept whose form was not sent."""
MANY_PHOTOS = Refusal(
    "petitions.many_photos",
    "A petition takes at most %(most)s pictures. Choose those that show it best.",
    {"most": MOST_PHOTOS},
    kind=RefusalKind.INVALID,
)
LARGE_PHOTO = Refusal(
    "petitions.large_photo",
    "%(name)s is larger than %(most)s MB. It was not kept.",
    {"name": "", "most": MOST_PHOTO_BYTES >> 20},
    kind=RefusalKind.INVALID,
)
NOT_TO_BE_SHOWN = Refusal(
    "petitions.photo_not_allowed",
    "Who sent this picture did not allow it to be shown. It stays with office and agency.",
)
PREVIEW_POINTS = 360
"""The longer side of what the public page loads: at 128 kbit/s about a second a picture."""


def may_add_photos(count: int, *, kept: int) -> Decision:
    """Three show what is wrong; more nobody looks at."""
    return refuse(MANY_PHOTOS) if count + kept > MOST_PHOTOS else ALLOWED


def may_show_photo(*, is_allowed: bool) -> Decision:
    """Only what the voter allowed is shown: it was given to be understood, not to be published (Law 91/2025)."""
    return ALLOWED if is_allowed else refuse(NOT_TO_BE_SHOWN)
