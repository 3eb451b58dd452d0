"""A comment on a public petition: no account, no script, shown once the office has read it."""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from nghitruong.domain.petitions import actions, queries, rules
from nghitruong.kernel.actor import system_actor
from nghitruong.outer.portal.forms import CommentForm
from nghitruong.outer.portal.queries import voices
from nghitruong.outer.portal.queries.comments import may_be_commented
from nghitruong.outer.portal.queries.sites import Site
from nghitruong.outer.portal.views.answering import own_page, show
from nghitruong.outer.portal.views.senders import done_or_told, key_of, sender_of

if TYPE_CHECKING:
    from nghitruong.domain.petitions.models import Petition


@own_page
def comment(request: HttpRequest, site: Site, petition_code: str) -> HttpResponse:
    """The form, and after it the sentence that it waits to be read."""
    petition = voices.followable(site.council_ids, petition_code)
    if petition is None or not may_be_commented(petition.council_id):
        raise Http404
    form, key = CommentForm(request.POST or None), key_of(request)
    status = done_or_told(request, form, lambda data: _write(request, petition, key, data))
    context = {"form": form, "key": key, "is_done": not status, **_around(site, petition)}
    answer = show(request, site, "portal/comment.html", title=_("Comment"), **context)
    answer.status_code = status or 200
    return answer


def _around(site: Site, petition: "Petition") -> dict[str, Any]:
    return {
        "petition_title": petition.title,
        "days": rules.KEEP_RELEASED_DAYS,
        "back_url": site.at("kien-nghi", petition.code),
        "back_label": petition.code,
    }


def _write(request: HttpRequest, petition: "Petition", key: str, data: dict[str, Any]) -> None:
    """A form that is sent again says nothing twice."""
    if queries.comment_of_form(petition.council_id, key):
        return
    system = system_actor(petition.council_id)
    actions.write_comment(system, petition, sender=sender_of(request), key=key, **data)
