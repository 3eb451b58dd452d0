"""The facts of a document."""

from django.db import models
from django.db.models import Q

from nghitruong.foundation.councils.models import Agency, Body, Council, Person
from nghitruong.foundation.documents.media import TextState
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
    """What people call by a title and, once issued, by an official number.

    `kind` is a code of the law's catalogue of document kinds, or `other`. `number` runs in a `series` and a `year`
    (R10.04); a paper of somebody else has only the `symbol` that its issuer gave it (R10.22). `folded` is what a
    search looks into.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=32)
    title = models.CharField(max_length=500)
    access = models.CharField(max_length=12, choices=Access.choices, default=Access.COUNCIL)
    issuer = models.CharField(max_length=200, blank=True)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="documents")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="documents")
    symbol = models.CharField(max_length=60, blank=True)
    series = models.CharField(max_length=60, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    year = models.PositiveSmallIntegerField()
    issued_on = models.DateField(null=True, blank=True)
    folded = models.CharField(max_length=900)
    created_by = models.CharField(max_length=200)
    created_by_account_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            # A page of the list is found in it alone, however far behind it lies.
            models.Index(fields=["council", "-created_at", "-id", "withdrawn_at"], name="documents_newest_first"),
            models.Index(fields=["council", "kind", "-created_at"], name="documents_by_kind"),
            models.Index(fields=["council", "access", "year", "withdrawn_at"], name="documents_by_access"),
            models.Index(fields=["council", "year"], name="documents_by_year"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(access__in=Access.values), name="document_access_known"),
            models.CheckConstraint(
                condition=Q(number=None) | (~Q(series="") & Q(issued_on__isnull=False)),
                name="number_has_series_and_day",
            ),
            models.UniqueConstraint(
                fields=["council", "series", "year", "number"],
                condition=Q(number__isnull=False),
                name="one_document_a_number",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class NamedReader(models.Model):
    """Somebody, or a body, that may read a restricted document, until a moment where it is to be handed back."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="named_readers")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="named_readers")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="named_for")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="named_for")
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, body__isnull=False) | Q(person__isnull=False, body=None),
                name="reader_is_a_person_or_a_body",
            ),
            models.UniqueConstraint(fields=["document", "person"], name="one_naming_a_person"),
            models.UniqueConstraint(fields=["document", "body"], name="one_naming_a_body"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.person_id or self.body_id}"


class Version(models.Model):
    """One version of a document's file, numbered from 1; notes and readings name the version they belong to."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="versions")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="versions")
    file_name = models.CharField(max_length=255)
    note = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    text_state = models.CharField(max_length=8, default=TextState.UNREAD.value)
    pages = models.PositiveIntegerField(null=True, blank=True)
    uploaded_by = models.CharField(max_length=200)
    uploaded_by_account_id = models.BigIntegerField(null=True)
    uploaded_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["document", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="one_version_a_number"),
            models.CheckConstraint(
                condition=Q(text_state__in=[state.value for state in TextState]), name="text_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} ({self.number})"


class NumberSeries(models.Model):
    """The last official number given in a series and year: locked while the next one is taken, so no gap, no double."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="number_series")
    series = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)
    last_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "number series"
        constraints = [models.UniqueConstraint(fields=["council", "series", "year"], name="one_series_a_year")]

    def __str__(self) -> str:
        return f"{self.series}/{self.year}: {self.last}"


class Reading(models.Model):
    """That somebody opened a version: when first, when last, how often."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="readings")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="readings")
    account_id = models.BigIntegerField()
    person_id = models.BigIntegerField(null=True)
    name = models.CharField(max_length=200)
    first_at = models.DateTimeField(default=clock.now)
    last_at = models.DateTimeField(default=clock.now)
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "account_id"], name="one_reading_an_account")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.version_id}"
