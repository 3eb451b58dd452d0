"""A repeated request with one key is answered and not done again."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from nghitruong.foundation.verbs.models import KeptAnswer
from nghitruong.kernel.decision import Refusal, RefusalKind, RefusedError

LONGEST_KEY = 100
_IN_PROGRESS = 0

KEY_REUSED = Refusal(
    "verbs.key_reused",
    "This Idempotency-Key was used for another request. Use a new key for a new request.",
    kind=RefusalKind.INVALID,
)
KEY_TOO_LONG = Refusal("verbs.key_too_long", "An Idempotency-Key has at most 100 characters.", kind=RefusalKind.INVALID)
STILL_RUNNING = Refusal(
    "verbs.still_running", "The first request with this key is still being carried out. Ask again in a moment."
)


@dataclass(frozen=True)
class Answer:
    """What was answered: an HTTP status and a body."""

    status: int
    body: str


def digest_of_request(method: str, path: str, body: bytes) -> str:
    """Tells a repeat of a request from another request under the same key."""
    return hashlib.sha256(f"{method} {path}\n".encode() + body).hexdigest()


def answer_once(account_id: int, council_id: int, key: str, digest: str, run: Callable[[], Answer]) -> Answer:
    """Run once for each key of an account; later calls get the first answer. What failed to run may be tried again.

    Raises RefusedError for a key that was used for another request, or whose first request still runs.
    """
    if len(key) > LONGEST_KEY:
        raise RefusedError(KEY_TOO_LONG)
    if not _claim(account_id, council_id, key, digest):
        return _first_answer(account_id, key, digest)
    kept = KeptAnswer.objects.filter(account_id=account_id, key=key)
    try:
        answer = run()
    except BaseException:
        kept.delete()
        raise
    if answer.status < 500:
        kept.update(status=answer.status, body=answer.body)
    else:
        kept.delete()
    return answer


def _claim(account_id: int, council_id: int, key: str, digest: str) -> bool:
    try:
        with transaction.atomic():
            KeptAnswer.objects.create(
                account_id=account_id, council_id=council_id, key=key, digest=digest, status=_IN_PROGRESS, body=""
            )
    except IntegrityError:
        return False
    return True


def _first_answer(account_id: int, key: str, digest: str) -> Answer:
    kept = KeptAnswer.objects.filter(account_id=account_id, key=key).first()
    if kept is None or kept.status == _IN_PROGRESS:
        raise RefusedError(STILL_RUNNING)
    if kept.digest != digest:
        raise RefusedError(KEY_REUSED)
    return Answer(kept.status, kept.body)
