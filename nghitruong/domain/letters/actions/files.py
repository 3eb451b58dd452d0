"""The papers that came with a letter: attached, opened, taken away again."""

from nghitruong.domain.letters import rules
from nghitruong.domain.letters.actions.parts import reason_of
from nghitruong.domain.letters.models import Letter, LetterFile
from nghitruong.domain.letters.policies import may
from nghitruong.domain.letters.queries import owns, sees_senders
from nghitruong.foundation.documents.rules import SECRECY_KEY, may_keep_file
from nghitruong.foundation.documents.uploads import Upload
from nghitruong.foundation.law.queries import param_on
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, verb
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor


@verb("letters.attach_file", serious=True)
def attach_file(clerk: Actor, letter: Letter, *, upload: Upload) -> LetterFile:
    """Put a file to a letter. Its name stays out of the ledger: it may be the sender's.

    Raises RefusedError: a mark of state secrecy (R12.12), headed as a denunciation (R8.26), a file that is not taken,
    false in name, locked, damaged, too large, one too many, here already; a letter of which nothing is kept.
    """
    permit(may(clerk, "letters.attach_file", is_own=owns(clerk, letter), council_id=letter.council_id))
    facts, digest = upload.facts(), upload.incoming.digest
    lawful(may_keep_file(facts, param_on(SECRECY_KEY, clock.today())))
    decision = rules.may_attach(
        upload.name,
        upload.extract.head,
        facts.size,
        state=letter.state,
        count=letter.files.count(),
        is_known=letter.files.filter(digest=digest).exists(),
    )
    lawful(decision)
    kept = LetterFile.objects.create(
        council_id=letter.council_id,
        letter=letter,
        name=upload.name,
        media_type=upload.media_type,
        size=facts.size,
        digest=digest,
        data=upload.incoming.path.read_bytes(),
        by=clerk.name,
    )
    record(letter, file=kept.pk, digest=digest, size=facts.size)
    announce("letters", f"letter-{letter.pk}")
    return kept


@verb("letters.remove_file", serious=True)
def remove_file(clerk: Actor, file: LetterFile, *, reason: str) -> Letter:
    """Take away what does not belong here, with the reason; nothing of it stays."""
    letter = file.letter
    permit(may(clerk, "letters.remove_file", is_own=owns(clerk, letter), council_id=file.council_id))
    why, number = reason_of(reason), file.pk
    LetterFile.objects.filter(pk=number).delete()
    record(letter, file=number, digest=file.digest, reason=why)
    announce("letters", f"letter-{letter.pk}")
    return letter


@verb("letters.open_file", lock=False, serious=True)
def open_file(reader: Actor, file: LetterFile) -> LetterFile:
    """Hand a file out: every opening is in the ledger. Announces nothing: who has read is looked up."""
    is_own = sees_senders(reader, file.letter)
    permit(may(reader, "letters.open_file", is_own=is_own, council_id=file.council_id))
    record(file.letter, file=file.pk)
    return file
