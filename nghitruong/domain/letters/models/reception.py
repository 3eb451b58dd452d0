"""A day on which a deputy receives citizens, an appointment on it, and an entry of the register at the desk."""

from django.db import models

from nghitruong.domain.letters.lifecycle import DayState, SlotState
from nghitruong.foundation.councils.models import Council, Mandate
from nghitruong.kernel import clock


class ReceptionDay(models.Model):
    """Who receives when and where (R8.01). `moved_to` leads from a postponed day to the one that takes its place;
    `is_posted_late` keeps whether the posting came too late by the row of its day. Of an online one: when the line was
    tested and connected, and where its recording is kept (R8.09)."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="reception_days")
    receiver = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="reception_days")
    instead_of = models.ForeignKey(Mandate, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=300)
    is_online = models.BooleanField(default=False)
    state = models.CharField(max_length=12, default=DayState.PLANNED)
    state_reason = models.CharField(max_length=500, blank=True)
    posted_on = models.DateField(null=True, blank=True)
    is_posted_late = models.BooleanField(default=False)
    tested_at = models.DateTimeField(null=True, blank=True)
    is_tested_late = models.BooleanField(default=False)
    connected_at = models.DateTimeField(null=True, blank=True)
    is_connected_late = models.BooleanField(default=False)
    recording = models.CharField(max_length=300, blank=True)
    moved_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="moved_from")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["council", "starts_at"], name="reception_by_day")]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=list(DayState)), name="reception_state_known"),
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="reception_ends_after"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%d/%m/%Y}"


class Slot(models.Model):
    """An appointment that a citizen asked for; who it was stands in the guarded table.

    `code` opens it for who has the receipt, `key` is that of the form: one that is sent twice is one appointment.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    day = models.ForeignKey(ReceptionDay, on_delete=models.PROTECT, related_name="slots")
    subject = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=12, default=SlotState.ASKED)
    state_reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(null=True, blank=True)
    code = models.CharField(max_length=12)
    key = models.CharField(max_length=40, blank=True)
    asked_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=list(SlotState)), name="slot_state_known"),
            models.UniqueConstraint(fields=["council", "code"], name="one_slot_a_code"),
            models.UniqueConstraint(fields=["council", "key"], condition=~models.Q(key=""), name="one_slot_a_form"),
        ]

    def __str__(self) -> str:
        return self.code


class Visit(models.Model):
    """One entry of the register of receptions (R8.05). A refusal has its ground and, where a notice is due, its day;
    what the receiver concluded goes out as a notice (R8.10)."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="visits")
    day = models.ForeignKey(ReceptionDay, null=True, blank=True, on_delete=models.PROTECT, related_name="visits")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    on = models.DateField()
    receiver = models.CharField(max_length=120)
    people = models.PositiveIntegerField(default=1)
    content = models.TextField()
    earlier_handling = models.CharField(max_length=500, blank=True)
    request = models.CharField(max_length=500, blank=True)
    processing = models.CharField(max_length=500, blank=True)
    refusal_ground = models.CharField(max_length=40, blank=True)
    notice_due_on = models.DateField(null=True, blank=True)
    notice_number = models.CharField(max_length=60, blank=True)
    notice_on = models.DateField(null=True, blank=True)
    conclusion = models.TextField(blank=True)
    conclusion_number = models.CharField(max_length=60, blank=True)
    concluded_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["council", "on"], name="visits_by_day")]
        constraints = [models.UniqueConstraint(fields=["council", "year", "number"], name="one_visit_a_number")]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """How the entry is called in its council: TD-26-0012."""
        return f"TD-{self.year % 100:02}-{self.number:04}"
