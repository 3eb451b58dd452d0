"""What the official papers about letters and receptions are told; a name only for who may see the sender."""

from nghitruong.domain.letters import rules
from nghitruong.domain.letters.lifecycle import LetterState
from nghitruong.domain.letters.models import Letter, Visit
from nghitruong.domain.letters.queries.doors import senders_of
from nghitruong.domain.letters.queries.law import label_of
from nghitruong.domain.petitions.queries.papers import issuer_of, numbered_paper
from nghitruong.engines.officialforms.forms import letters as papers
from nghitruong.foundation.councils.queries import law_on
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import RefusedError


def forward_facts(actor: Actor, letter: Letter) -> papers.ForwardFacts:
    """The slip of a letter that was forwarded. Raises RefusedError for any other."""
    if letter.forwarded_on is None or not letter.content:
        raise RefusedError(rules.NO_PAPER)
    row = law_on(letter.council_id, letter.forwarded_on).get(rules.forwarded_key(letter.kind))
    return papers.ForwardFacts(
        issuer=issuer_of(actor),
        paper=numbered_paper(letter.transfer_number, letter.forwarded_on, papers.FORWARD_SYMBOL),
        letter=_named(actor, letter),
        competent=letter.competent,
        reason=letter.state_reason if letter.state == LetterState.FORWARDED else "",
        due_on=letter.due_on if letter.state == LetterState.FORWARDED else None,
        due_basis=row.article if row else "",
    )


def guide_facts(actor: Actor, letter: Letter) -> papers.GuideFacts:
    """The slip for the sender of a complaint that belongs elsewhere. Raises RefusedError for any other."""
    if not letter.competent or letter.forwarded_on or not letter.content:
        raise RefusedError(rules.NO_PAPER)
    return papers.GuideFacts(
        issuer=issuer_of(actor),
        paper=numbered_paper("", letter.informed_on, papers.GUIDE_SYMBOL),
        letter=_named(actor, letter),
        competent=letter.competent,
    )


def refusal_facts(actor: Actor, visit: Visit) -> papers.RefusalFacts:
    """The notice of a refused reception; a draft until it was sent. Raises RefusedError where nobody was refused."""
    caller = visit.senders.order_by("id").first()
    if not visit.refusal_ground or caller is None or not caller.name:
        raise RefusedError(rules.NO_PAPER)
    row = law_on(visit.council_id, visit.on).get(rules.REFUSAL_KEY)
    return papers.RefusalFacts(
        issuer=issuer_of(actor),
        paper=numbered_paper(visit.notice_number, visit.notice_on, papers.REFUSAL_SYMBOL),
        citizen=caller.name,
        address=caller.address,
        on=visit.on,
        content=visit.content,
        ground=label_of("reception_refusal_grounds", visit.refusal_ground),
        articles=(row.article,) if row else (),
    )


def conclusion_facts(actor: Actor, visit: Visit) -> papers.ConclusionFacts:
    """The notice of what was concluded. Raises RefusedError where nothing was, or nobody is named any more."""
    caller = visit.senders.order_by("id").first()
    if not visit.conclusion or caller is None or not caller.name:
        raise RefusedError(rules.NO_PAPER)
    return papers.ConclusionFacts(
        issuer=issuer_of(actor),
        paper=numbered_paper(visit.conclusion_number, visit.concluded_on, papers.CONCLUSION_SYMBOL),
        receiver=visit.receiver,
        citizen=caller.name,
        on=visit.on,
        content=visit.content,
        conclusion=visit.conclusion,
    )


def _named(actor: Actor, letter: Letter) -> papers.CitizenLetter:
    first = senders_of(actor, letter).filter(forgotten_on=None, withdrawn_on=None).first()
    return papers.CitizenLetter(
        kind=letter.kind,
        subject=letter.subject,
        received_on=letter.received_on,
        sender=first.name if first else "",
        address=first.address if first else "",
    )
