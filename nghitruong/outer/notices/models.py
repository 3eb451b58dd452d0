"""Messages with their way, what each person chose, and the secret addresses of calendars."""

from typing import Any

from django.db import models

from nghitruong.foundation.councils.models import Council
from nghitruong.kernel import clock
from nghitruong.outer.notices.lifecycle import MessageState
from nghitruong.outer.notices.matrix import Channel


class Message(models.Model):
    """One message to one person by one way. `key` is what happened: nobody is told twice of it by the same way.

    `thread` is the record it is about and `about` what it said of it, so that the same is not said again. `address` is
    sealed, and only for who has no account and no place in the register; anybody else's is read when it is sent.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=32)
    key = models.CharField(max_length=120)
    channel = models.CharField(max_length=8)
    recipient = models.CharField(max_length=80)
    account_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    name = models.CharField(max_length=200)
    address = models.TextField(blank=True)
    thread = models.CharField(max_length=60, blank=True)
    about = models.CharField(max_length=200, blank=True)
    items: "models.JSONField[list[Any], list[Any]]" = models.JSONField(default=list)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    path = models.CharField(max_length=300, blank=True)
    button = models.CharField(max_length=80, blank=True)
    is_urgent = models.BooleanField(default=False)
    state = models.CharField(max_length=12, default=MessageState.WAITING)
    reason = models.CharField(max_length=32, blank=True)
    detail = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)
    release_at = models.DateTimeField()
    try_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "try_at"], name="messages_to_send"),
            models.Index(fields=["account_id", "channel", "state", "read_at"], name="messages_of_a_person"),
            models.Index(fields=["council", "-created_at"], name="messages_newest_first"),
            models.Index(fields=["thread", "kind", "recipient"], name="messages_of_a_thread"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "key", "recipient", "channel"], name="one_message_an_event_and_way"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in MessageState]), name="message_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(channel__in=[str(channel) for channel in Channel]), name="message_channel_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.channel}"


class Choice(models.Model):
    """That somebody wants, or does not want, one kind of notice by one way."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    account_id = models.BigIntegerField()
    kind = models.CharField(max_length=32)
    channel = models.CharField(max_length=8)
    is_on = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account_id", "council", "kind", "channel"], name="one_choice_a_way")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.channel}: {self.is_on}"


class Feed(models.Model):
    """The secret address of somebody's calendar in one council: its digest to find it, sealed to show it again."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    account_id = models.BigIntegerField()
    digest = models.CharField(max_length=64, unique=True)
    sealed = models.TextField()
    renewed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "council"], name="one_feed_a_person")]

    def __str__(self) -> str:
        return str(self.account_id)
