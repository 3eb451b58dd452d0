"""How much one sender leaves in an hour: a village's shared line is let through, a machine is not."""

import secrets
from datetime import timedelta

from django.db import IntegrityError, transaction

from nghitruong.domain.petitions.models import Sending
from nghitruong.foundation.verbs.moves import SOMEONE_WAS_FASTER
from nghitruong.kernel import clock
from nghitruong.kernel.decision import RefusedError

COUNTED = timedelta(hours=1)


def take_turn(council_id: int, sender: str, key: str = "") -> tuple[Sending, int]:
    """Note that a sender leaves something; answers with how much it left in the hour before.

    What is older than an hour is forgotten here. Raises RefusedError when the same form is being taken already.
    """
    now = clock.now()
    Sending.objects.filter(council_id=council_id, at__lt=now - COUNTED).delete()
    before = Sending.objects.filter(council_id=council_id, sender=sender).count() if sender else 0
    try:
        with transaction.atomic():
            sending = Sending.objects.create(
                council_id=council_id, sender=sender, key=key[:40] or secrets.token_urlsafe(12), at=now
            )
    except IntegrityError as error:
        raise RefusedError(SOMEONE_WAS_FASTER) from error
    return sending, before
