"""Councils, their terms, and which council followed which."""

from django.db import models

from nghitruong.foundation.councils.models.territory import Unit


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
    """One term (khóa, nhiệm kỳ): an ordinal that documents show, and the years it spans (R1.05, R1.34)."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="terms")
    ordinal = models.PositiveSmallIntegerField()
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    elected_seats = models.PositiveSmallIntegerField(default=0)
    legal_seats = models.PositiveSmallIntegerField(default=0)

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
