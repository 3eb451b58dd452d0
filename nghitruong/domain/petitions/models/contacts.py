"""Voter contact: a round of conferences at many sites, each of them a meeting of its own."""

from django.db import models

from nghitruong.domain.meetings.models import Meeting
from nghitruong.domain.petitions.lifecycle import Organiser, RoundState
from nghitruong.foundation.councils.models import Constituency, Council, Mandate
from nghitruong.kernel import clock


class ContactRound(models.Model):
    """One round, such as the contacts before a session; `kind` is a code of the catalogue of contact kinds (R7.01).

    `levels` are the councils whose deputies come: commune, province, National Assembly (R7.04). `late_reason` says why
    the plan was sent to the press later than the law wants.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="contact_rounds")
    session = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="contact_rounds")
    kind = models.CharField(max_length=32)
    title = models.CharField(max_length=300)
    theme = models.CharField(max_length=300, blank=True)
    levels = models.JSONField(default=list)
    plan_number = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=16, default=RoundState.PLANNED)
    published_on = models.DateField(null=True, blank=True)
    late_reason = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=list(RoundState)), name="contact_round_state_known")
        ]

    def __str__(self) -> str:
        return self.title


class Contact(models.Model):
    """One site of a round: the meeting, for which electoral unit, by whom it is held, which deputies come.

    `attendance` and `spoke` are numbers of voters, `mood` what the voters feel and wish beyond their petitions (C079).
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(ContactRound, on_delete=models.PROTECT, related_name="sites")
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="contact")
    constituency = models.ForeignKey(
        Constituency, null=True, blank=True, on_delete=models.PROTECT, related_name="contacts"
    )
    organiser = models.CharField(max_length=16, default=Organiser.FRONT)
    host = models.CharField(max_length=200, blank=True)
    deputies: "models.ManyToManyField[Mandate, models.Model]" = models.ManyToManyField(
        Mandate, blank=True, related_name="contacts"
    )
    others = models.CharField(max_length=500, blank=True)
    attendance = models.PositiveIntegerField(null=True, blank=True)
    spoke = models.PositiveIntegerField(null=True, blank=True)
    mood = models.TextField(blank=True)
    recorded_on = models.DateField(null=True, blank=True)
    reported_back_on = models.DateField(null=True, blank=True)
    report_back = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(attendance=None)
                | models.Q(spoke=None)
                | models.Q(spoke__lte=models.F("attendance")),
                name="contact_no_more_speak_than_came",
            ),
            models.CheckConstraint(condition=models.Q(organiser__in=list(Organiser)), name="contact_organiser_known"),
        ]

    def __str__(self) -> str:
        return str(self.meeting)
