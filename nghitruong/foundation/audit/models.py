"""Two append-only tables, the lines and the chain that seals them, and how far each chain has come."""

from typing import Any

from django.db import models

from nghitruong.kernel import clock


class Line(models.Model):
    """One act, or one refused attempt at a serious act. `hash` covers every other field."""

    council_id = models.BigIntegerField(default=0)
    at = models.DateTimeField(default=clock.now)
    verb = models.CharField(max_length=80)
    actor_account_id = models.BigIntegerField(null=True)
    actor_person_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField(null=True)
    facts: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    refusal = models.CharField(max_length=80, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["council_id", "id"], name="line_by_council"),
            models.Index(fields=["subject_kind", "subject_id", "id"], name="line_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind}-{self.subject_id}"


class Seal(models.Model):
    """One link of a council's chain: `hash` covers the number, the previous hash and the line's hash."""

    council_id = models.BigIntegerField()
    seq = models.BigIntegerField()
    line = models.OneToOneField(Line, on_delete=models.PROTECT, related_name="seal")
    line_hash = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council_id", "seq"], name="one_seal_a_number"),
            models.UniqueConstraint(fields=["council_id", "previous"], name="the_chain_never_forks"),
        ]

    def __str__(self) -> str:
        return f"{self.council_id}/{self.seq}"


class Head(models.Model):
    """How far a council's chain has come. Without it a chain whose end was cut off would still look whole."""

    council_id = models.BigIntegerField(unique=True)
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.council_id}/{self.seq}"
