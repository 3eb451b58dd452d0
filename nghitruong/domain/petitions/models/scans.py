"""Scans of minutes and letters, and their pages as they are read one by one."""

from typing import Any

from django.db import models

from nghitruong.domain.petitions.lifecycle import LIVING_SCANS, ScanState, SheetState
from nghitruong.foundation.councils.models import Council
from nghitruong.kernel import clock


class Scan(models.Model):
    """A file whose pages are read by a machine while nobody waits for it.

    The file stands in the database and goes with its text, since both name voters: when the petitions were recorded,
    when it is dropped, after two days in any case. `form` is what was typed about its source.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, default=ScanState.READING)
    name = models.CharField(max_length=180)
    digest = models.CharField(max_length=64)
    data = models.BinaryField()
    form: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict, blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["council", "state", "-id"], name="scans_by_state")]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=list(ScanState)), name="scan_state_known"),
            models.UniqueConstraint(
                fields=["council", "digest"],
                condition=models.Q(state__in=sorted(str(state) for state in LIVING_SCANS)),
                name="one_living_scan_a_file",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Sheet(models.Model):
    """One page, numbered from 1. `claimed_at` says since when a server reads it, `tries` how often one began to.

    `why` is the code and the values of the refusal of one that cannot be read.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="sheets")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, default=SheetState.WAITING)
    text = models.TextField(blank=True)
    confidence = models.FloatField(null=True, blank=True)
    why: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scan", "number"], name="one_sheet_a_number"),
            models.CheckConstraint(condition=models.Q(state__in=list(SheetState)), name="sheet_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.scan_id}/{self.number}"
