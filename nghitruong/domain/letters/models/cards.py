"""The card of a denunciation: numbers, days, places. There is no column in which a name could stand."""

from django.db import models

from nghitruong.domain.letters.lifecycle import CardState, OpeningState
from nghitruong.foundation.councils.models import Council
from nghitruong.kernel import clock


class Card(models.Model):
    """What is kept of a denunciation (R8.24 to R8.26). Bodies, places and outcomes are codes of catalogues, the folder
    is a number; whatever identifies the denouncer stays on paper."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="denunciation_cards")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    received_on = models.DateField()
    state = models.CharField(max_length=12, default=CardState.RECEIVED)
    handling_body = models.CharField(max_length=20, blank=True)
    paper_place = models.CharField(max_length=20)
    folder = models.CharField(max_length=24)
    forwarded_on = models.DateField(null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    is_special = models.BooleanField(default=False)
    extensions = models.PositiveSmallIntegerField(default=0)
    concluded_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    due_from = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_param = models.CharField(max_length=64, blank=True)
    due_row = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "year", "number"], name="one_card_a_number"),
            models.CheckConstraint(condition=models.Q(state__in=list(CardState)), name="card_state_known"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """How the card is called: TC-26-0003."""
        return f"TC-{self.year % 100:02}-{self.number:04}"


class Summary(models.Model):
    """What a denunciation is about, without identities, sealed: a copied database alone does not open it."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    card = models.OneToOneField(Card, on_delete=models.CASCADE, related_name="summary")
    sealed = models.TextField()
    written_on = models.DateField()

    class Meta:
        verbose_name_plural = "summaries"

    def __str__(self) -> str:
        return f"#{self.pk}"


class Opening(models.Model):
    """One opening of a summary: who asked and why (a code), who confirmed, and when it was read."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    card = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="openings")
    state = models.CharField(max_length=12, default=OpeningState.ASKED)
    reason = models.CharField(max_length=20)
    asked_by_id = models.BigIntegerField()
    asked_by = models.CharField(max_length=120)
    asked_at = models.DateTimeField(default=clock.now)
    confirmed_by_id = models.BigIntegerField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=120, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["card"], condition=models.Q(state=OpeningState.ASKED), name="one_open_wish_to_read"
            ),
            models.CheckConstraint(condition=models.Q(state__in=list(OpeningState)), name="opening_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.card}: {self.asked_at:%d/%m/%Y}"
