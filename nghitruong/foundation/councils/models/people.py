"""People, the seats they hold, and those who take part without one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from nghitruong.foundation.councils.lifecycle import HOLDING, MandateState
from nghitruong.foundation.councils.models.agencies import Agency
from nghitruong.foundation.councils.models.councils import Council, Term


class Gender(models.TextChoices):
    """For the form of address in Vietnamese: ông or bà."""

    MALE = "nam", _("Male")
    FEMALE = "nu", _("Female")


class Person(models.Model):
    """Somebody known to one council. Contact details and the day of birth are private (matrix row 02).

    Lists often give the year of birth alone; `born_year` is then all there is. `number` is the council's own for a
    deputy (of the card, say), by which a second file finds her again.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="people")
    full_name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=1000)
    folded_name = models.CharField(max_length=120)
    gender = models.CharField(max_length=4, choices=Gender.choices, blank=True)
    born_on = models.DateField(null=True, blank=True)
    born_year = models.PositiveSmallIntegerField(null=True, blank=True)
    number = models.CharField(max_length=40, blank=True)
    occupation = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["council", "sort_key"], name="people_in_order"),
            models.Index(fields=["council", "folded_name"], name="people_by_folded_name"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "number"], condition=~models.Q(number=""), name="one_person_a_number"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name


class Constituency(models.Model):
    """An electoral unit (đơn vị bầu cử) of one term; at most five deputies are elected in it (R1.26)."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="constituencies")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="constituencies")
    number = models.PositiveSmallIntegerField()
    area = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["term", "number"], name="one_constituency_a_number")]

    def __str__(self) -> str:
        return str(self.number)


class MandateOrigin(models.TextChoices):
    """How somebody came to sit in this council (R1.29, R1.33)."""

    ELECTED = "elected", _("Elected")
    BY_ELECTED = "by_elected", _("Elected in a by-election")
    INHERITED = "inherited", _("Inherited from an old unit")
    DISTRICT_ELECTED_HERE = "district_elected_here", _("District deputy elected here")
    DISTRICT_SERVING_HERE = "district_serving_here", _("District deputy serving here")
    TRANSFERRED = "transferred", _("Transferred to work here")


class Mandate(models.Model):
    """One person's seat in one term, with its dates, reasons and the council it was won in."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="mandates")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="mandates")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates")
    constituency = models.ForeignKey(Constituency, null=True, blank=True, on_delete=models.PROTECT)
    origin = models.CharField(max_length=24, choices=MandateOrigin.choices, default=MandateOrigin.ELECTED)
    origin_council = models.ForeignKey(
        Council, null=True, blank=True, on_delete=models.PROTECT, related_name="mandates_given"
    )
    state = models.CharField(max_length=20, default=MandateState.ACTIVE)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=200, blank=True)
    decision = models.CharField(max_length=160, blank=True)
    seat = models.PositiveSmallIntegerField(null=True, blank=True)
    is_full_time = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["council", "state"], name="mandates_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in MandateState]), name="mandate_state_known"
            ),
            models.UniqueConstraint(
                fields=["term", "person"],
                condition=models.Q(state__in=sorted(str(state) for state in HOLDING)),
                name="one_held_mandate_a_person",
            ),
            models.UniqueConstraint(
                fields=["term", "seat"],
                condition=models.Q(state__in=sorted(str(state) for state in HOLDING)),
                name="one_deputy_a_seat",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="mandate_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.person.full_name


class MandateChange(models.Model):
    """A move of a mandate with its day, so that the council on a past day can be shown; the ledger says who did it."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="changes")
    state = models.CharField(max_length=20)
    on = models.DateField()
    reason = models.CharField(max_length=200, blank=True)
    decision = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in MandateState]), name="mandate_change_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state}, {self.on:%d/%m/%Y}"


class AffiliationKind(models.TextChoices):
    """In which capacity somebody without a seat takes part (R2.11)."""

    GUEST = "guest", _("Guest")
    CO_CHAIR = "co_chair", _("Co-chair")
    NATIONAL_DEPUTY = "national_deputy", _("Deputy of the National Assembly")
    HIGHER_DEPUTY = "higher_deputy", _("Deputy of a higher council")
    REPRESENTATIVE = "representative", _("Representative of an agency")
    EXECUTIVE = "executive", _("Member of the People's Committee")


class Affiliation(models.Model):
    """A post that lets somebody without a seat take part: guest, co-chair, higher deputy, representative (R2.11)."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="affiliations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="affiliations")
    capacity = models.CharField(max_length=40, choices=AffiliationKind.choices)
    post = models.CharField(max_length=160)
    organisation = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="affiliations")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.person}, {self.post}"
