"""Public petitions in the shapes that the page components read: tags, the five steps, answers, numbers."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nghitruong.domain.petitions.lifecycle import (
    ANSWERED,
    BEFORE_SENDING,
    ENDED,
    PROMISING,
    WITH_AGENCY,
    PetitionState,
    ResultClass,
)
from nghitruong.kernel import clock
from nghitruong.kernel.shares import percentage_text
from nghitruong.kernel.vietnamese import fold, format_number
from nghitruong.kernel.vietnamese.dates import short_date
from nghitruong.outer.portal.queries.petition_groups import LEAST_RATERS, DeputyNumbers, Numbers, Satisfaction
from nghitruong.outer.portal.queries.petitions import AbovePetition, PublicAnswer, PublicPetition
from nghitruong.outer.portal.queries.sites import Site
from nghitruong.outer.portal.views.shapes import PaperLine, paper_line
from nghitruong.web import parts
from nghitruong.web.words import in_words

GROUP_WORDS: dict[str, tuple[Promise, str]] = {
    "done": (gettext_lazy("Solved"), "done"),
    "working": (gettext_lazy("Being solved"), "blue"),
    "explained": (gettext_lazy("Explained"), "light"),
    "waiting": (gettext_lazy("Waiting for the answer"), "pending"),
    "late": (gettext_lazy("Answer overdue"), "red"),
}
"""The groups in the order of the bar, with their tones there."""
ACROSS_WORDS: dict[str, Promise] = {
    "answered": gettext_lazy("With an answer"),
    "in_time": gettext_lazy("answered in time"),
}
MOST_CIRCLES = 20
"""A telephone line has to carry the page; the areas with fewer petitions stand in the table."""
TOLD = frozenset({PetitionState.REPORTED_BACK, PetitionState.CLOSED})


@dataclass(frozen=True)
class PetitionLine:
    """A petition in a list."""

    petition: PublicPetition
    url: str
    tag: parts.Tag
    detail: str


@dataclass(frozen=True)
class AnswerCard:
    """An answer with the fields of its class, its papers and what voters say of it."""

    answer: PublicAnswer
    title: str
    tag: parts.Tag
    facts: Sequence[parts.Fact]
    papers: Sequence[PaperLine]
    rating: str


@dataclass(frozen=True)
class Figure:
    """A number in words with the list behind it."""

    label: str
    count: int
    url: str


@dataclass(frozen=True)
class AboveCard:
    """What the council above makes of the petition."""

    above: AbovePetition
    tag: parts.Tag
    facts: Sequence[parts.Fact]
    explanation: str
    url: str


@dataclass(frozen=True)
class NumberRow:
    """One line of a table of numbers, with the list that it counts; each cell is a number with its own list."""

    numbers: Numbers
    name: str
    url: str
    cells: Sequence[Figure] = ()


@dataclass(frozen=True)
class AreaCircle:
    """An area as a circle: radii in hundredths of its square, for all petitions and for those with an answer.

    `words` follow the area's name and number for whoever hears the page.
    """

    row: NumberRow
    radius: str
    answered_radius: str
    words: str


def petition_line(site: Site, petition: PublicPetition) -> PetitionLine:
    words = [petition.code, petition.topic, petition.neighbourhood, short_date(petition.recorded_on)]
    return PetitionLine(
        petition=petition,
        url=site.at("kien-nghi", petition.code),
        tag=tag_of(petition),
        detail=" · ".join(word for word in words if word),
    )


def tag_of(petition: PublicPetition) -> parts.Tag:
    """Where it stands, in the words of who asked: with the day that counts."""
    if petition.is_late and petition.state is PetitionState.IN_PROGRESS:
        return parts.Tag(_("Not done by the promised day"), "red", "alert-triangle")
    if petition.is_late:
        return parts.Tag(
            _("Answer %(days)s late") % {"days": _days(_days_over(petition.due_on))}, "red", "alert-triangle"
        )
    if petition.state in {*ANSWERED, PetitionState.TRANSFERRED} and petition.result_class:
        return _answered_tag(petition)
    if petition.state in WITH_AGENCY and petition.due_on:
        return parts.Tag(_("Waiting for the answer, due %(day)s") % {"day": short_date(petition.due_on)}, "blue")
    return parts.Tag(in_words(petition.state), "grey")


def steps_of(petition: PublicPetition, answer: PublicAnswer | None) -> list[parts.Moment]:
    """The five steps that every petition goes, of which one is the present one until it is done (ux S11)."""
    agency = petition.agency or _("the agency")
    if petition.state is PetitionState.TRANSFERRED:
        agency = _("the council above")
    sent = petition.sent_on is not None
    answered = petition.state in {*ANSWERED, PetitionState.ANSWERED_ON_SPOT}
    answered = answered or (petition.state is PetitionState.TRANSFERRED and bool(petition.result_class))
    worked = answered and petition.result_class not in set(PROMISING)
    checked = petition.state in TOLD
    reached = [True, sent or answered, answered, worked, checked]
    now = reached.index(False) if False in reached else len(reached)
    sending = _("Sent to %(agency)s") % {"agency": agency}
    names = [_("Received"), sending, _("Answer"), _("Carrying out"), _("Check of the result")]
    texts = [
        short_date(petition.recorded_on),
        short_date(petition.sent_on) if petition.sent_on else "",
        _answer_words(petition, answer, is_answered=answered),
        _work_words(petition, answer),
        _check_words(petition),
    ]
    late_at = now if petition.is_late else -1
    return [
        parts.Moment(name, text=text, state=_state_at(place, now, late_at))
        for place, (name, text) in enumerate(zip(names, texts, strict=True))
    ]


def step_words(steps: Sequence[parts.Moment]) -> str:
    """Which step it is now: "Step 4 of 5"."""
    at = next((place for place, step in enumerate(steps, 1) if step.state in ("now", "late")), len(steps))
    return _("Step %(number)s of %(total)s") % {"number": at, "total": len(steps)}


def answer_card(site: Site, answer: PublicAnswer) -> AnswerCard:
    checked = parts.Tag(in_words(answer.result_class), _TONES[answer.result_class])
    return AnswerCard(
        answer=answer,
        title=_("Answer of %(agency)s") % {"agency": answer.agency},
        tag=checked if answer.is_accepted else parts.Tag(_("Being checked by the council"), "amber", "hourglass"),
        facts=_answer_facts(answer),
        papers=[paper_line(site.code, paper) for paper in answer.papers],
        rating=rating_words(answer.satisfied, answer.raters),
    )


def above_card(above: AbovePetition | None) -> AboveCard | None:
    """The same petition with the council above, and the way to its page there."""
    if above is None:
        return None
    facts = [
        (_("Code there"), above.code),
        (_("Agency"), above.agency),
        (_("Answer due on"), short_date(above.due_on) if above.due_on else ""),
    ]
    tag = parts.Tag(in_words(above.state), "blue")
    if above.is_late:
        late = _("Answer %(days)s late") % {"days": _days(_days_over(above.due_on))}
        tag = parts.Tag(late, "red", "alert-triangle")
    url = reverse("portal:petition", args=[above.unit_code, above.code]) if above.unit_code else ""
    return AboveCard(above, tag, [parts.Fact(name, value) for name, value in facts if value], _(above.explanation), url)


def rating_words(satisfied: int, raters: int) -> str:
    """What voters said, with how many they are; a percentage from ten voters on."""
    if not raters:
        return ""
    values = {"satisfied": satisfied, "raters": raters, "share": percentage_text(satisfied, raters)}
    if raters < LEAST_RATERS:
        return _("%(satisfied)s of %(raters)s voters who judged are satisfied") % values
    return _("%(satisfied)s of %(raters)s voters who judged are satisfied (%(share)s)") % values


def bar_parts(numbers: Numbers) -> list[parts.Part]:
    return [parts.Part(getattr(numbers, group), words, tone) for group, (words, tone) in GROUP_WORDS.items()]


def deputy_figures(site: Site, slug: str, numbers: DeputyNumbers) -> list[Figure]:
    """What became of the petitions in a deputy's charge; each number opens them."""
    page = f"{site.at('kien-nghi')}?dai-bieu={slug}"
    rows = (
        (_("in charge"), numbers.brought, page),
        (_("answered"), numbers.answered, f"{page}&nhom=answered"),
        (_("answered in time"), numbers.in_time, f"{page}&nhom=in_time"),
    )
    return [Figure(label, count, url if count else "") for label, count, url in rows] if numbers.brought else []


