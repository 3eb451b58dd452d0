"""That a petition went to the council above, what came of it there, and what both councils write to each other."""

from django.db import models

from nghitruong.domain.petitions.models.petitions import Petition
from nghitruong.foundation.councils.models import Council
from nghitruong.kernel import clock


class Transfer(models.Model):
    """One way up: `council` sent `petition`, `receiver` has it as `heir`; each leads its own record.

    Who asked stays with the sender; `names_reason` says why it was passed on all the same. `returned_on` is the day on
    which the receiver sent it back, naming who is competent; `answered_on` the one of its last answer. `recalled_at`
    is the moment at which it was taken back before it left: the receiver never sees it.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="transfers")
    receiver = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    heir = models.OneToOneField(Petition, on_delete=models.PROTECT, related_name="came_by")
    letter_number = models.CharField(max_length=60, blank=True)
    names_reason = models.CharField(max_length=500, blank=True)
    sent_by = models.CharField(max_length=120)
    sent_at = models.DateTimeField(default=clock.now)
    answered_on = models.DateField(null=True, blank=True)
    returned_on = models.DateField(null=True, blank=True)
    recalled_at = models.DateTimeField(null=True, blank=True)
    competent = models.CharField(max_length=200, blank=True)
    basis = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["council", "sent_at"], name="transfers_by_day")]

    def __str__(self) -> str:
        return f"{self.petition_id} → {self.heir_id}"


class TransferMessage(models.Model):
    """What one of the two councils wrote to the other about it; `council` is who wrote."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="messages")
    by = models.CharField(max_length=120)
    text = models.TextField()
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.transfer_id}: {self.by}"
