"""What people say about a public petition, shown once the office has read it; and whether the council takes that."""

from django.db import models

from nghitruong.domain.petitions.lifecycle import CommentState
from nghitruong.domain.petitions.models.petitions import Petition
from nghitruong.foundation.councils.models import Council
from nghitruong.kernel import clock


class CommentSwitch(models.Model):
    """That a council takes comments, since when. A council without a row takes none."""

    council = models.OneToOneField(Council, on_delete=models.PROTECT, related_name="+")
    is_on = models.BooleanField(default=False)
    changed_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.council_id}: {self.is_on}"


class Comment(models.Model):
    """One comment. `by` is how the writer wants to be called, `ground` why it is not shown.

    Nothing says where it came from. It is deleted whole after `forget_after` (Law 91/2025).
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="comments")
    by = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    state = models.CharField(max_length=12, default=CommentState.WAITING)
    ground = models.CharField(max_length=40, blank=True)
    key = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(default=clock.now)
    decided_on = models.DateField(null=True, blank=True)
    forget_after = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["council", "state", "at"], name="comments_by_state"),
            models.Index(fields=["petition", "state", "at"], name="comments_by_petition"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=list(CommentState)), name="comment_state_known"),
            models.UniqueConstraint(fields=["council", "key"], condition=~models.Q(key=""), name="one_comment_a_form"),
        ]

    def __str__(self) -> str:
        return f"{self.petition_id}: {self.pk}"
