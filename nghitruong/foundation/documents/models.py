"""The facts of a document."""

from django.db import models

from nghitruong.foundation.councils.models import Agency, Council
from nghitruong.kernel import clock


class Access(models.TextChoices):
    """Who may read: everybody, the council's own people, or only the office and those named (matrix rows 04, 05)."""

    PUBLIC = "public"
    COUNCIL = "council"
    RESTRICTED = "restricted"


class StoredFile(models.Model):
    """Bytes kept once, under their SHA-256, whoever uploaded them."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="stored_files")
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "digest"], name="one_file_a_digest")]

    def __str__(self) -> str:
        return self.digest[:12]


class Document(models.Model):
    """What people call by a title and, once issued, by an official number."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=32)
    title = models.CharField(max_length=500)
    access = models.CharField(max_length=12, choices=Access.choices, default=Access.COUNCIL)
    issuer = models.CharField(max_length=200, blank=True)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="documents")
    number = models.PositiveIntegerField(null=True, blank=True)
    symbol = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["council", "-created_at"], name="documents_newest_first")]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """One version of a document's file, numbered from 1; notes and readings name the version they belong to."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="versions")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="versions")
    file_name = models.CharField(max_length=255)
    text = models.TextField(blank=True)
    pages = models.PositiveSmallIntegerField(null=True, blank=True)
    uploaded_by = models.CharField(max_length=120)
    uploaded_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["document", "-number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"{self.document} ({self.number})"


class NumberSeries(models.Model):
    """The last official number given by kind and year: locked while the next one is taken, so no gap and no double."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="number_series")
    kind = models.CharField(max_length=32)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "number series"
        constraints = [models.UniqueConstraint(fields=["council", "kind", "year"], name="one_series_a_year")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.year}: {self.last}"


class Reading(models.Model):
    """That somebody opened a version, and when first and last."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="readings")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="readings")
    account_id = models.BigIntegerField()
    person_id = models.BigIntegerField(null=True)
    first_at = models.DateTimeField(default=clock.now)
    last_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "account_id"], name="one_reading_an_account")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.version_id}"
