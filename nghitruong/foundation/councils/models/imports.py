"""Files of deputies on their way into the register, and what is remembered of them."""

from django.db import models

from nghitruong.foundation.councils.lifecycle import ImportState
from nghitruong.foundation.councils.models.councils import Council, Term
from nghitruong.kernel import clock


class ColumnMemory(models.Model):
    """Which column of a council's own spreadsheets is which, by the folded title; an empty field name: not wanted."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="column_memories")
    title_key = models.CharField(max_length=200)
    field = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "title_key"], name="one_memory_a_column")]

    def __str__(self) -> str:
        return f"{self.title_key} → {self.field}"


class DeputyImport(models.Model):
    """Files of deputies that were uploaded together: looked at in a dry run, then taken in or dropped."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="imports")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="imports")
    state = models.CharField(max_length=12, default=ImportState.STAGED)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.CharField(max_length=200)
    added = models.PositiveSmallIntegerField(default=0)
    known = models.PositiveSmallIntegerField(default=0)
    left_out = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in ImportState]), name="import_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.made_at:%d/%m/%Y %H:%M}"


class ImportFile(models.Model):
    """One of the files: its bytes until the import is over, whose deputies it lists, which column is which.

    `origin_council` is the predecessor it comes from; none means the council itself. `chosen` maps columns (0-based, as
    text) to fields where a person corrected the guess.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    batch = models.ForeignKey(DeputyImport, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=160)
    digest = models.CharField(max_length=64)
    data = models.BinaryField()
    origin_council = models.ForeignKey(Council, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sheet = models.CharField(max_length=120, blank=True)
    chosen: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "digest"], name="one_file_a_batch")]

    def __str__(self) -> str:
        return self.name
