"""Councils, their terms, and which council followed which."""

from django.db import models

from nghitruong.foundation.councils.lifecycle import SuccessionState
from nghitruong.foundation.councils.models.territory import Unit
from nghitruong.kernel.vietnamese import roman


class Council(models.Model):
    """The People's Council (Hội đồng nhân dân) of one unit, from its opening to its closing day."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="councils")
    name = models.CharField(max_length=160)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)
    host_name = models.CharField(max_length=120, blank=True)
    settings: "models.JSONField[dict[str, object], dict[str, object]]" = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit"], condition=models.Q(closed_on=None), name="one_living_council_a_unit"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on=None) | models.Q(closed_on__gte=models.F("opened_on")),
                name="council_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        """The code of the unit, under which the council is addressed."""
        return self.unit.code


class Succession(models.Model):
    """That a council follows another, in whole or in part, on a day and by a decision (R1.30, R1.35)."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="predecessors")
    predecessor = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="successors")
    is_whole = models.BooleanField()
    on = models.DateField()
    decision = models.CharField(max_length=160)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "predecessor"], name="one_succession_a_pair"),
            models.CheckConstraint(
                condition=~models.Q(council=models.F("predecessor")), name="no_council_succeeds_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.council}"


class Term(models.Model):
    """One term (khóa, nhiệm kỳ): an ordinal that documents show, and the years it spans (R1.05, R1.34).

    `is_inherited`: made up of the deputies of merged units, whom the legal number of seats does not bound (R1.30).
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="terms")
    ordinal = models.PositiveSmallIntegerField()
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    elected_seats = models.PositiveSmallIntegerField(default=0)
    legal_seats = models.PositiveSmallIntegerField(default=0)
    population = models.PositiveIntegerField(null=True, blank=True)
    is_inherited = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "ordinal"], name="one_term_an_ordinal"),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="term_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_year}–{self.last_year}"

    @property
    def roman(self) -> str:
        """The number as documents write it: khóa I."""
        return roman(self.ordinal)


class SuccessionPlan(models.Model):
    """A merger on its way: proposed by the province's administrator, carried out by the new council's office.

    `council` is the new one; `before` and `after` hold the counts of what the run found and left.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="succession_plans")
    on = models.DateField()
    decision = models.CharField(max_length=160)
    state = models.CharField(max_length=16, default=SuccessionState.PROPOSED)
    proposed_by = models.CharField(max_length=200)
    proposed_by_account_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    before: "models.JSONField[dict[str, int], dict[str, int]]" = models.JSONField(default=dict)
    after: "models.JSONField[dict[str, int], dict[str, int]]" = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in SuccessionState]), name="succession_state_known"
            ),
            models.UniqueConstraint(
                fields=["council"], condition=models.Q(state=SuccessionState.PROPOSED), name="one_plan_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.council}, {self.on:%d/%m/%Y}"


class PlannedPart(models.Model):
    """One predecessor in a plan: in whole or in part, whether it closes, and who comes from a part (R1.35)."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(SuccessionPlan, on_delete=models.CASCADE, related_name="parts")
    predecessor = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    is_whole = models.BooleanField()
    closes = models.BooleanField(default=True)
    mandates = models.ManyToManyField("councils.Mandate", blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "predecessor"], name="one_part_a_predecessor")]

    def __str__(self) -> str:
        return str(self.predecessor)
