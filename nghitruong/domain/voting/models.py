"""The facts of an open vote."""

from django.db import models

from nghitruong.domain.meetings.models import AgendaItem, Meeting
from nghitruong.domain.voting.lifecycle import Choice, PollState
from nghitruong.foundation.councils.models import Council, Mandate


class Poll(models.Model):
    """One round of voting on one question. What was true when it opened and closed is stored here, never recomputed.

    Threshold: `share` is exact text ("1/2"), `comparator` is `gt` or `min`, `base` names the denominator.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="polls")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="polls")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="polls")
    number = models.PositiveSmallIntegerField()
    round = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=20, default="resolution")
    form = models.CharField(max_length=16, default="electronic")
    question = models.CharField(max_length=500)
    seconds = models.PositiveSmallIntegerField(default=60)
    state = models.CharField(max_length=12, default=PollState.PREPARED)
    param_key = models.CharField(max_length=60, blank=True)
    param_row = models.CharField(max_length=80, blank=True)
    share = models.CharField(max_length=12, blank=True)
    comparator = models.CharField(max_length=4, blank=True)
    base = models.CharField(max_length=24, blank=True)
    basis = models.CharField(max_length=200, blank=True)
    total = models.PositiveIntegerField(null=True, blank=True)
    needed = models.PositiveIntegerField(null=True, blank=True)
    present_at_opening = models.PositiveIntegerField(null=True, blank=True)
    present = models.PositiveIntegerField(null=True, blank=True)
    yes = models.PositiveIntegerField(null=True, blank=True)
    no = models.PositiveIntegerField(null=True, blank=True)
    abstain = models.PositiveIntegerField(null=True, blank=True)
    is_carried = models.BooleanField(null=True, blank=True)
    salt = models.CharField(max_length=64, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in PollState]), name="poll_state_known"
            ),
            models.UniqueConstraint(fields=["meeting", "number"], name="one_poll_a_number"),
            models.UniqueConstraint(
                fields=["meeting"], condition=models.Q(state=PollState.OPENED.value), name="one_open_poll_a_meeting"
            ),
        ]

    def __str__(self) -> str:
        return self.question


class Entitlement(models.Model):
    """One mandate on the list frozen at opening. Who of them may vote at a moment is who is checked in then.

    The database copies the list in one statement from the poll that it has just locked. Looking that poll and its
    council up again for each of five hundred rows takes PostgreSQL 7 ms at the commit, for which every tablet waits.
    """

    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="entitlements", db_constraint=False, db_index=False
    )
    poll = models.ForeignKey(
        Poll, on_delete=models.PROTECT, related_name="entitlements", db_constraint=False, db_index=False
    )
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="entitlements")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "mandate"], name="one_entitlement_a_mandate")]

    def __str__(self) -> str:
        return f"{self.poll_id}/{self.mandate_id}"


class Ballot(models.Model):
    """One ballot as it was received. The highest `n` of a mandate counts; a repeated `key` is the same ballot."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="ballots")
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="ballots")
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="ballots")
    n = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=64)
    choice = models.CharField(max_length=8)
    receipt = models.CharField(max_length=8)
    stored_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(choice__in=[str(choice) for choice in Choice]), name="ballot_choice_known"
            ),
            models.UniqueConstraint(fields=["poll", "mandate", "n"], name="one_ballot_a_turn"),
            models.UniqueConstraint(fields=["poll", "mandate", "key"], name="one_ballot_a_key"),
        ]

    def __str__(self) -> str:
        return self.receipt
