"""Pictures that voters send with a petition."""

from django.db import models

from nghitruong.domain.petitions.models.petitions import Voice
from nghitruong.foundation.councils.models import Council
from nghitruong.kernel import clock


class Photo(models.Model):
    """One picture of one voter, drawn anew without place and camera. It is never public.

    While its form is being filled in it has the form's `key` and no voice, for two hours. It goes with the voice's term
    (Law 91/2025): it stands in the database, so that no copy is left on a disk.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    voice = models.ForeignKey(Voice, null=True, blank=True, on_delete=models.CASCADE, related_name="photos")
    key = models.CharField(max_length=40)
    data = models.BinaryField()
    size = models.PositiveIntegerField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["council", "key"], name="photos_by_form")]

    def __str__(self) -> str:
        return f"#{self.pk}"
