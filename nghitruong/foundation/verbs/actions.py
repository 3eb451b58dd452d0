"""Keeping house among the kept answers. Not a verb: it changes nothing that anybody decided."""

from datetime import timedelta

from nghitruong.foundation.verbs.models import KeptAnswer
from nghitruong.kernel import clock

KEPT_FOR = timedelta(days=2)
"""Longer than a client may go on repeating one request."""


def prune_answers(*, keep: timedelta = KEPT_FOR) -> int:
    """Forget answers older than `keep`; answers how many."""
    return KeptAnswer.objects.filter(at__lt=clock.now() - keep).delete()[0]
