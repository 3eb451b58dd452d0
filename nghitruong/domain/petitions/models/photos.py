"""Pictures that voters send with a petition."""

from django.db import models

from nghitruong.domain.petitions.lifecycle import PhotoState
from nghitruong.domain.petitions.models.petitions import Voice
from nghitruong.foundation.councils.models import Council
from nghitruong.kernel import clock


class Photo(models.Model):
    """One picture of one voter, drawn anew without place and camera.

    Nobody but office and agency sees it until the office has released it, which it may only where the voter allowed it
    (`may_show`). `preview` is what the public page loads.

    While its form is being filled in it has the form's `key` and no voice, for two hours. It goes with the voice's term
    (Law 91/2025): it stands in the database, so that no copy is left on a disk.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    voice = models.ForeignKey(Voice, null=True, blank=True, on_delete=models.CASCADE, related_name="photos")
    key = models.CharField(max_length=40)
    data = models.BinaryField()
    size = models.PositiveIntegerField()
    may_show = models.BooleanField(default=False)
    state = models.CharField(max_length=12, default=PhotoState.WAITING)
    preview = models.BinaryField(default=b"")
    why = models.CharField(max_length=500, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["council", "key"], name="photos_by_form")]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=list(PhotoState)), name="photo_state_known"),
            models.CheckConstraint(
                condition=~models.Q(state=PhotoState.RELEASED) | models.Q(may_show=True), name="photo_shown_is_allowed"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
