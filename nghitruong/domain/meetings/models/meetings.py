"""One gathering."""

from django.db import models

from nghitruong.domain.meetings.lifecycle import MeetingMode, MeetingState
from nghitruong.foundation.councils.models import Body, Council, Person, Term


class Meeting(models.Model):
    """Any gathering. `kind` and `session_kind` are codes of the dated catalogue.

    `presider` holds the gavel: whoever presides now, first the chair, later whoever took over explicitly.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="meetings")
    term = models.ForeignKey(Term, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=32)
    session_kind = models.CharField(max_length=32, blank=True)
    ordinal = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.CharField(max_length=300)
    place = models.CharField(max_length=300, blank=True)
    mode = models.CharField(max_length=12, default=MeetingMode.IN_PERSON)
    state = models.CharField(max_length=16, default=MeetingState.PLANNED)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    is_public = models.BooleanField(default=True)
    presider = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="presided")
    convening_decision = models.CharField(max_length=160, blank=True)
    convened_at = models.DateTimeField(null=True, blank=True)
    programme_version = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    state_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["council", "-starts_at", "-id"], name="meetings_newest_first"),
            # Every page asks for the meeting in progress among all that were ever held.
            models.Index(fields=["council", "state"], name="meetings_by_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in MeetingState]), name="meeting_state_known"
            ),
            models.UniqueConstraint(
                fields=["term", "kind", "ordinal"],
                condition=models.Q(ordinal__isnull=False, kind="session"),
                name="one_session_an_ordinal",
            ),
        ]

    def __str__(self) -> str:
        return self.title
