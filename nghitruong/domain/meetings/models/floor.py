"""Who asked for the floor, and what the minutes say."""

from django.db import models

from nghitruong.domain.meetings.models.agenda import AgendaItem
from nghitruong.domain.meetings.models.attendance import Participant
from nghitruong.domain.meetings.models.meetings import Meeting
from nghitruong.foundation.councils.models import Council


class SpeakerRequest(models.Model):
    """One wish to speak on one item, in the order of asking; debate (tranh luận) may go first."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="speaker_requests")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="speakers")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="speaker_requests")
    kind = models.CharField(max_length=12, default="speech")
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    allowed_seconds = models.PositiveSmallIntegerField(default=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "participant"],
                condition=models.Q(ended_at=None, withdrawn_at=None),
                name="one_open_request_a_speaker",
            ),
        ]

    def __str__(self) -> str:
        return str(self.participant)


class MinuteEntry(models.Model):
    """One paragraph of the minutes: an event written by the house, or what the secretary typed."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="minute_entries")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="minutes")
    at = models.DateTimeField()
    kind = models.CharField(max_length=16)
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    author_name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["at", "id"]
        verbose_name_plural = "minute entries"

    def __str__(self) -> str:
        return self.text[:60]
