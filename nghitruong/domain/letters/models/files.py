"""The papers that came with a letter, as files."""

from django.db import models

from nghitruong.domain.letters.models.letters import Letter
from nghitruong.foundation.councils.models import Council
from nghitruong.kernel import clock


class LetterFile(models.Model):
    """One file of a letter: never public, in no search, gone with the senders' names or with the letter's words.

    It stands in the database and not with the council's documents, which are kept for ever: no copy of it may be left
    on a disk when the letter turns out to be a denunciation, or when the sender's term is over (Law 91/2025).
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=180)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    data = models.BinaryField()
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "digest"], name="one_file_a_letter")]

    def __str__(self) -> str:
        return f"{self.letter}: {self.digest[:12]}"
