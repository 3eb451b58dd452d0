"""What one was told, how one wants to be told, and the address of one's calendar."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from nghitruong.foundation.accounts.actors import ActorRequest
from nghitruong.foundation.accounts.guards import office
from nghitruong.kernel.actor import Actor
from nghitruong.outer.notices import actions, queries
from nghitruong.outer.notices.gateways import gateway_for
from nghitruong.outer.notices.kinds import all_kinds
from nghitruong.outer.notices.matrix import Channel, Offer, is_wanted, offer
from nghitruong.outer.notices.policies import may
from nghitruong.outer.notices.telling import absolute
from nghitruong.web.paging import page_of

CHANNEL_WORDS = {
    Channel.INBOX: gettext_lazy("On this platform"),
    Channel.MAIL: gettext_lazy("E-mail"),
    Channel.SMS: gettext_lazy("SMS"),
    Channel.ZALO: gettext_lazy("Zalo"),
}


@office
@require_GET
def inbox(request: ActorRequest) -> HttpResponse:
    """Everything one was told, newest first."""
    page, pager = page_of(request, queries.inbox_of(request.actor))
    unread = queries.unread_of(request.actor).count()
    context = {
        "title": _("Notifications"),
        "notices": page.object_list,
        "pager": pager,
        "unread": unread,
        "count_words": ngettext("%(count)s new", "%(count)s new", unread) % {"count": unread} if unread else "",
        "may_see_tray": may(request.actor, "notices.undo_notice").is_allowed,
    }
    return render(request, "notices/inbox.html", context)


@office
@require_POST
def mark_all(request: ActorRequest) -> HttpResponse:
    """Note that one has seen everything."""
    actions.mark_notices(request.actor, request.actor.council_id or 0)
    return redirect("notices:inbox")


@office
@require_GET
def open_notice(request: ActorRequest, message_id: int) -> HttpResponse:
    """Go to what the notice is about; from now on it counts as seen."""
    notice = queries.notice_for(request.actor, message_id)
    actions.mark_notices(request.actor, request.actor.council_id or 0, message_ids=[notice.pk])
    is_ours = url_has_allowed_host_and_scheme(notice.path, None)
    return redirect(notice.path if notice.path and is_ours else "notices:inbox")


@office
def preferences(request: ActorRequest) -> HttpResponse:
    """By which ways one wants to be told of what."""
    if request.method == "POST":
        actions.choose_channels(request.actor, request.actor.council_id or 0, wishes=_wishes(request))
        messages.success(request, _("Saved"))
        return redirect("notices:preferences")
    secret = queries.feed_of(request.actor)
    context = {
        "title": _("Change how you are told"),
        "channels": [CHANNEL_WORDS[channel] for channel in Channel],
        "rows": _rows(request.actor),
        "missing": [CHANNEL_WORDS[channel] for channel in Channel if not _is_there(channel)],
        "feed": absolute(reverse("notices:feed", args=[secret])) if secret else "",
        "back_url": reverse("notices:inbox"),
        "back_label": _("Notifications"),
    }
    return render(request, "notices/preferences.html", context)


@office
@require_POST
def renew(request: ActorRequest) -> HttpResponse:
    """A new secret address for one's calendar."""
    actions.renew_feed(request.actor, request.actor.council_id or 0)
    messages.success(request, _("The calendar has a new address; the old one answers no more."))
    return redirect("notices:preferences")


def _is_there(channel: Channel) -> bool:
    return channel is Channel.INBOX or gateway_for(channel) is not None


def _wishes(request: ActorRequest) -> dict[tuple[str, str], bool]:
    """Every box that the page shows, ticked or not."""
    return {
        (code, channel): f"{code}-{channel}" in request.POST
        for code, kind in all_kinds().items()
        for channel in Channel
        if offer(kind.row, channel) in (Offer.ON, Offer.OFFERED)
    }


def _rows(actor: Actor) -> list[dict[str, Any]]:
    number = actor.account_id or 0
    chosen, switched = queries.choices_of([number], actor.council_id or 0), queries.old_switches([number])
    rows = []
    for code, kind in all_kinds().items():
        boxes = []
        for channel in Channel:
            given = offer(kind.row, channel)
            choice = chosen.get((number, code, channel), switched.get((number, channel)))
            boxes.append(
                {
                    "name": f"{code}-{channel}",
                    "channel": CHANNEL_WORDS[channel],
                    "is_on": is_wanted(given, choice),
                    "is_fixed": given is Offer.ALWAYS,
                    "is_never": given is Offer.NEVER,
                }
            )
        rows.append({"label": kind.label, "boxes": boxes})
    return rows
