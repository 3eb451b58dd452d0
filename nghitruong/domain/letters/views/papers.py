"""The official papers about letters and receptions, as Word and PDF."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from nghitruong.domain.letters import queries
from nghitruong.domain.letters.queries import papers
from nghitruong.domain.letters.views.lists import actor_of
from nghitruong.engines.officialforms.content import Document
from nghitruong.engines.officialforms.forms.letters import (
    conclusion_notice,
    forwarding_slip,
    guidance_slip,
    refusal_notice,
)
from nghitruong.foundation.accounts.guards import office
from nghitruong.kernel.actor import Actor
from nghitruong.web.papers import paper_file

if TYPE_CHECKING:
    from nghitruong.domain.letters.models import Letter

SLIPS: dict[str, Callable[[Actor, "Letter"], Document]] = {
    "phieu-chuyen": lambda actor, letter: forwarding_slip(papers.forward_facts(actor, letter)),
    "phieu-huong-dan": lambda actor, letter: guidance_slip(papers.guide_facts(actor, letter)),
}


@office
@require_GET
def slip(request: HttpRequest, code: str, paper: str, form: str) -> HttpResponse:
    """The slip with which a letter went on, or that guides its sender."""
    if paper not in SLIPS:
        raise Http404
    actor = actor_of(request)
    letter = queries.letter_for(actor, code)
    return paper_file(SLIPS[paper](actor, letter), form, f"{paper}-{letter.code}")


@office
@require_GET
def refusal(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The notice of a refused reception, form 01/TCD; a draft until it was sent."""
    actor = actor_of(request)
    visit = queries.visit_for(actor, code)
    return paper_file(refusal_notice(papers.refusal_facts(actor, visit)), form, f"tu-choi-tiep-cong-dan-{visit.code}")


@office
@require_GET
def conclusion(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The notice of what was concluded at a reception."""
    actor = actor_of(request)
    visit = queries.visit_for(actor, code)
    written = conclusion_notice(papers.conclusion_facts(actor, visit))
    return paper_file(written, form, f"ket-luan-tiep-cong-dan-{visit.code}")
