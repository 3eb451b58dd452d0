"""Administrative units that have, or had, a council on this installation. The whole country is in the gazetteer."""

from django.db import models


class UnitKind(models.TextChoices):
    """Kinds of administrative unit; the district level ended on 1 July 2025 (R1.01)."""

    PROVINCE = "tinh"
    CITY = "thanh_pho_tw"
    DISTRICT = "huyen"
    URBAN_DISTRICT = "quan"
    TOWN = "thi_xa"
    PROVINCIAL_CITY = "thanh_pho_thuoc_tinh"
    COMMUNE = "xa"
    WARD = "phuong"
    TOWNSHIP = "thi_tran"
    SPECIAL_ZONE = "dac_khu"


class Unit(models.Model):
    """One administrative unit between two dates. Fictional units carry codes outside the real gazetteer.

    Codes were given out again in 2025, so a code names one living unit and perhaps older ones; `valid_from` is nothing
    where the beginning lies before the lists (docs/gazetteer.md).
    """

    code = models.CharField(max_length=12, db_index=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=24, choices=UnitKind.choices)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    is_fictional = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_from=None)
                | models.Q(valid_to=None)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="unit_dates_in_order",
            ),
            models.UniqueConstraint(fields=["code"], condition=models.Q(valid_to=None), name="one_living_unit_a_code"),
            models.UniqueConstraint(fields=["code", "valid_from"], name="one_unit_a_code_and_start"),
            models.UniqueConstraint(
                fields=["code"], condition=models.Q(valid_from=None), name="one_unit_before_the_lists"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitOrigin(models.Model):
    """That a unit was formed from another, in whole or in part (Art. 44; a part brings only some deputies, R1.35)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="origins")
    origin = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="heirs")
    is_whole = models.BooleanField()
    on = models.DateField()
    instrument = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "origin"], name="one_origin_a_pair")]

    def __str__(self) -> str:
        return f"{self.origin} → {self.unit}"
