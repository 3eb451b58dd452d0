"""What a meeting deals with, in order, and on which papers."""

from django.db import models

from nghitruong.domain.meetings.lifecycle import ItemKind, ItemState, Step
from nghitruong.domain.meetings.models.meetings import Meeting
from nghitruong.foundation.councils.models import Agency, Council
from nghitruong.foundation.documents.models import Document


class AgendaItem(models.Model):
    """One item (nội dung): its steps come from a template, `step` is where it stands in the room."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="agenda_items")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=500)
    short_title = models.CharField(max_length=120, blank=True)
    presenter = models.CharField(max_length=200, blank=True)
    presenter_agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    planned_minutes = models.PositiveSmallIntegerField(default=10)
    planned_at = models.DateTimeField(null=True, blank=True)
    steps: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    step = models.CharField(max_length=16, blank=True)
    state = models.CharField(max_length=16, default=ItemState.PROPOSED)
    is_public = models.BooleanField(default=True)
    script = models.TextField(blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["meeting", "position"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in ItemState]), name="item_state_known"
            ),
            models.CheckConstraint(condition=models.Q(kind__in=list(map(str, ItemKind))), name="item_kind_known"),
            models.CheckConstraint(
                condition=models.Q(step__in=["", *(str(step) for step in Step)]), name="item_step_known"
            ),
            models.UniqueConstraint(fields=["meeting", "position"], name="one_item_a_position"),
        ]

    def __str__(self) -> str:
        return self.title


class Paper(models.Model):
    """A document put before a meeting under one item."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="papers")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="papers")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=32)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["item", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["item", "document"], name="one_paper_a_document")]

    def __str__(self) -> str:
        return str(self.document)
