"""A debt, its evidence and milestones, wishes for more time, stops of its clock, steps taken when nothing came."""

from django.db import models

from nghitruong.domain.commitments.lifecycle import CommitmentState, ExtensionState, MilestoneState
from nghitruong.foundation.councils.models import Agency, Council
from nghitruong.foundation.documents.models import Document
from nghitruong.kernel import clock
from nghitruong.kernel.days import DayType


class Commitment(models.Model):
    """One thing owed. `origin_kind` and `origin_id` name the record it came from; `origin` says so in words.

    `due_param` and `due_row` pin the row of law that set the first due day. `days_late` is written once, when the
    report is accepted; until then lateness is computed.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="commitments")
    number = models.PositiveIntegerField()
    debtor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="commitments")
    title = models.CharField(max_length=500)
    product = models.CharField(max_length=300, blank=True)
    origin_kind = models.CharField(max_length=32, blank=True)
    origin_id = models.BigIntegerField(null=True, blank=True)
    origin = models.CharField(max_length=300)
    state = models.CharField(max_length=16, default=CommitmentState.OWED)
    state_reason = models.CharField(max_length=500, blank=True)
    owed_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    day_type = models.CharField(max_length=16, default=DayType.CALENDAR)
    due_param = models.CharField(max_length=64, blank=True)
    due_row = models.CharField(max_length=80, blank=True)
    stopped_on = models.DateField(null=True, blank=True)
    result = models.TextField(blank=True)
    done_on = models.DateField(null=True, blank=True)
    evidence = models.CharField(max_length=500, blank=True)
    documents: "models.ManyToManyField[Document, models.Model]" = models.ManyToManyField(
        Document, blank=True, related_name="+"
    )
    reported_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    days_late = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [
            models.Index(fields=["council", "state", "due_on"], name="commitments_by_due_day"),
            models.Index(fields=["council", "debtor"], name="commitments_by_debtor"),
            models.Index(fields=["origin_kind", "origin_id"], name="commitments_by_origin"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["council", "number"], name="one_commitment_a_number"),
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in CommitmentState]), name="commitment_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(due_on=None) | models.Q(due_on__gte=models.F("owed_on")),
                name="commitment_due_after_origin",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def code(self) -> str:
        """How the record is called in its council: CK-12."""
        return f"CK-{self.number}"


class Milestone(models.Model):
    """A part of what is owed with a day of its own: by then so much is done. Nobody answers for it but the debtor."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="milestones")
    title = models.CharField(max_length=300)
    due_on = models.DateField()
    state = models.CharField(max_length=16, default=MilestoneState.PLANNED)
    reached_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    planned_by = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["council", "due_on"], name="milestones_by_due_day")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in MilestoneState]), name="milestone_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Extension(models.Model):
    """A wish for more time, and the answer."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="extensions")
    wanted_on = models.DateField()
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=16, default=ExtensionState.ASKED)
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = models.CharField(max_length=120)
    before_on = models.DateField()
    answer = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in ExtensionState]), name="extension_state_known"
            ),
            models.UniqueConstraint(
                fields=["commitment"],
                condition=models.Q(state=ExtensionState.ASKED),
                name="one_open_wish_for_more_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment}: {self.wanted_on}"


class ClockStop(models.Model):
    """A span in which the debt's time does not run, by which decision; without an end it lasts."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="stops")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500)
    basis = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.commitment}: {self.from_on}"


class Escalation(models.Model):
    """A step taken because nothing came: its code in the ladder, its day, its document (R6.28)."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="escalations")
    step = models.CharField(max_length=40)
    on = models.DateField()
    document = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=120)

    def __str__(self) -> str:
        return f"{self.commitment}: {self.step}"
