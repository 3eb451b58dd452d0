"""The office's tray: what is about to leave and can be taken back, what could not be sent, what has left."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from nghitruong.foundation.accounts.actors import ActorRequest
from nghitruong.foundation.accounts.guards import office
from nghitruong.kernel.decision import ensure
from nghitruong.outer.notices import actions, queries
from nghitruong.outer.notices.lifecycle import MessageState
from nghitruong.outer.notices.policies import may
from nghitruong.outer.notices.views.own import CHANNEL_WORDS
from nghitruong.web.paging import page_of
from nghitruong.web.parts import Tag
from nghitruong.web.words import in_words

MOST_BATCHES = 100
TONES = {MessageState.WAITING: "amber", MessageState.FAILED: "red", MessageState.UNKNOWN: "purple"}


@office
@require_GET
def tray(request: ActorRequest) -> HttpResponse:
    """Everything that the council told lately."""
    ensure(may(request.actor, "notices.undo_notice"))
    batches = queries.batches_of(request.actor, MOST_BATCHES)
    page, pager = page_of(request, queries.troubled_of(request.actor))
    context = {
        "title": _("Sending tray"),
        "waiting": [batch for batch in batches if batch.waiting],
        "gone": [batch for batch in batches if not batch.waiting],
        "troubled": [_troubled(message) for message in page.object_list],
        "pager": pager,
        "back_url": reverse("notices:inbox"),
        "back_label": _("Notifications"),
    }
    return render(request, "notices/tray.html", context)


@office
@require_POST
def undo(request: ActorRequest) -> HttpResponse:
    """Take back what has not left."""
    key = request.POST.get("key", "")
    count = actions.undo_notice(request.actor, request.actor.council_id or 0, key=key)
    said = ngettext("%(count)s message was taken back.", "%(count)s messages were taken back.", count)
    messages.success(request, said % {"count": count})
    return redirect("notices:tray")


@office
@require_POST
def retry(request: ActorRequest, message_id: int) -> HttpResponse:
    """Send one again."""
    actions.retry_message(request.actor, queries.message_for(request.actor, message_id))
    messages.success(request, _("It will be sent again in a moment."))
    return redirect("notices:tray")


def _troubled(message: Any) -> dict[str, Any]:
    state = MessageState(message.state)
    return {
        "message": message,
        "tag": Tag(in_words(state), TONES.get(state, "grey")),
        "channel": CHANNEL_WORDS[message.channel],
        "reason": queries.REASONS.get(message.reason, ""),
        "may_retry": state in (MessageState.FAILED, MessageState.UNKNOWN),
    }
