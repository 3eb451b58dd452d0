"""The law's days for gathering, reporting, publishing: what runs, what was met and when, the rows of this place."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from nghitruong.domain.petitions import actions, queries
from nghitruong.domain.petitions.forms import ReasonForm
from nghitruong.domain.petitions.forms.clocks import ClockForm
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.views import shapes
from nghitruong.domain.petitions.views.lists import actor_of
from nghitruong.foundation.accounts.guards import office
from nghitruong.kernel import clock
from nghitruong.kernel.decision import ensure
from nghitruong.web.asking import Question, asked
from nghitruong.web.fields import whole_number


@office
@require_GET
def clock_list(request: HttpRequest) -> HttpResponse:
    """What the law wants until when, and what was recorded as done."""
    actor = actor_of(request)
    ensure(may(actor, "petitions.meet_clock"))
    return render(request, "petitions/clocks.html", shapes.clocks_page(actor))


@office
def meet(request: HttpRequest) -> HttpResponse:
    """Record that what a clock asks for was sent or published."""
    actor = actor_of(request)
    ensure(may(actor, "petitions.meet_clock"))
    key, typed = request.GET.get("khoa", ""), request.GET.get("cuoc", "")
    meeting_id = whole_number(typed)
    running = queries.clock_for(actor.council_id or 0, key, meeting_id)
    question = _question(shapes.clock_words(running.key), _("Record it"), running.subject, _("Kept in the record."))
    form = ClockForm(request.POST or None, initial={"done_on": clock.today()})

    def act(data: dict[str, object]) -> None:
        actions.meet_clock(actor, actor.council_id or 0, key=key, meeting_id=meeting_id, **data)  # type: ignore[arg-type]

    return asked(request, form, question, act)


@office
def take_back(request: HttpRequest, record_id: int) -> HttpResponse:
    """Take a wrong record back; the clock runs again."""
    actor = actor_of(request)
    ensure(may(actor, "petitions.withdraw_clock_record"))
    met = queries.clock_record_for(actor.council_id or 0, record_id)
    question = _question(_("Take the record back"), _("Take the record back"), met.document, _("The clock runs again."))
    form = ReasonForm(request.POST or None)
    return asked(request, form, question, lambda data: actions.withdraw_clock_record(actor, met, **data))


def _question(title: str, act: str, intro: str, said: str) -> Question:
    return Question(title, act, reverse("petitions:clocks"), _("Days of the law"), intro, said=said)
