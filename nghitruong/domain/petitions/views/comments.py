"""Comments of citizens on public petitions: the queue to read, what is shown, what is not, and the switch."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nghitruong.domain.petitions import actions, forms, queries
from nghitruong.domain.petitions.lifecycle import CommentState
from nghitruong.domain.petitions.views import shapes
from nghitruong.domain.petitions.views.lists import actor_of
from nghitruong.foundation.accounts.guards import office
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.policy import NO_SUCH_RECORD
from nghitruong.web.asking import Question, asked
from nghitruong.web.paging import page_of

PAGE = 30


@office
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What waits to be read, or what was decided."""
    actor = actor_of(request)
    if not queries.decides_comments(actor):
        raise RefusedError(NO_SUCH_RECORD, "comments")
    chosen = request.GET.get("loc", "")
    state = CommentState(chosen) if chosen in set(CommentState) else CommentState.WAITING
    page, pager = page_of(request, queries.comments_of(actor, state), PAGE)
    context = shapes.comment_queue(actor, list(page.object_list), state)
    return render(request, "petitions/comments.html", {**context, "pager": pager})


@office
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Take comments from now on, or take no more."""
    actor = actor_of(request)
    is_on = request.POST.get("is_on") == "1"
    actions.switch_comments(actor, actor.council_id or 0, is_on=is_on)
    messages.success(request, _("Comments are taken now.") if is_on else _("Comments are taken no more."))
    return redirect("petitions:comments")


@office
@require_POST
def release(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Show it to everybody."""
    actor = actor_of(request)
    actions.release_comment(actor, queries.comment_for(actor, comment_id))
    messages.success(request, _("Everybody may read it now."))
    return redirect("petitions:comments")


@office
def refuse(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Do not show it, for one of the fixed grounds."""
    actor = actor_of(request)
    comment = queries.comment_for(actor, comment_id)
    title, back = _("Do not show the comment"), reverse("petitions:comments")
    question = Question(title, title, back, _("Comments"), f"“{comment.text}”", said=_("It is not shown."))
    form = forms.CommentGroundForm(request.POST or None)
    return asked(request, form, question, lambda data: actions.refuse_comment(actor, comment, **data))