def number_rows(site: Site, key: str, rows: Iterable[Numbers]) -> list[NumberRow]:
    """A table of numbers; each line opens the petitions that it counts."""
    return [_number_row(site, key, row) for row in rows]


def area_circles(rows: Sequence[NumberRow]) -> list[AreaCircle]:
    """The named areas by name, as circles whose surface is the number of petitions; the largest fills its square."""
    named = sorted((row for row in rows if row.url), key=lambda row: -row.numbers.total)[:MOST_CIRCLES]
    most = max((row.numbers.total for row in named), default=1)
    circles = [_circle(row, most) for row in named]
    return sorted(circles, key=lambda circle: natural_key(circle.row.name))


def natural_key(name: str) -> list[tuple[int, str]]:
    """Khu phố 9 before Khu phố 10."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", fold(name)) if part]


def satisfaction_words(row: Satisfaction) -> str:
    """The share, or why there is none."""
    if row.is_telling:
        return percentage_text(row.satisfied, row.raters)
    return _("fewer than %(least)s voters: no percentage") % {"least": format_number(LEAST_RATERS)}


_TONES = {
    ResultClass.DONE: "done",
    ResultClass.IN_PROGRESS: "blue",
    ResultClass.PLANNED: "blue",
    ResultClass.EXPLAINED: "purple",
}


def _answered_tag(petition: PublicPetition) -> parts.Tag:
    result = ResultClass(petition.result_class)
    words = in_words(result)
    if petition.promised_on and result in PROMISING:
        words = _("%(result)s, done by %(day)s") % {"result": words, "day": short_date(petition.promised_on)}
    return parts.Tag(words, _TONES[result])


def _number_row(site: Site, key: str, row: Numbers) -> NumberRow:
    url = f"{site.at('kien-nghi')}?{urlencode({key: row.code})}" if row.code else ""
    counts = (
        (_("Petitions"), row.total, ""),
        (_("With an answer"), row.answered, "answered"),
        (_("Solved"), row.done, "done"),
        (_("Being solved"), row.working, "working"),
        (_("Explained"), row.explained, "explained"),
        (_("Answer overdue"), row.late, "late"),
    )
    cells = [
        Figure(label, count, f"{url}&nhom={group}" if url and group and count else url if count else "")
        for label, count, group in counts
    ]
    return NumberRow(row, row.name or _("Not said"), url, cells)


def _circle(row: NumberRow, most: int) -> AreaCircle:
    total, answered, late = row.numbers.total, row.numbers.answered, row.numbers.late
    whole = 48 * math.sqrt(total / most)
    words = _("petitions, %(answered)s with an answer, %(late)s overdue") % {
        "answered": format_number(answered),
        "late": format_number(late),
    }
    return AreaCircle(row, f"{whole:.1f}", f"{whole * math.sqrt(answered / total):.1f}", words)


def _state_at(place: int, now: int, late_at: int) -> str:
    if place == late_at:
        return "late"
    return "done" if place < now else "now" if place == now else "to_come"


def _days(count: int) -> str:
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": count}


def _days_over(day: date | None) -> int:
    return (clock.today() - day).days if day else 0


def _answer_words(petition: PublicPetition, answer: PublicAnswer | None, *, is_answered: bool) -> str:
    if is_answered and petition.replied_on:
        day = short_date(petition.replied_on)
        if answer and answer.days_late:
            return _("%(day)s, %(late)s late") % {"day": day, "late": _days(answer.days_late)}
        return day
    if petition.is_late:
        return _("due %(day)s, %(late)s late") % {
            "day": short_date(petition.due_on) if petition.due_on else "",
            "late": _days(_days_over(petition.due_on)),
        }
    return _("due %(day)s") % {"day": short_date(petition.due_on)} if petition.due_on else ""


def _work_words(petition: PublicPetition, answer: PublicAnswer | None) -> str:
    if answer is None or petition.state in BEFORE_SENDING:
        return ""
    if answer.result_class is ResultClass.DONE and answer.done_on:
        return _("done on %(day)s") % {"day": short_date(answer.done_on)}
    if answer.result_class is ResultClass.EXPLAINED:
        return _("The answer explains; there is nothing to carry out.")
    promised = answer.promised_on
    if promised and petition.state is PetitionState.IN_PROGRESS and petition.is_late:
        values = {"day": short_date(promised), "late": _days(_days_over(promised))}
        return _("promised by %(day)s, %(late)s late") % values
    return _("promised by %(day)s") % {"day": short_date(promised)} if promised else ""


def _check_words(petition: PublicPetition) -> str:
    day = petition.closed_on or petition.informed_on
    if petition.state in TOLD and day:
        return short_date(day)
    if petition.state is PetitionState.UNDER_SUPERVISION or petition.state in ENDED:
        return _(petition.explanation)
    return _("Deputies and voters confirm the result")


def _answer_facts(answer: PublicAnswer) -> list[parts.Fact]:
    """The fields of its class that say something, in the order of the form."""
    rows = [
        (_("Answered on"), short_date(answer.sent_on) if answer.sent_on else ""),
        (_("Late"), f"{_days(answer.days_late)}. {answer.late_reason}" if answer.days_late else ""),
        (_("Done on"), short_date(answer.done_on) if answer.done_on else ""),
        (_("What was done so far"), answer.done_so_far),
        (_("Promised day"), short_date(answer.promised_on) if answer.promised_on else ""),
        (_("Responsible person"), answer.responsible),
        (_("Means"), answer.resources),
        (_("Basis"), answer.basis),
        (_("Evidence"), answer.evidence),
    ]
    return [parts.Fact(name, value) for name, value in rows if value]
