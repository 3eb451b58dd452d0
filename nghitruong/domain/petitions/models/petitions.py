"""A petition, whom it came from, what was answered, and what people said of the answer."""

from django.db import models

from nghitruong.domain.commitments.models import Commitment
from nghitruong.domain.meetings.models import Meeting
from nghitruong.domain.petitions.lifecycle import (
    Channel,
    Level,
    Pace,
    PetitionerKind,
    PetitionState,
    ReplyState,
    ResultClass,
    Verdict,
    WishKind,
)
from nghitruong.foundation.councils.models import Agency, Council, Mandate
from nghitruong.foundation.documents.models import Document
from nghitruong.kernel import clock


class Intake(models.Model):
    """Where petitions were taken from: the minutes of one evening, one form, one call. The text stays as it came."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="intakes")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="intakes")
    channel = models.CharField(max_length=12)
    title = models.CharField(max_length=300)
    held_on = models.DateField()
    place = models.CharField(max_length=300, blank=True)
    attendance = models.PositiveIntegerField(null=True, blank=True)
    text = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    mood = models.TextField(blank=True)
    by = models.CharField(max_length=120)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["council", "digest"], condition=~models.Q(digest=""), name="one_intake_a_text"
            ),
            models.CheckConstraint(condition=models.Q(channel__in=list(Channel)), name="intake_channel_known"),
        ]

    def __str__(self) -> str:
        return self.title


class Petition(models.Model):
    """One wish. `text` is what was said, for the office; `public_text` has no personal data.

    The office searches in `folded`; everybody else in `public_folded`, so that no search tells who asked.

    `answer` is the debt that runs now: the agency's answer, later what it promised. `days_late` and `late_reason` stay
    with each reply. `same_as` leads from an equal one to the one that goes on; `earlier` to the ended one that is
    raised again; `upward` is its way to the council above. `suggestion` keeps what the machine proposed, and why.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="petitions")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=24)
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="petitions")
    kind = models.CharField(max_length=12, default=WishKind.PETITION)
    petitioner_kind = models.CharField(max_length=12, default=PetitionerKind.VOTER)
    title = models.CharField(max_length=300)
    text = models.TextField()
    public_text = models.TextField(blank=True)
    folded = models.TextField(blank=True)
    public_folded = models.TextField(blank=True)
    place = models.CharField(max_length=300, blank=True)
    neighbourhood = models.CharField(max_length=120, blank=True)
    topic = models.CharField(max_length=40, blank=True)
    level = models.CharField(max_length=12, blank=True)
    pace = models.CharField(max_length=12, default=Pace.NORMAL)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="petitions")
    helpers: "models.ManyToManyField[Agency, models.Model]" = models.ManyToManyField(
        Agency, blank=True, related_name="+"
    )
    in_charge = models.ForeignKey(Mandate, null=True, blank=True, on_delete=models.PROTECT, related_name="petitions")
    suggestion = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=24, default=PetitionState.RECORDED)
    state_reason = models.CharField(max_length=500, blank=True)
    times_raised = models.PositiveIntegerField(default=1)
    same_as = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    earlier = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="later")
    upward = models.ForeignKey("petitions.Transfer", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer = models.ForeignKey(Commitment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_on = models.DateField()
    forwarded_at = models.DateTimeField(null=True, blank=True)
    letter_number = models.CharField(max_length=60, blank=True)
    replied_on = models.DateField(null=True, blank=True)
    result_class = models.CharField(max_length=20, blank=True)
    promised_on = models.DateField(null=True, blank=True)
    informed_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    is_public = models.BooleanField(default=False)
    withheld_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [
            models.Index(fields=["council", "state", "-id"], name="petitions_by_state"),
            models.Index(fields=["council", "agency", "state"], name="petitions_by_agency"),
            models.Index(fields=["council", "topic", "-id"], name="petitions_by_topic"),
            models.Index(fields=["council", "recorded_on"], name="petitions_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["council", "year", "number"], name="one_petition_a_number"),
            models.UniqueConstraint(fields=["council", "code"], name="one_petition_a_code"),
            models.CheckConstraint(condition=models.Q(state__in=list(PetitionState)), name="petition_state_known"),
            models.CheckConstraint(condition=models.Q(kind__in=list(WishKind)), name="petition_kind_known"),
            models.CheckConstraint(
                condition=models.Q(petitioner_kind__in=list(PetitionerKind)), name="petitioner_kind_known"
            ),
            models.CheckConstraint(condition=models.Q(level__in=["", *Level]), name="petition_level_known"),
            models.CheckConstraint(
                condition=models.Q(result_class__in=["", *ResultClass]), name="petition_result_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Voice(models.Model):
    """One voter behind a petition: who it was and how to reach them. Nobody outside the office reads this table.

    `private_code` opens the voter's own view of the petition. `forget_after` is the day after which name and contact
    are cleared (Law 91/2025: a purpose and a term for personal data); that somebody spoke stays.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="voices")
    recorded_with = models.ForeignKey(Petition, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=300, blank=True)
    private_code = models.CharField(max_length=12)
    forget_after = models.DateField()
    forgotten_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "private_code"], name="one_voice_a_private_code")]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Key(models.Model):
    """A telling word of a petition, as a number: equal wishes are looked for by these among all that there are."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="keys")
    value = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["council", "value", "petition"], name="petitions_by_key")]

    def __str__(self) -> str:
        return str(self.value)


class Reply(models.Model):
    """What an agency answered to one petition, with the fields that its class demands (R7.24)."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="replies")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, default=ReplyState.DRAFT)
    state_reason = models.CharField(max_length=500, blank=True)
    result_class = models.CharField(max_length=20, blank=True)
    text = models.TextField(blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_so_far = models.TextField(blank=True)
    promised_on = models.DateField(null=True, blank=True)
    responsible = models.CharField(max_length=120, blank=True)
    resources = models.CharField(max_length=300, blank=True)
    basis = models.CharField(max_length=500, blank=True)
    evidence = models.CharField(max_length=500, blank=True)
    documents: "models.ManyToManyField[Document, models.Model]" = models.ManyToManyField(
        Document, blank=True, related_name="+"
    )
    late_reason = models.CharField(max_length=500, blank=True)
    parts_reason = models.CharField(max_length=500, blank=True)
    due_on = models.DateField(null=True, blank=True)
    days_late = models.PositiveIntegerField(null=True, blank=True)
    document_number = models.CharField(max_length=60, blank=True)
    written_by = models.CharField(max_length=120, blank=True)
    sent_by = models.CharField(max_length=120, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    updated_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name_plural = "replies"
        constraints = [
            models.UniqueConstraint(fields=["petition", "number"], name="one_reply_a_number"),
            models.UniqueConstraint(
                fields=["petition"],
                condition=models.Q(state__in=[ReplyState.DRAFT, ReplyState.PROPOSED]),
                name="one_unsent_reply_a_petition",
            ),
            models.CheckConstraint(condition=models.Q(state__in=list(ReplyState)), name="reply_state_known"),
            models.CheckConstraint(condition=models.Q(result_class__in=["", *ResultClass]), name="reply_class_known"),
        ]

    def __str__(self) -> str:
        return f"{self.petition_id}/{self.number}"


class Rating(models.Model):
    """What a voter says of an answer; one a voter and answer, the last word counts."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, related_name="ratings")
    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="ratings")
    verdict = models.CharField(max_length=16)
    reason = models.CharField(max_length=40, blank=True)
    words = models.TextField(blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reply", "voice"], name="one_rating_a_voter_and_reply"),
            models.CheckConstraint(condition=models.Q(verdict__in=list(Verdict)), name="rating_verdict_known"),
        ]

    def __str__(self) -> str:
        return f"{self.reply_id}: {self.verdict}"


class Follower(models.Model):
    """Somebody who wants to hear what becomes of a petition, without an account: a mail address and a way out.

    Until it is confirmed by the code in a first mail nothing else is sent to it; then it is forgotten after some days.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="followers")
    email = models.EmailField()
    leave_code = models.CharField(max_length=24)
    confirm_code = models.CharField(max_length=24, blank=True)
    is_confirmed = models.BooleanField(default=False)
    since = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["petition", "email"], name="one_follower_a_mail_address")]

    def __str__(self) -> str:
        return f"{self.petition_id}"


class Remark(models.Model):
    """What a deputy or the office notes about a petition, or a voter adds to the own one; it is never public."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="remarks")
    by = models.CharField(max_length=120)
    text = models.TextField()
    is_from_voter = models.BooleanField(default=False)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.petition_id}: {self.by}"


class Sending(models.Model):
    """That something was sent in by the public form, for one hour: by which sender, under which key of its form.

    `sender` is a keyed digest of an address, never the address. A repeated key is answered by the first receipt.
    """

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="+")
    sender = models.CharField(max_length=64)
    key = models.CharField(max_length=40)
    voice = models.ForeignKey(Voice, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["council", "sender"], name="sendings_by_sender")]
        constraints = [models.UniqueConstraint(fields=["council", "key"], name="one_sending_a_key")]

    def __str__(self) -> str:
        return f"#{self.pk}"


class SavedFilter(models.Model):
    """A view of the list that somebody keeps under a name."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    account_id = models.BigIntegerField()
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "account_id", "name"], name="one_saved_filter_a_name")
        ]

    def __str__(self) -> str:
        return self.name
