"""That what a clock of the law asks for was sent or done: the day, the document, by whom."""

from django.db import models

from nghitruong.domain.meetings.models import Meeting
from nghitruong.foundation.councils.models import Council
from nghitruong.kernel import clock


class ClockRecord(models.Model):
    """One clock that was met. `key` is the row of law, `meeting` the contact or session that it runs for.

    Publication runs for no meeting: its record holds for every answer that was due by `through`. `due_on` is the day
    by the law as it stood then; late is computed from it. A wrong record is withdrawn, with a reason, and the clock
    runs again.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    through = models.DateField(null=True, blank=True)
    due_on = models.DateField()
    done_on = models.DateField()
    document = models.CharField(max_length=160)
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=120, blank=True)
    withdrawn_why = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["council", "key", "-done_on"], name="clock_records_by_key")]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "key", "meeting"],
                condition=models.Q(withdrawn_at=None, meeting__isnull=False),
                name="one_record_a_clock",
            ),
            models.UniqueConstraint(
                fields=["council", "key", "through"],
                condition=models.Q(withdrawn_at=None, meeting=None),
                name="one_record_a_publication",
            ),
            models.CheckConstraint(
                condition=models.Q(meeting__isnull=False) | models.Q(through__isnull=False), name="clock_record_of_what"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.done_on:%d/%m/%Y}"
