"""What a second agency answers for: a part of one petition, with its own words, its own day, its own debt."""

from django.db import models

from nghitruong.domain.commitments.models import Commitment
from nghitruong.domain.petitions.models.petitions import Petition
from nghitruong.foundation.councils.models import Agency, Council
from nghitruong.kernel import clock


class Part(models.Model):
    """One part: the agency that helps, what it answers for and until when; the lead reads its answer (R7.21).

    A part is open until it is answered or taken back (`withdrawn_on`); an answer that the lead sends back, with
    `returned_why`, opens it again. One agency has one open part of a petition.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="parts")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    due_on = models.DateField()
    debt = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    returned_on = models.DateField(null=True, blank=True)
    returned_why = models.CharField(max_length=500, blank=True)
    returned_by = models.CharField(max_length=120, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["petition", "agency"],
                condition=models.Q(answered_on=None, withdrawn_on=None),
                name="one_open_part_an_agency",
            )
        ]

    def __str__(self) -> str:
        return f"{self.petition_id}: {self.agency}"
