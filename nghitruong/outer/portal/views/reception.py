"""When deputies receive citizens, and an appointment without account or script: asked for, looked up, cancelled."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from nghitruong.domain.letters import actions, queries, rules
from nghitruong.foundation.accounts.actions.tries import give_back, take_try
from nghitruong.foundation.accounts.sealing import keyed_digest
from nghitruong.kernel.actor import system_actor
from nghitruong.kernel.decision import Refusal, RefusalKind, RefusedError
from nghitruong.outer.portal.forms import AppointmentForm, EmptyForm, SlotCodeForm
from nghitruong.outer.portal.queries.reception import own_appointment, schedule_of
from nghitruong.outer.portal.queries.sites import Site
from nghitruong.outer.portal.views import reception_shapes as shapes
from nghitruong.outer.portal.views.answering import own_page, public_page, show
from nghitruong.outer.portal.views.senders import done_or_told, key_of, sender_of

if TYPE_CHECKING:
    from nghitruong.domain.letters.models import ReceptionDay, Slot

COOKIE = "hen"
OPEN_SECONDS = 3600
WRONG_CODE = Refusal("portal.wrong_slot_code", "No appointment has this code.", kind=RefusalKind.INVALID)


@public_page
def schedule(request: HttpRequest, site: Site) -> HttpResponse:
    """Who receives citizens when and where, as posted by rule (R8.02), and the way to an appointment."""
    found = schedule_of(site.council_ids)
    context = {
        "coming": shapes.day_lines(site, found.coming, found.slugs),
        "past": shapes.day_lines(site, found.past, found.slugs),
    }
    return show(request, site, "portal/reception.html", title=_("Receptions of citizens"), **context)


@own_page
def ask(request: HttpRequest, site: Site, day_id: int) -> HttpResponse:
    """The form for an appointment on a posted day; after it the page of the appointment with its code."""
    day = queries.posted_day(site.council_ids, day_id)
    if day is None:
        raise Http404
    form, found = AppointmentForm(request.POST or None), []
    key = key_of(request)
    status = done_or_told(request, form, lambda data: found.append(_ask(request, day, key, data)))
    if found:
        return _let_in(site, found[0])
    context = {"form": form, "key": key, "facts": shapes.posted_facts(day), "days": rules.KEEP_CALLERS_DAYS}
    answer = show(
        request, site, "portal/ask_appointment.html", title=_("Ask for an appointment"), **context, **_back(site)
    )
    answer.status_code = status
    return answer


@own_page
def appointment(request: HttpRequest, site: Site) -> HttpResponse:
    """The own appointment for who has opened it, else the question for its code."""
    slot = _slot(request, site)
    if slot and request.method != "POST":
        return _own_page(request, site, slot)
    form, found = SlotCodeForm(request.POST or None), []
    status = done_or_told(request, form, lambda data: found.append(_opened(request, site, data["code"])))
    if found:
        return _let_in(site, found[0])
    answer = show(request, site, "portal/appointment_code.html", title=_("My appointment"), form=form, **_back(site))
    answer.status_code = status
    return answer


@own_page
def cancel(request: HttpRequest, site: Site) -> HttpResponse:
    """Who cannot come says so: the time is free for somebody else."""
    slot = _slot(request, site)
    if slot is None or request.method != "POST":
        return HttpResponseRedirect(_home(site))
    form, system = EmptyForm(request.POST), system_actor(slot.council_id)
    status = done_or_told(request, form, lambda _data: actions.cancel_slot(system, slot))
    if not status:
        return HttpResponseRedirect(_home(site))
    answer = _own_page(request, site, slot, form=form)
    answer.status_code = status
    return answer


@own_page
def close(request: HttpRequest, site: Site) -> HttpResponse:
    """Leave nothing on a browser that others use, too."""
    answer = HttpResponseRedirect(site.at("lich-tiep-dan"))
    if request.method == "POST":
        answer.delete_cookie(COOKIE, path=_home(site))
    return answer


def _ask(request: HttpRequest, day: "ReceptionDay", key: str, data: dict[str, Any]) -> "Slot":
    """A form that is sent again leads to the first appointment."""
    if slot := queries.slot_of_form(day.council_id, key):
        return slot
    caller = actions.Person(data["name"], data["phone"], email=data["email"])
    wanted = {"caller": caller, "subject": data["subject"], "sender": sender_of(request), "key": key}
    return actions.ask_slot(system_actor(day.council_id), day, **wanted)


def _let_in(site: Site, slot: "Slot") -> HttpResponse:
    """On to the page of the appointment, which this browser may see for an hour."""
    answer = HttpResponseRedirect(_home(site))
    answer.set_signed_cookie(
        COOKIE,
        str(slot.pk),
        salt=f"{COOKIE}.{site.code}",
        max_age=OPEN_SECONDS,
        path=_home(site),
        httponly=True,
        samesite="Lax",
        secure=settings.IS_HTTPS,
    )
    return answer


def _opened(request: HttpRequest, site: Site, code: str) -> "Slot":
    """The appointment of this code. Raises RefusedError for a wrong one, and after five of them for 15 minutes."""
    key = keyed_digest(f"slot|{sender_of(request)}")
    take_try(key)
    slot = queries.slot_with(site.council_ids, code)
    if slot is None:
        raise RefusedError(WRONG_CODE)
    give_back([key])
    return slot


def _slot(request: HttpRequest, site: Site) -> "Slot | None":
    try:
        number = request.get_signed_cookie(COOKIE, salt=f"{COOKIE}.{site.code}", max_age=OPEN_SECONDS)
    except (KeyError, BadSignature):
        return None
    return queries.slot_by_id(site.council_ids, int(number or 0))


def _own_page(request: HttpRequest, site: Site, slot: "Slot", **context: Any) -> HttpResponse:
    mine = own_appointment(slot)
    shown = {"mine": mine, "tag": shapes.slot_tag(mine), "facts": shapes.own_facts(mine)}
    shown |= {"explanation": _(mine.explanation), "home": _home(site)}
    return show(request, site, "portal/appointment.html", title=_("My appointment"), **shown, **context, **_back(site))


def _home(site: Site) -> str:
    return site.at("lich-tiep-dan", "hen")


def _back(site: Site) -> dict[str, str]:
    return {"back_url": site.at("lich-tiep-dan"), "back_label": _("Receptions of citizens")}
