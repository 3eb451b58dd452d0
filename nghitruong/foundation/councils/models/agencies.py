"""Agencies that submit, answer and execute, and who speaks for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from nghitruong.foundation.councils.models.councils import Council


class AgencyKind(models.TextChoices):
    """What an agency is to the council (R1.08 asks whether it belongs to the People's Committee)."""

    EXECUTIVE = "ubnd", _("People's Committee")
    DEPARTMENT = "chuyen_mon", _("Agency of the People's Committee")
    FRONT = "mttq", _("Fatherland Front")
    ORGANISATION = "doan_the", _("Mass organisation")
    COURT = "toa_an", _("People's Court")
    PROCURACY = "vien_kiem_sat", _("People's Procuracy")
    POLICE = "cong_an", _("Police")
    MILITARY = "quan_su", _("Military command")
    HIGHER = "cap_tren", _("Agency of a higher level")
    OTHER = "khac", _("Other agency")


class AgencyLevel(models.TextChoices):
    """At which level an agency works; a petition is sent to one of them."""

    COMMUNE = "xa", _("Commune level")
    DISTRICT = "huyen", _("District level")
    PROVINCE = "tinh", _("Province level")
    CENTRAL = "trung_uong", _("Central level")


class Agency(models.Model):
    """A People's Committee, a department, the Front, a court: whoever may owe the council something."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="agencies")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=24, choices=AgencyKind.choices)
    level = models.CharField(max_length=12, choices=AgencyLevel.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "agencies"
        constraints = [models.UniqueConstraint(fields=["council", "code"], name="one_agency_a_code")]

    def __str__(self) -> str:
        return self.name


class FocalPerson(models.Model):
    """Who works for an agency on this platform: its officer or its leader, between two dates."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="focal_persons")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="focal_persons")
    person = models.ForeignKey("councils.Person", on_delete=models.PROTECT, related_name="focal_posts")
    is_leader = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.person}, {self.agency}"
