"""The rows between a verb's commit and everybody who wants to know."""

from django.db import models

from nghitruong.kernel import clock


class Event(models.Model):
    """Something changed under a topic. Holds nothing readable: who may see what is asked when it is rendered.

    `xid` is PostgreSQL's transaction number: ids are handed out before commit, so readers go by (xid, id) below the
    oldest running transaction and lose no late one. On SQLite it stays 0 and the id is enough.
    """

    council_id = models.BigIntegerField(default=0)
    topic = models.CharField(max_length=60)
    verb = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(default=clock.now)
    xid = models.BigIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["xid", "id"], name="event_in_order"),
            models.Index(fields=["topic", "xid", "id"], name="event_by_topic"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.topic}"


class Follower(models.Model):
    """How far a lasting reader (the search index, the notices) has come; moved in the transaction of what it wrote."""

    name = models.CharField(max_length=40, unique=True)
    xid = models.BigIntegerField(default=0)
    event_id = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.xid}-{self.event_id}"
