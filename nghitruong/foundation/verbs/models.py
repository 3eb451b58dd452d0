"""Answers kept by key, so that a repeated request is answered and not done again."""

from django.db import models

from nghitruong.kernel import clock


class KeptAnswer(models.Model):
    """What was answered to one account's request with one key; `digest` tells a repeat from a reuse."""

    council_id = models.BigIntegerField(default=0)
    account_id = models.BigIntegerField()
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.TextField()
    at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "key"], name="one_answer_a_key")]

    def __str__(self) -> str:
        return f"{self.account_id}/{self.key}"
