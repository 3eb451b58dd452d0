"""Reports on petitions: what was answered in a month, with every number's records, and the official form of it."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from nghitruong.domain.petitions import actions, queries
from nghitruong.domain.petitions.policies import reads_all
from nghitruong.domain.petitions.queries import papers, reports, term
from nghitruong.domain.petitions.views import shapes
from nghitruong.domain.petitions.views.lists import actor_of, month_of, wanted_of
from nghitruong.engines.officialforms.forms.petition_reports import answers_report
from nghitruong.foundation.accounts.guards import office
from nghitruong.kernel import clock
from nghitruong.kernel.days import add_months
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.policy import NO_SUCH_RECORD
from nghitruong.web.fields import whole_number
from nghitruong.web.paging import address
from nghitruong.web.papers import paper_file


@office
@require_GET
def answers(request: HttpRequest) -> HttpResponse:
    """What agencies had to answer in a month, answered in time or late, and still owe."""
    actor, today, month = actor_of(request), clock.today(), _month(request)
    wanted = wanted_of(request)
    chosen = {"co-quan": wanted.agency_id, "nguoi-neu": wanted.petitioner}
    context: dict[str, Any] = {
        **shapes.answers_page(actor, month, today, chosen),
        "before_url": address(request, thang=f"{add_months(month, -1):%m-%Y}"),
        "after_url": address(request, thang=f"{add_months(month, 1):%m-%Y}") if month < today.replace(day=1) else "",
        "agencies": [] if actor.agency_id else list(queries.agencies_of(actor)),
        "petitioners": list(shapes.askers().items()),
        "wanted": wanted,
    }
    return render(request, "petitions/answers.html", context)


@office
@require_GET
def answers_paper(request: HttpRequest, form: str) -> HttpResponse:
    """The same month as the official report."""
    actor, month = actor_of(request), _month(request)
    found = reports.owed_answers(queries.petitions_of(actor), month, clock.today())
    document = answers_report(papers.answers_facts(actor, found, month))
    return paper_file(document, form, f"bao-cao-tra-loi-kien-nghi-{month:%m-%Y}")


@office
@require_GET
def whole_term(request: HttpRequest) -> HttpResponse:
    """All petitions since the term began, predecessors' included, and how unresolved ones move."""
    actor, this_year, typed = actor_of(request), clock.today().year, request.GET.get("nam", "")
    if not reads_all(actor):
        raise RefusedError(NO_SUCH_RECORD, "petitions of the term")
    year = whole_number(typed) or this_year
    year = min(max(year, term.term_began_on(actor).year), this_year)
    return render(request, "petitions/term.html", shapes.term_page(actor, year))


@office
@require_GET
def inherited(request: HttpRequest, petition_id: int) -> HttpResponse:
    """One petition of a council that was taken over, to be read alone."""
    actor = actor_of(request)
    petition = term.inherited_for(actor, petition_id)
    if petition.council_id == actor.council_id:
        return redirect("petitions:detail", petition.code)
    return render(request, "petitions/inherited.html", shapes.inherited_page(actor, petition))


@office
@require_POST
def aim(request: HttpRequest) -> HttpResponse:
    """Set the year's target for old unresolved petitions."""
    actor, typed = actor_of(request), request.POST.get("old_cases", "")
    number = whole_number(typed)
    count = number if number is not None and number < 1_000_000 else -1
    actions.set_target(actor, actor.council_id or 0, year=clock.today().year, old_cases=count)
    return redirect("petitions:term")


@office
@require_GET
def satisfied(request: HttpRequest) -> HttpResponse:
    """What voters think of each agency's answers."""
    return render(request, "petitions/satisfaction.html", shapes.satisfaction_page(actor_of(request)))


def _month(request: HttpRequest) -> date:
    """The month that the address names; this month for anything else."""
    return month_of(request.GET.get("thang", "")) or clock.today().replace(day=1)
