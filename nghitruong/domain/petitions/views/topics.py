"""The office keeps the council's list of topics."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from nghitruong.domain.petitions import actions, queries
from nghitruong.domain.petitions.forms.topics import MergeTopicForm, TopicForm
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.views import shapes
from nghitruong.domain.petitions.views.lists import actor_of
from nghitruong.foundation.accounts.guards import office
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.policy import NO_SUCH_RECORD
from nghitruong.web.asking import Question, asked
from nghitruong.web.parts import Words


@office
@require_GET
def topic_list(request: HttpRequest) -> HttpResponse:
    """The topics with how many petitions have each."""
    actor = actor_of(request)
    if not may(actor, "petitions.rename_topic").is_allowed:
        raise RefusedError(NO_SUCH_RECORD, "topics")
    return render(request, "petitions/topics.html", shapes.topics_page(actor))


@office
def add(request: HttpRequest) -> HttpResponse:
    """Add one of the council's own."""
    actor = actor_of(request)
    question = _question(_("Add a topic"), _("Add"), said=_("The topic was added."))
    form = TopicForm(request.POST or None)
    return asked(request, form, question, lambda data: actions.add_topic(actor, actor.council_id or 0, **data))


@office
def rename(request: HttpRequest, code: str) -> HttpResponse:
    """Call it by another name."""
    actor, topic = actor_of(request), _topic(request, code)
    question = _question(
        _("Rename “%(topic)s”") % {"topic": topic.name},
        _("Save"),
        _("Petitions, forms and numbers show the new name, old ones too."),
        said=_("Saved."),
    )
    form = TopicForm(request.POST or None, initial={"name": topic.name})
    return asked(
        request, form, question, lambda data: actions.rename_topic(actor, actor.council_id or 0, code=code, **data)
    )


@office
def merge(request: HttpRequest, code: str) -> HttpResponse:
    """Let it go on as another one."""
    actor, topic = actor_of(request), _topic(request, code)
    question = _question(
        _("Merge “%(topic)s” into another topic") % {"topic": topic.name},
        _("Merge"),
        _("Petitions that have it keep it. From today nobody chooses it; what was proposed as it becomes the other."),
        said=_("The topic goes on as the other one."),
    )
    form = MergeTopicForm(queries.topic_book(actor.council_id), code, request.POST or None)
    return asked(
        request, form, question, lambda data: actions.merge_topic(actor, actor.council_id or 0, code=code, **data)
    )


@office
def close(request: HttpRequest, code: str) -> HttpResponse:
    """No petition is given it any more."""
    actor, topic = actor_of(request), _topic(request, code)
    question = _question(
        _("Close “%(topic)s”") % {"topic": topic.name},
        _("Close the topic"),
        _("Petitions that have it keep it. From today nobody chooses it, and it is proposed for nothing."),
        said=_("The topic is closed."),
    )
    form = forms.Form(request.POST if request.method == "POST" else None)
    return asked(request, form, question, lambda _data: actions.close_topic(actor, actor.council_id or 0, code=code))


@office
def reopen(request: HttpRequest, code: str) -> HttpResponse:
    """Let it be chosen again."""
    actor, topic = actor_of(request), _topic(request, code)
    title = _("Open “%(topic)s” again") % {"topic": topic.name}
    question = _question(title, _("Open the topic"), said=_("The topic may be chosen again."))
    form = forms.Form(request.POST if request.method == "POST" else None)
    return asked(request, form, question, lambda _data: actions.open_topic(actor, actor.council_id or 0, code=code))


def _topic(request: HttpRequest, code: str) -> queries.KnownTopic:
    """The topic of the actor's council; raises NO_SUCH_RECORD for an unknown code."""
    topic = queries.topic_book(actor_of(request).council_id).known(code)
    if topic is None:
        raise RefusedError(NO_SUCH_RECORD, f"topic-{code}")
    return topic


def _question(title: str, act: str, intro: Words = "", *, said: str) -> Question:
    return Question(title, act, reverse("petitions:topics"), _("Topics of petitions"), intro, said=said)
