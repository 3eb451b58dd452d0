"""What a council adds to the shipped rule pack. Nothing here is deleted: what was wrong is withdrawn, with a reason.

The council is a plain number, because councils stand above law; a row of the pack is named by its id.
"""

from typing import Any

from django.db import models

from nghitruong.kernel import clock


class Withdrawable(models.Model):
    """By whom and when a local row was made, and by whom, when and why it was withdrawn."""

    council_id = models.BigIntegerField()
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.CharField(max_length=200)
    made_by_account_id = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class Override(Withdrawable):
    """A council's own value of a key, by its own decision (R1.16). `unit` differs at most in the kind of day."""

    key = models.CharField(max_length=80)
    value: "models.JSONField[Any, Any]" = models.JSONField()
    unit = models.CharField(max_length=40)
    document_number = models.CharField(max_length=80)
    document_date = models.DateField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["council_id", "key", "valid_from"],
                condition=models.Q(withdrawn_at=None),
                name="one_own_value_a_start",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="own_value_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.value}"


class Confirmation(Withdrawable):
    """That a council found the row in its own rules of procedure; from then on the row may block."""

    row_id = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    document_number = models.CharField(max_length=80)
    document_date = models.DateField()
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["council_id", "row_id"], condition=models.Q(withdrawn_at=None), name="one_confirmation_a_row"
            ),
        ]

    def __str__(self) -> str:
        return self.row_id


class DayCorrection(Withdrawable):
    """One day that the office corrected: worked or not, why, by which document (R0.04: swaps are decided yearly)."""

    day = models.DateField()
    is_working = models.BooleanField()
    reason = models.CharField(max_length=200)
    document = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["council_id", "day"], condition=models.Q(withdrawn_at=None), name="one_correction_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"
