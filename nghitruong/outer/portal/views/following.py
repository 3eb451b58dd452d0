"""Following a petition by mail without an account, and leaving again."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from nghitruong.domain.petitions import actions
from nghitruong.domain.petitions.rules import KEEP_UNCONFIRMED_DAYS
from nghitruong.kernel.actor import system_actor
from nghitruong.outer.portal.forms import EmptyForm, MailForm
from nghitruong.outer.portal.queries import voices
from nghitruong.outer.portal.queries.sites import Site
from nghitruong.outer.portal.views.answering import own_page, show
from nghitruong.outer.portal.views.senders import done_or_told, sender_of


@own_page
def follow(request: HttpRequest, site: Site, petition_code: str) -> HttpResponse:
    """A mail address for what becomes of a public petition; it counts once it is confirmed from the mail."""
    petition = voices.followable(site.council_ids, petition_code)
    if petition is None:
        raise Http404
    form, system, sender = MailForm(request.POST or None), system_actor(petition.council_id), sender_of(request)
    status = done_or_told(
        request, form, lambda data: actions.follow_petition(system, petition, email=data["email"], sender=sender)
    )
    back = {"back_url": site.at("kien-nghi", petition.code), "back_label": petition.code}
    shown = {"form": form, "petition_title": petition.title, "is_done": not status, "days": KEEP_UNCONFIRMED_DAYS}
    context = {**shown, **back}
    answer = show(request, site, "portal/follow.html", title=_("Follow by mail"), **context)
    answer.status_code = status or 200
    return answer


@own_page
def confirm(request: HttpRequest, site: Site, confirm_code: str) -> HttpResponse:
    """The address in the first mail: one press, since programs that look through mails follow every address in them."""
    follower = voices.follower_to_confirm(site.council_ids, confirm_code)
    if follower is None:
        return show(request, site, "portal/confirm.html", title=_("Confirm your address"), is_gone=True)
    petition, system, form = follower.petition, system_actor(follower.council_id), EmptyForm(request.POST)
    is_done = follower.is_confirmed
    if not is_done:
        is_done = not done_or_told(request, form, lambda _data: actions.confirm_following(system, follower))
    context = {"petition_title": petition.title, "is_done": is_done, "url": site.at("kien-nghi", petition.code)}
    return show(request, site, "portal/confirm.html", title=_("Confirm your address"), **context)


@own_page
def leave(request: HttpRequest, site: Site, leave_code: str) -> HttpResponse:
    """The way out that stands in every mail: one press, and the address is forgotten."""
    follower = voices.follower_with(site.council_ids, leave_code)
    context = {"petition_title": follower.petition.title if follower else "", "is_done": follower is None}
    if follower:
        system, form = system_actor(follower.council_id), EmptyForm(request.POST)
        status = done_or_told(request, form, lambda _data: actions.leave_petition(system, follower))
        context["is_done"] = not status
    return show(request, site, "portal/leave.html", title=_("Stop following"), **context)
