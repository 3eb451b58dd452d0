"""Who was asked to come, who came, and for which part of the meeting."""

from django.db import models

from nghitruong.domain.meetings.models.meetings import Meeting
from nghitruong.foundation.councils.models import Council, Mandate, Person


class Sitting(models.Model):
    """A span of a meeting (buổi, phiên) with its own roll call (R2.21)."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="sittings")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="sittings")
    number = models.PositiveSmallIntegerField()
    planned_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    is_closed_to_public = models.BooleanField(default=False)

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="one_sitting_a_number")]

    def __str__(self) -> str:
        return f"{self.meeting} {self.number}"


class Participant(models.Model):
    """Somebody invited to a meeting, in one capacity. `mandate` is set for the council's own deputies."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="participants")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="participants")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="participations")
    mandate = models.ForeignKey(Mandate, null=True, blank=True, on_delete=models.PROTECT, related_name="participations")
    capacity = models.CharField(max_length=16)
    seat = models.CharField(max_length=8, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    absence_reason = models.CharField(max_length=300, blank=True)
    is_absence_granted = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="one_participant_a_person")]

    def __str__(self) -> str:
        return str(self.person)


class Attendance(models.Model):
    """That a participant was there in one sitting, from when to when: a legal fact, not a connected browser."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="attendances")
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="attendances")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="attendances")
    mandate = models.ForeignKey(Mandate, null=True, blank=True, on_delete=models.PROTECT, related_name="attendances")
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    means = models.CharField(max_length=12, default="self")

    class Meta:
        indexes = [models.Index(fields=["sitting", "mandate"], name="attendance_by_mandate")]
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "participant"], condition=models.Q(left_at=None), name="present_only_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant} {self.arrived_at:%H:%M}"
