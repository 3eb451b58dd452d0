"""One letter as its page shows it, equal ones beside it, and the numbers of a review."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nghitruong.domain.letters import queries
from nghitruong.domain.letters.lifecycle import LetterChannel, LetterKind, Stage
from nghitruong.domain.letters.policies import may
from nghitruong.domain.letters.views.shapes.rows import kind_words, letter_due, rows_of, state_tag
from nghitruong.kernel import clock
from nghitruong.kernel.days import add_months
from nghitruong.kernel.vietnamese import short_date
from nghitruong.web.parts import Fact, Moment
from nghitruong.web.words import in_words

if TYPE_CHECKING:
    from datetime import date

    from nghitruong.domain.letters.models import Letter
    from nghitruong.kernel.actor import Actor

COLUMNS = {
    "all": gettext_lazy("Came in"),
    "not_sorted": gettext_lazy("To be sorted"),
    "refused": gettext_lazy("Not dealt with"),
    "guided": gettext_lazy("Guided"),
    "forwarded": gettext_lazy("Forwarded"),
    "answered": gettext_lazy("With a result"),
    "told": gettext_lazy("Senders told"),
    "to_petition": gettext_lazy("Made petitions"),
    "late": gettext_lazy("Overdue"),
}


def _head(letter: Letter) -> dict[str, Any]:
    return {
        "title": letter.subject or _("Handed over"),
        "code": letter.code,
        "letter": letter,
        "status": state_tag(letter),
        "due": letter_due(letter),
        "kind": kind_words(letter),
        "back_url": reverse("letters:list"),
        "back_label": _("Letters of citizens"),
    }


def detail_of(actor: Actor, letter: Letter) -> dict[str, Any]:
    """Everything that the page of one letter shows to this actor."""
    return {
        **_head(letter),
        "facts": _facts(letter),
        "moments": _moments(letter),
        "verbs": queries.available_verbs(actor, letter),
        "senders": list(queries.senders_of(actor, letter)),
        "sees_senders": queries.sees_senders(actor, letter),
        "files": list(queries.files_of(actor, letter)),
        "may_attach": may(actor, "letters.attach_file", is_own=queries.owns(actor, letter)).is_allowed,
        "parts": rows_of(list(queries.parts_of(actor, letter)), actor),
        "slip": _slip(letter),
        "debt_url": reverse("commitments:detail", args=[letter.debt.number]) if letter.debt else "",
    }


def _slip(letter: Letter) -> str:
    """Which paper there is of this letter, by the word in its address."""
    if not letter.content or not letter.competent:
        return ""
    return "phieu-chuyen" if letter.forwarded_on else "phieu-huong-dan"


def merge_page(actor: Actor, letter: Letter) -> dict[str, Any]:
    """The letter beside those that may be the same."""
    found = queries.alike(queries.letters_of(actor), letter)
    rows = rows_of([each.letter for each in found], actor)
    page = reverse("letters:detail", args=[letter.code])
    alike = [(row, each.is_same_sender, round(each.score * 100)) for row, each in zip(rows, found, strict=True)]
    return {**_head(letter), "back_url": page, "back_label": letter.code, "alike": alike}


def initial_of(letter: Letter, verb: str) -> dict[str, Any]:
    """What a form begins with."""
    if verb == "phan-loai":
        names = ("kind", "stage", "complex_reason", "remote_reason")
        return {name: getattr(letter, name) for name in names} | {"in_charge": letter.in_charge_id}
    return {
        "subject": letter.subject,
        "content": letter.content,
        "signatures": letter.signatures,
        "words_1": letter.content,
    }


def review_of(actor: Actor, first: date, last: date, months: int) -> dict[str, Any]:
    """A table of kinds and headings, each number with the address of its records; cards as totals."""
    numbers = queries.review(queries.letters_of(actor), first, last, clock.today())
    kinds = {kind.value: str(in_words(kind)) for kind in LetterKind} | {"": _("Not sorted")}
    table = [
        (words, [(each, _records(each, first, last)) for each in numbers if each.kind == kind])
        for kind, words in kinds.items()
    ]
    sums = [sum(each.value for each in numbers if each.group == group) for group in queries.REVIEWED]
    visits = queries.visits_of(actor).filter(on__range=(first, last))
    span = {"ky": "quy"} if months > 1 else {}
    step = {
        name: urlencode({**span, "tu": short_date(add_months(first, by))})
        for name, by in (("before", -months), ("after", months))
    }
    return {
        "title": _("Numbers of letters and receptions"),
        "detail": f"{short_date(first)} – {short_date(last)}",
        "columns": [COLUMNS[group] for group in queries.REVIEWED],
        "table": table,
        "sums": sums,
        "visits": visits.count(),
        "refused_visits": visits.exclude(refusal_ground="").count(),
        "cards": queries.counted(queries.cards_of(actor).filter(received_on__range=(first, last))),
        "is_quarter": months > 1,
        "first": first,
        **step,
        "back_url": reverse("letters:list"),
        "back_label": _("Letters of citizens"),
    }


def _records(number: queries.Number, first: date, last: date) -> str:
    asked = {
        "tu": short_date(first),
        "den": short_date(last),
        "loai": number.kind or queries.NO_KIND,
        "loc": number.group,
    }
    return f"{reverse('letters:list')}?{urlencode(asked)}"


def _facts(letter: Letter) -> list[Fact]:
    many = ngettext("%(count)s signature", "%(count)s signatures", letter.signatures) % {"count": letter.signatures}
    complexity = queries.label_of("complex_reasons", letter.complex_reason)
    reason = queries.label_of("letter_ineligible_reasons", letter.reason_code)
    stage = in_words(Stage(letter.stage)) if letter.kind == LetterKind.COMPLAINT else ""
    known = [
        (_("Kind of letter"), " · ".join(filter(None, [kind_words(letter), str(stage)]))),
        (_("Received on"), f"{short_date(letter.received_on)}, {in_words(LetterChannel(letter.channel))}"),
        (_("Number of signatures"), many if letter.signatures > 1 else ""),
        (_("Complex, because"), complexity),
        (_("Remote, because"), letter.remote_reason),
        (_("Deputy in charge"), letter.in_charge.person.full_name if letter.in_charge else ""),
        (_("Competent body"), letter.agency.name if letter.agency else letter.competent),
        (_("Letter of transfer"), letter.transfer_number),
        (_("Accepted on"), short_date(letter.accepted_on) if letter.accepted_on else ""),
        (_("Next step due on"), short_date(letter.due_on) if letter.due_on else ""),
        (_("Not dealt with, because"), reason),
        (_("Reason"), letter.state_reason),
    ]
    return [Fact(key, value) for key, value in known if value]


def _moments(letter: Letter) -> list[Moment]:
    """The letter's course, the newest first."""
    dated = [(letter.received_on, Moment(_("Received"), short_date(letter.received_on)))]
    steps = (
        (letter.forwarded_on, _("Forwarded"), letter.competent),
        (letter.accepted_on, _("Accepted"), ""),
        (letter.decided_on, _("Decided"), letter.result_number),
        (letter.result_on, _("Result came"), ""),
        (letter.informed_on, _("Sender told"), ""),
        (letter.ended_on, str(state_tag(letter).label), ""),
    )
    dated += [(day, Moment(words, short_date(day), text)) for day, words, text in steps if day]
    dated += [
        (
            each.on,
            Moment(_("Urged"), short_date(each.on), " · ".join(filter(None, [each.by, each.document, each.note]))),
        )
        for each in queries.urgings_of(letter)
    ]
    return [moment for _day, moment in sorted(dated, key=lambda pair: pair[0], reverse=True)]
