"""What a council changed in the list of topics."""

from django.db import models

from nghitruong.foundation.councils.models import Council


class Topic(models.Model):
    """A topic of the council's own, or a shipped one that it renamed, merged or closed; petitions keep their code.

    A closed one has a day; `goes_on_as` is the code of the topic into which it was merged, empty when it merely ended.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    goes_on_as = models.CharField(max_length=40, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    changed_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "code"], name="one_topic_a_code"),
            models.CheckConstraint(
                condition=models.Q(goes_on_as="") | models.Q(closed_on__isnull=False), name="merged_topic_is_closed"
            ),
        ]

    def __str__(self) -> str:
        return self.name
