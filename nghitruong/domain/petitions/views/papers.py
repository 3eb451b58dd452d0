"""The official papers about petitions: letter of transfer, receipt, consolidated report."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from nghitruong.domain.petitions import queries, rules
from nghitruong.domain.petitions.queries import gathering, papers
from nghitruong.domain.petitions.views import shapes
from nghitruong.domain.petitions.views.lists import actor_of, wanted_of
from nghitruong.engines.officialforms.forms.petition_reports import consolidated_report
from nghitruong.engines.officialforms.forms.petitions import receipt, transfer_letter
from nghitruong.foundation.accounts.guards import office
from nghitruong.kernel.decision import RefusedError
from nghitruong.web.papers import paper_file


@office
@require_GET
def letter(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The letter that a petition goes or went with, and all that goes along to the same agency; a draft until then."""
    actor = actor_of(request)
    petition = queries.petition_for(actor, code)
    if petition.upward_id:
        written = transfer_letter(papers.upward_facts(actor, petition))
        return paper_file(written, form, f"cong-van-chuyen-{petition.code}")
    batch = papers.batch_of(queries.petitions_of(actor), petition)
    if petition.agency is None or petition not in batch:
        raise RefusedError(rules.NO_LETTER)
    return paper_file(transfer_letter(papers.transfer_facts(actor, batch)), form, f"cong-van-chuyen-{petition.code}")


@office
@require_GET
def receipt_paper(request: HttpRequest, code: str, voice_id: int, form: str) -> HttpResponse:
    """What one voter takes home; only for who may see who asked."""
    actor = actor_of(request)
    petition = queries.petition_for(actor, code)
    voice = queries.voice_for(actor, petition, voice_id)
    return paper_file(receipt(papers.receipt_facts(actor, petition, voice)), form, f"phieu-tiep-nhan-{petition.code}")


@office
@require_GET
def gathered(request: HttpRequest) -> HttpResponse:
    """What voters asked for in a round of contact, at one source or in a span of days."""
    actor = actor_of(request)
    scope = gathering.scope_for(actor, wanted_of(request))
    context: dict[str, Any] = {
        **shapes.gathered_page(actor, scope),
        "query": request.GET.urlencode(),
        "rounds": list(queries.rounds_of(actor)[:20]),
    }
    return render(request, "petitions/gathered.html", context)


@office
@require_GET
def gathered_paper(request: HttpRequest, form: str) -> HttpResponse:
    """The same as the official report."""
    actor = actor_of(request)
    scope = gathering.scope_for(actor, wanted_of(request))
    return paper_file(consolidated_report(papers.gathered_facts(actor, scope)), form, "bao-cao-tong-hop-kien-nghi")
