"""What a council has set itself for a year."""

from django.db import models

from nghitruong.foundation.councils.models import Council


class Target(models.Model):
    """How many old petitions, unresolved when the year began, are to be resolved in it; the last word counts."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    old_cases = models.PositiveIntegerField()
    set_by = models.CharField(max_length=120)
    set_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "year"], name="one_petition_target_a_year")]

    def __str__(self) -> str:
        return f"{self.year}: {self.old_cases}"
