"""A letter, whom it came from, and how often the competent body was urged."""

from django.db import models

from nghitruong.domain.commitments.models import Commitment
from nghitruong.domain.letters.lifecycle import LetterChannel, LetterKind, LetterState, Stage
from nghitruong.domain.letters.models.reception import Slot, Visit
from nghitruong.domain.petitions.models import Petition
from nghitruong.foundation.councils.models import Agency, Council, Mandate
from nghitruong.kernel import clock


class Letter(models.Model):
    """One letter. Subject and content are the office's own and never public; only totals are (R8.31).

    `due_on` is the last day of the next step, `due_param` and `due_row` the row of law that says so, `due_from` the day
    from which it counts. `debt` is what the competent body owes where it is an agency of the council. `made` is the
    petition that the letter became, `source` the one that it was taken in from.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="letters")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, blank=True)
    channel = models.CharField(max_length=12, default=LetterChannel.DESK)
    subject = models.CharField(max_length=300)
    content = models.TextField()
    folded = models.TextField(blank=True)
    received_on = models.DateField()
    is_unnamed = models.BooleanField(default=False)
    signatures = models.PositiveIntegerField(default=1)
    wants_notice = models.BooleanField(default=True)
    stage = models.CharField(max_length=8, default=Stage.FIRST)
    is_complex = models.BooleanField(default=False)
    complex_reason = models.CharField(max_length=40, blank=True)
    is_remote = models.BooleanField(default=False)
    remote_reason = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=20, default=LetterState.REGISTERED)
    state_reason = models.CharField(max_length=500, blank=True)
    reason_code = models.CharField(max_length=40, blank=True)
    in_charge = models.ForeignKey(Mandate, null=True, blank=True, on_delete=models.PROTECT, related_name="letters")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="letters")
    competent = models.CharField(max_length=200, blank=True)
    transfer_number = models.CharField(max_length=60, blank=True)
    forwarded_on = models.DateField(null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    result = models.TextField(blank=True)
    result_number = models.CharField(max_length=60, blank=True)
    result_on = models.DateField(null=True, blank=True)
    informed_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    due_from = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_param = models.CharField(max_length=64, blank=True)
    due_row = models.CharField(max_length=80, blank=True)
    debt = models.ForeignKey(Commitment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, null=True, blank=True, on_delete=models.PROTECT, related_name="letters")
    source = models.ForeignKey(Petition, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made = models.ForeignKey(Petition, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    split_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    same_as = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [
            models.Index(fields=["council", "state", "due_on"], name="letters_by_due_day"),
            models.Index(fields=["council", "received_on"], name="letters_by_day"),
            models.Index(fields=["council", "agency", "state"], name="letters_by_agency"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["council", "year", "number"], name="one_letter_a_number"),
            models.UniqueConstraint(fields=["source"], name="one_letter_a_petition"),
            models.CheckConstraint(condition=models.Q(state__in=list(LetterState)), name="letter_state_known"),
            models.CheckConstraint(condition=models.Q(kind__in=["", *LetterKind]), name="letter_kind_known"),
            models.CheckConstraint(condition=models.Q(stage__in=list(Stage)), name="letter_stage_known"),
            models.CheckConstraint(condition=models.Q(channel__in=list(LetterChannel)), name="letter_channel_known"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """How the letter is called in its council: DT-26-0012."""
        return f"DT-{self.year % 100:02}-{self.number:04}"


class Sender(models.Model):
    """Who wrote, came or asked for an appointment. Nobody outside the office reads this table; no denouncer is in it.

    `forget_after` is the day after which name and contact are cleared (Law 91/2025); that somebody wrote stays.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey(Letter, null=True, blank=True, on_delete=models.CASCADE, related_name="senders")
    visit = models.ForeignKey(Visit, null=True, blank=True, on_delete=models.CASCADE, related_name="senders")
    slot = models.ForeignKey(Slot, null=True, blank=True, on_delete=models.CASCADE, related_name="senders")
    name = models.CharField(max_length=120, blank=True)
    folded = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=300, blank=True)
    is_representative = models.BooleanField(default=False)
    withdrawn_on = models.DateField(null=True, blank=True)
    forget_after = models.DateField()
    forgotten_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["council", "folded"], name="senders_by_name")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(letter__isnull=False) | models.Q(visit__isnull=False) | models.Q(slot__isnull=False),
                name="sender_of_something",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Urging(models.Model):
    """One time the competent body was urged: by whom, on which day, by which paper."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="urgings")
    on = models.DateField()
    by = models.CharField(max_length=120)
    document = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.letter}: {self.on}"
