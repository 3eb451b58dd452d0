"""The files of a letter: brought, handed out, taken away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from nghitruong.domain.letters import actions, forms, queries
from nghitruong.domain.letters.policies import may
from nghitruong.domain.letters.views.lists import actor_of
from nghitruong.foundation.accounts.guards import office
from nghitruong.foundation.documents.uploads import UploadRequest, receiving
from nghitruong.foundation.documents.views.files import FILE_POLICY, disposition
from nghitruong.kernel.actor import Role
from nghitruong.kernel.decision import Refusal, RefusedError, ensure
from nghitruong.web.asking import Question, asked
from nghitruong.web.papers import kept_nowhere
from nghitruong.web.words import refusal_sentence


@office
@receiving(lambda request: may(request.actor, "letters.attach_file", is_own=request.actor.has(Role.CLERK)))
@require_POST
def attach(request: UploadRequest, code: str) -> HttpResponse:
    """Put files to a letter; each that is refused says why."""
    letter = queries.letter_for(request.actor, code)
    refused: list[tuple[str, Refusal]] = [(each.name, each.refusal) for each in request.arrival.failures]
    for upload in request.arrival.uploads:
        try:
            actions.attach_file(request.actor, letter, upload=upload)
        except RefusedError as error:
            refused.append((upload.name, error.refusal))
    _tell(request, len(request.arrival.uploads) + len(request.arrival.failures) - len(refused), refused)
    return redirect("letters:detail", code)


@office
@require_safe
def hand_out(request: HttpRequest, code: str, file_id: int) -> HttpResponse:
    """The file, saved and not shown; whoever may see who wrote has it, and every opening is kept."""
    actor = actor_of(request)
    file = actions.open_file(actor, queries.file_for(actor, code, file_id))
    response = HttpResponse(bytes(file.data), content_type=file.media_type)
    response["Content-Disposition"] = disposition(file.name, is_shown=False)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = FILE_POLICY
    return kept_nowhere(response)


@office
def remove(request: HttpRequest, code: str, file_id: int) -> HttpResponse:
    """Take a file away that does not belong here."""
    actor = actor_of(request)
    file = queries.file_for(actor, code, file_id)
    ensure(may(actor, "letters.remove_file", is_own=queries.owns(actor, file.letter), council_id=file.council_id))
    title, page = _("Take the file away"), reverse("letters:detail", args=[code])
    question = Question(title, title, page, code, file.name, tone="danger", said=_("Nothing of it is kept."))
    form = forms.ReasonForm(actor, request.POST or None)
    return asked(request, form, question, lambda data: actions.remove_file(actor, file, **data))


def _tell(request: HttpRequest, kept: int, refused: list[tuple[str, Refusal]]) -> None:
    for name, refusal in refused:
        messages.error(request, f"{name}: {refusal_sentence(refusal)}")
    if kept:
        said = ngettext("%(count)s file is with the letter.", "%(count)s files are with the letter.", kept)
        messages.success(request, said % {"count": kept})
    elif not refused:
        messages.error(request, _("Choose a file first."))
