"""What only the room knows."""

from django.db import models

from nghitruong.domain.meetings.models import Meeting
from nghitruong.domain.room.lifecycle import WallFace
from nghitruong.foundation.councils.models import Council


class Room(models.Model):
    """The room of one meeting. `pairing_code` lets a screen show the wall without signing in."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="rooms")
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="room")
    wall_face = models.CharField(max_length=12, default=WallFace.AUTO)
    pairing_code = models.CharField(max_length=8)
    paused_at = models.DateTimeField(null=True, blank=True)
    pause_reason = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return str(self.meeting)
