"""The council's own bodies and who sits in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from nghitruong.foundation.councils.models.councils import Council, Term
from nghitruong.foundation.councils.models.people import Constituency, Person


class BodyKind(models.TextChoices):
    """Standing body, committee, group of deputies, office (R1.06, R1.17)."""

    STANDING = "thuong_truc", _("Standing body")
    COMMITTEE = "ban", _("Committee")
    GROUP = "to_dai_bieu", _("Group of deputies")
    OFFICE = "van_phong", _("Office of the council")


class Body(models.Model):
    """A dated body of a council; the old one goes on as caretaker until the new council elects its own (R1.14)."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="bodies")
    term = models.ForeignKey(Term, null=True, blank=True, on_delete=models.PROTECT, related_name="bodies")
    kind = models.CharField(max_length=16, choices=BodyKind.choices)
    committee = models.CharField(max_length=16, blank=True)
    name = models.CharField(max_length=160)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    is_caretaker = models.BooleanField(default=False)
    decision = models.CharField(max_length=160, blank=True)
    constituencies = models.ManyToManyField(Constituency, blank=True, related_name="groups")

    class Meta:
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """Somebody's post in a body between two dates, with the decision behind it; one person may hold several."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="memberships")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    post = models.CharField(max_length=32)
    basis = models.CharField(max_length=16, default="elected")
    is_full_time = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    decision = models.CharField(max_length=160, blank=True)
    end_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "person", "post"], condition=models.Q(valid_to=None), name="one_open_post_a_member"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.post}"
