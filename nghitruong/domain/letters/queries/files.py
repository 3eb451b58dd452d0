"""The files of a letter, for who may see who wrote it; their bytes are read one by one."""

from django.db.models import QuerySet

from nghitruong.domain.letters.models import Letter, LetterFile
from nghitruong.domain.letters.queries.doors import letter_for, sees_senders
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.policy import NO_SUCH_RECORD


def files_of(actor: Actor, letter: Letter) -> QuerySet[LetterFile]:
    """The files in the order in which they came, without their bytes: on them stands who wrote."""
    files = letter.files.defer("data").order_by("id")
    return files if sees_senders(actor, letter) else files.none()


def file_for(actor: Actor, code: str, file_id: int) -> LetterFile:
    """One file with its bytes. What the actor may not read does not exist."""
    letter = letter_for(actor, code)
    found = letter.files.filter(pk=file_id).first() if sees_senders(actor, letter) else None
    if found is None:
        raise RefusedError(NO_SUCH_RECORD, f"file {file_id}")
    return found
