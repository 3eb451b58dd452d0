"""What is remembered between two imports."""

from django.db import models

from nghitruong.foundation.councils.models.councils import Council


class ColumnMemory(models.Model):
    """Which column of a council's own spreadsheets is which, by the folded title; an empty field name: not wanted."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="column_memories")
    title_key = models.CharField(max_length=200)
    field = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "title_key"], name="one_memory_a_column")]

    def __str__(self) -> str:
        return f"{self.title_key} → {self.field}"
