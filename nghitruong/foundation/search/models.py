"""What the index keeps to show: the words themselves stand in a table of the engine's own (`engine.py`)."""

from datetime import date

from django.db import models

from nghitruong.foundation.councils.models import Council
from nghitruong.foundation.search.registry import Audience, kind_mark


class Entry(models.Model):
    """One record that can be found. Its id says how new it is, so that both databases find the newest first."""

    id = models.BigIntegerField(primary_key=True)
    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    audience = models.CharField(max_length=12)
    day = models.DateField()
    title = models.CharField(max_length=500)
    body = models.TextField(blank=True)
    keys: "models.JSONField[list[int | str], list[int | str]]" = models.JSONField(default=list)

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(fields=["kind", "record_id"], name="one_entry_a_record"),
            models.CheckConstraint(
                condition=models.Q(audience__in=[str(audience) for audience in Audience]), name="entry_audience_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}-{self.record_id}"


def place_of(kind: str, record_id: int, day: date) -> int:
    """The id of an entry: its day, then its kind, then its number, in one number of 63 bits."""
    return day.toordinal() << 43 | kind_mark(kind) << 32 | record_id & 0xFFFFFFFF


def record_at(place: int) -> tuple[int, int]:
    """The mark of the kind and the number of the record, out of an entry's id."""
    return place >> 32 & 0x7FF, place & 0xFFFFFFFF
