"""Intake: from an evening's minutes to sorted petitions in one table, then one check before all are sent (ux S7)."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from nghitruong.domain.petitions import actions, forms, queries
from nghitruong.domain.petitions.lifecycle import Channel, Level, WishKind
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.views import shapes
from nghitruong.domain.petitions.views.lists import actor_of
from nghitruong.foundation.accounts.guards import office
from nghitruong.foundation.documents.names import clean_name
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import ensure
from nghitruong.web.asking import Question, asked, done
from nghitruong.web.fields import whole_number

if TYPE_CHECKING:
    from nghitruong.domain.petitions.models import Petition, Scan


@office
def new_intake(request: HttpRequest) -> HttpResponse:
    """Paste the minutes or choose a file; what is found in it is shown next."""
    actor = actor_of(request)
    ensure(may(actor, "petitions.record_petitions"))
    scan, values = _scan_of(actor, request)
    form = forms.IntakeForm(actor, request.POST or None, request.FILES or None, initial=values)
    found: list[Any] = []
    if staged := _staged(actor, request, form):
        return redirect("petitions:scan", staged.pk)
    if form.is_valid() and shapes.wants_a_look(form.cleaned_data["taken"]):
        return render(request, "petitions/intake.html", shapes.look_page(actor, form))
    if done(request, form, lambda data: found.extend(_record(actor, data, scan))):
        return redirect("petitions:review", found[0].intake_id)
    status = 400 if request.method == "POST" else 200
    return render(request, "petitions/intake.html", shapes.intake_page(actor, form, scan), status=status)


@office
def review(request: HttpRequest, intake_id: int) -> HttpResponse:
    """The table: each wish with what is proposed for it; whatever is typed is kept."""
    actor = actor_of(request)
    intake = queries.intake_for(actor, intake_id)
    if request.method == "POST":
        ready = actions.sort_petitions(actor, intake.council_id, rows=_rows(request))
        if "check" in request.POST:
            return redirect("petitions:check", intake_id)
        said = ngettext("Saved. %(count)s is ready to be sent.", "Saved. %(count)s are ready to be sent.", ready)
        messages.success(request, said % {"count": ready})
        return redirect("petitions:review", intake_id)
    return render(request, "petitions/review.html", shapes.review_of(actor, intake))


@office
@require_GET
def check(request: HttpRequest, intake_id: int) -> HttpResponse:
    """What goes to whom until when, what is still missing; then one press sends it all."""
    actor = actor_of(request)
    intake = queries.intake_for(actor, intake_id)
    return render(request, "petitions/check.html", shapes.check_of(actor, intake))


@office
def split(request: HttpRequest, code: str) -> HttpResponse:
    """Choose the word at which the second petition begins."""
    actor = actor_of(request)
    petition = queries.petition_for(actor, code)
    ensure(may(actor, "petitions.split_petition", council_id=petition.council_id))
    if request.method != "POST":
        return render(request, "petitions/split.html", _split_page(petition))
    at = request.POST.get("at", "")
    other = actions.split_petition(actor, petition, at=whole_number(at) or 0)
    messages.success(request, _("The second one is %(code)s.") % {"code": other.code})
    return redirect("petitions:review", petition.intake_id)


@office
def note(request: HttpRequest) -> HttpResponse:
    """A deputy notes what voters told her, or what she asks herself: a wish a line, as the page for meetings says."""
    actor = actor_of(request)
    ensure(may(actor, "petitions.note_wish", is_own=actor.mandate_id is not None))
    question = Question(
        _("Note a wish"),
        _("Hand it to the office"),
        reverse("petitions:list"),
        _("Voters' petitions"),
        said=_("The office has it. You are in charge of it."),
    )
    form = forms.NoteForm(request.POST or None)
    return asked(request, form, question, lambda data: _note(actor, data))


def _split_page(petition: "Petition") -> dict[str, Any]:
    return {
        "title": _("Make two of it"),
        "petition": petition,
        "places": queries.split_places(petition),
        "back_url": reverse("petitions:detail", args=[petition.code]),
    }


def _note(actor: Actor, data: dict[str, Any]) -> None:
    council_id, told = actor.council_id or 0, (actions.Voter(data["name"], data["phone"]),)
    lines = [line.strip() for line in data["text"].splitlines() if line.strip()]
    proposals = [queries.proposal_for(council_id, line, data["place"]) for line in lines]
    petitioner = forms.petitioner_of(data)
    wishes = [actions.Wish(**{**each.as_wish(), "voters": told, "petitioner": petitioner}) for each in proposals]
    title = data["title"] or _("Note of %(name)s") % {"name": actor.name}
    source = actions.Source(title, data["held_on"] or clock.today(), Channel.NOTE)
    actions.note_wish(actor, council_id, source=source, wishes=wishes)


def _first_values(request: HttpRequest) -> dict[str, Any]:
    meeting = request.GET.get("hoi-nghi", "")
    return {"held_on": clock.today(), "channel": Channel.CONTACT, "meeting": meeting or None}


def _scan_of(actor: Actor, request: HttpRequest) -> "tuple[Scan | None, dict[str, Any]]":
    """The scan whose text is taken over, and with which values the form begins."""
    number = whole_number(request.GET.get("ban-quet", ""))
    if number is None:
        return None, _first_values(request)
    scan = queries.scan_for(actor, number)
    return scan, {**_first_values(request), **scan.form, "text": shapes.text_of_scan(scan)}


def _staged(actor: Actor, request: HttpRequest, form: forms.IntakeForm) -> "Scan | None":
    """The scan that was brought, kept for reading; why it was not is told at its field."""
    if not form.is_valid() or not form.cleaned_data["scan"]:
        return None
    kept: list[Scan] = []
    done(request, form, lambda _data: kept.append(_stage(actor, form)))
    return kept[0] if kept else None


def _stage(actor: Actor, form: forms.IntakeForm) -> "Scan":
    """Keep the scan with what was typed about its source."""
    opened = form.cleaned_data["scan"]
    typed = {name: form[name].value() or "" for name in form.fields if name != "file"}
    upload = form.cleaned_data["file"]
    return actions.stage_scan(actor, actor.council_id or 0, name=clean_name(upload.name), scan=opened, form=typed)


def _record(actor: Actor, data: dict[str, Any], scan: "Scan | None") -> Any:
    """Record what the machine finds in the text or the rows; each wish with what it proposes and who spoke."""
    council_id, source, taken = actor.council_id or 0, _source(data), data["taken"]
    if taken and taken.rows:
        found = queries.proposals_of_rows(council_id, taken.rows, source.place)
    else:
        found = queries.proposals_in(council_id, source.text, source.place)
    wishes = [
        actions.Wish(**each.as_wish(), voters=tuple(actions.Voter(**who) for who in each.voters)) for each in found
    ]
    return actions.record_petitions(actor, council_id, source=source, wishes=wishes, scan=scan)


def _source(data: dict[str, Any]) -> actions.Source:
    meeting = data["meeting"]
    return actions.Source(
        title=data["title"] or (meeting.title if meeting else ""),
        held_on=data["held_on"],
        channel=Channel(data["channel"]),
        place=data["place"] or (meeting.place if meeting else ""),
        attendance=data["attendance"],
        text=_words(data),
        meeting=meeting,
    )


def _words(data: dict[str, Any]) -> str:
    """What was pasted, else what the file holds; rows of a table one a line."""
    taken = data["taken"]
    if data["text"] or not taken:
        return str(data["text"])
    return taken.text or "\n".join(row.text for row in taken.rows)


def _rows(request: HttpRequest) -> list[actions.Sorted]:
    """The table as it was typed; an unknown value of a list counts as not chosen."""
    agencies = {str(each.pk): each for each in queries.agencies_of(actor_of(request))}
    read = request.POST.get
    return [
        actions.Sorted(
            code=code,
            title=read(f"title-{code}", ""),
            public_text=read(f"public-{code}", ""),
            kind=_one_of(WishKind, read(f"kind-{code}", "")) or WishKind.PETITION,
            topic=read(f"topic-{code}", ""),
            level=_one_of(Level, read(f"level-{code}", "")) or "",
            agency=agencies.get(read(f"agency-{code}", "")),
        )
        for code in request.POST.getlist("code")
    ]


def _one_of(kind: Any, value: str) -> Any:
    return kind(value) if value in set(kind) else None
