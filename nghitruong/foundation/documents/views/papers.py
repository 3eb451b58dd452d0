"""Bringing papers: many files at once, each with its own answer, as a page and as a part of other pages."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nghitruong.foundation.accounts.guards import office
from nghitruong.foundation.documents.actions import add_document
from nghitruong.foundation.documents.forms import UploadForm
from nghitruong.foundation.documents.policies import may
from nghitruong.foundation.documents.rules import NO_FILE
from nghitruong.foundation.documents.uploads import Failure, Upload, UploadRequest, receiving
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.vietnamese import clean_line
from nghitruong.web.refusals import wants_json
from nghitruong.web.words import refusal_sentence

if TYPE_CHECKING:
    from nghitruong.foundation.documents.models import Document

_FORM_ID = re.compile(r"[A-Za-z][\w-]{0,60}")


@dataclass
class Brought:
    """What became of the files of one request."""

    papers: "list[Document]" = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


@office
@receiving(lambda request: may(request.actor, "documents.add_document", is_own=True))
def bring_papers(request: UploadRequest) -> HttpResponse:
    """Take files: a page that people see, and rows for the script and for other pages that ask for JSON."""
    form = UploadForm(request.actor, request.POST if request.method == "POST" else None)
    brought = Brought()
    if request.method == "POST" and form.is_valid():
        brought = _bring(request, form.cleaned_data)
    if wants_json(request):
        return answer_papers(request, brought, form_errors=_errors(form))
    if brought.papers and not brought.failures:
        return _done(request, len(brought.papers))
    return render(request, "documents/upload.html", {"form": form, "brought": brought, "title": _("Bring papers")})


def answer_papers(request: UploadRequest, brought: Brought, *, form_errors: str = "") -> JsonResponse:
    """Ids and rows of the new papers, and a sentence for each file that was refused; other pages answer so too.

    201 with at least one paper, else 400. A row carries the paper's id in a field of the form named by `row_form`.
    """
    row_form = request.POST.get("row_form", "")
    told = {"row_form": row_form if _FORM_ID.fullmatch(row_form) else ""}
    papers = [
        {
            "id": paper.pk,
            "title": paper.title,
            "url": reverse("documents:detail", args=[paper.pk]),
            "row": render_to_string("documents/_uploaded.html", {**told, "paper": paper}, request),
        }
        for paper in brought.papers
    ]
    refusals = [_told(failure) for failure in brought.failures]
    if form_errors:
        refusals.append({"name": "", "code": "documents.form", "detail": form_errors, "article": ""})
    return JsonResponse({"papers": papers, "refusals": refusals}, status=201 if papers else 400)


def title_of(name: str) -> str:
    """What a file is called before anybody gives it a title: its name without the ending, signs as spaces."""
    stem = name.rpartition(".")[0] or name
    return clean_line(stem.replace("_", " "))[:500]


def _bring(request: UploadRequest, data: dict[str, Any]) -> Brought:
    brought = Brought(failures=list(request.arrival.failures))
    titles = request.POST.getlist("title")
    for place, upload in enumerate(request.arrival.uploads):
        title = clean_line(titles[place]) if place < len(titles) else ""
        _bring_one(request, brought, upload, title=title or title_of(upload.name), data=data)
    if not request.arrival.uploads and not brought.failures:
        brought.failures.append(Failure("", NO_FILE))
    return brought


def _bring_one(request: UploadRequest, brought: Brought, upload: Upload, *, title: str, data: dict[str, Any]) -> None:
    """One file, one verb: what is refused stands beside its name, the others are brought all the same."""
    council_id = request.actor.council_id or 0
    try:
        paper = add_document(
            request.actor, council_id, title=title, upload=upload, kind=data["kind"], access=data["access"]
        )
    except RefusedError as error:
        brought.failures.append(Failure(upload.name, error.refusal))
    else:
        brought.papers.append(paper)


def _told(failure: Failure) -> dict[str, str]:
    refusal = failure.refusal
    sentence = refusal_sentence(refusal)
    return {"name": failure.name, "code": refusal.code, "detail": sentence, "article": refusal.article}


def _errors(form: UploadForm) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors) if form.is_bound else ""


def _done(request: UploadRequest, count: int) -> HttpResponse:
    messages.success(
        request, ngettext("%(count)s paper was brought.", "%(count)s papers were brought.", count) % {"count": count}
    )
    return redirect("documents:list")
