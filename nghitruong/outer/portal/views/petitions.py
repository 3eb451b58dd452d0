"""What voters asked for and how far it has come: the list, the numbers, one petition by its code."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from nghitruong.domain.letters.rules import KEEP_CALLERS_DAYS
from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.queries import released_photos, released_picture
from nghitruong.outer.portal.queries import petition_groups
from nghitruong.outer.portal.queries.comments import comments_on, may_be_commented
from nghitruong.outer.portal.queries.deputies import name_with
from nghitruong.outer.portal.queries.petition_groups import Numbers
from nghitruong.outer.portal.queries.petition_numbers import numbers_of_site, total_of
from nghitruong.outer.portal.queries.petitions import (
    Known,
    Wanted,
    above_public,
    answers_of,
    as_code,
    known_by,
    petitions_of,
)
from nghitruong.outer.portal.queries.sites import Site
from nghitruong.outer.portal.views import petition_shapes as shapes
from nghitruong.outer.portal.views.answering import public_page, show
from nghitruong.web import parts
from nghitruong.web.paging import address, page_of

PAGE = 20


@public_page
def petition_list(request: HttpRequest, site: Site) -> HttpResponse:
    """The public petitions, with how many were answered; words, group, topic and neighbourhood narrow the list."""
    wanted = _wanted(request)
    rows, total = petitions_of(site.council_ids, wanted), total_of(site.council_ids, wanted)
    page, pager = page_of(request, rows, PAGE, total=total)
    context = {
        "wanted": wanted,
        "petitions": [shapes.petition_line(site, row) for row in page],
        "pager": pager,
        **_figures(request, site, wanted),
    }
    return show(request, site, "portal/petitions.html", title=_("Voters' petitions"), **context)


@public_page
def numbers(request: HttpRequest, site: Site) -> HttpResponse:
    """The numbers of public petitions by topic, by neighbourhood, and what voters say of the answers."""
    topics = shapes.number_rows(site, "linh_vuc", numbers_of_site(site.council_ids, "topic"))
    places = shapes.number_rows(site, "noi", numbers_of_site(site.council_ids, "neighbourhood"))
    satisfied = petition_groups.satisfaction_by_agency(site.council_ids)
    context = {
        "areas": shapes.area_circles(places),
        "tables": [
            (_("Neighbourhood"), places),
            (_("Topic"), topics),
        ],
        "judged": [(row, shapes.satisfaction_words(row)) for row in satisfied],
        **_back(site),
    }
    return show(request, site, "portal/numbers.html", title=_("Petitions in numbers"), **context)


@public_page
def petition(request: HttpRequest, site: Site, petition_code: str) -> HttpResponse:
    """One petition by its code, or the sentence that says why it is not shown."""
    known = known_by(site.council_ids, petition_code)
    if known is None:
        return _unknown(request, site, petition_code)
    if known.petition is None:
        context = {"known": known, "goes_on": site.at("kien-nghi", known.goes_on) if known.goes_on else ""}
        return show(request, site, "portal/petition_hidden.html", title=known.code, **context, **_back(site))
    context = {**petition_context(site, known), **_said(request, known), **_back(site)}
    return show(request, site, "portal/petition.html", **context)


@public_page
def photo(request: HttpRequest, site: Site, petition_code: str, photo_id: int) -> HttpResponse:
    """A picture that the office has released, of a petition that is public; small with `nho`."""
    known = known_by(site.council_ids, petition_code)
    small = "nho" in request.GET
    data = released_picture(known.petition.id, photo_id, small=small) if known and known.petition else None
    if data is None:
        raise Http404
    return HttpResponse(data, content_type="image/jpeg", headers={"X-Robots-Tag": "noimageindex"})


@public_page
def look_up(request: HttpRequest, site: Site) -> HttpResponse:
    """From the form on the home page to the petition of a code; without one, the form alone."""
    code = as_code(request.GET.get("ma", ""))
    if code and known_by(site.council_ids, code):
        return HttpResponseRedirect(site.at("kien-nghi", code))
    return _unknown(request, site, code)


@public_page
def complaints(request: HttpRequest, site: Site) -> HttpResponse:
    """Complaints and denunciations are no petitions: where they go (R7.16)."""
    return show(request, site, "portal/complaints.html", title=_("Complaints and denunciations"), **_back(site))


@public_page
def privacy(request: HttpRequest, site: Site) -> HttpResponse:
    """Which personal data are kept, for what, who sees them and until when (Law 91/2025)."""
    days = {"caller_days": KEEP_CALLERS_DAYS, "follower_days": rules.KEEP_UNCONFIRMED_DAYS}
    months = {"months": _months(rules.KEEP_VOICES_DAYS), "comment_months": _months(rules.KEEP_RELEASED_DAYS)}
    return show(request, site, "portal/privacy.html", title=_("Your data"), **days, **months)


def _months(days: int) -> int:
    return days // 365 * 12


def petition_context(site: Site, known: Known) -> dict[str, Any]:
    """What the page of a public petition shows."""
    found = known.petition
    assert found is not None
    answers = answers_of(found)
    steps = shapes.steps_of(found, answers[0] if answers else None)
    return {
        "title": found.title,
        "line": shapes.petition_line(site, found),
        "explanation": _(found.explanation),
        "moments": steps,
        "step_words": shapes.step_words(steps),
        "photos": list(released_photos(found.id)),
        "above": shapes.above_card(above_public(found)),
        "answers": [shapes.answer_card(site, answer) for answer in answers],
    }


def _said(request: HttpRequest, known: Known) -> dict[str, Any]:
    """What people say about it; the page counts nothing where there is nothing."""
    found = known.petition
    assert found is not None
    page, pager = page_of(request, comments_on(found.id), PAGE)
    return {"comments": list(page), "pager": pager, "takes_comments": may_be_commented(found.council_id)}


def _unknown(request: HttpRequest, site: Site, code: str) -> HttpResponse:
    answer = show(
        request, site, "portal/petition_unknown.html", title=_("Look up a petition"), code=code, **_back(site)
    )
    answer.status_code = 404 if code else 200
    return answer


def _back(site: Site) -> dict[str, str]:
    return {"back_url": site.at("kien-nghi"), "back_label": _("Voters' petitions")}


def _wanted(request: HttpRequest) -> Wanted:
    names = {"words": "tim", "group": "nhom", "topic": "linh_vuc", "neighbourhood": "noi", "deputy": "dai-bieu"}
    return Wanted(**{field: request.GET.get(name, "").strip()[:120] for field, name in names.items()})


def _figures(request: HttpRequest, site: Site, wanted: Wanted) -> dict[str, Any]:
    """The numbers above the list, its chips, and what its two choices offer."""
    topics = numbers_of_site(site.council_ids, "topic")
    places = numbers_of_site(site.council_ids, "neighbourhood")
    every = petition_groups.sum_of(topics)
    return {
        "every": every,
        "parts": shapes.bar_parts(every),
        "chips": _chips(request, site, wanted, every),
        "topics": [row for row in topics if row.code],
        "places": [row for row in places if row.code],
    }


def _chips(request: HttpRequest, site: Site, wanted: Wanted, every: Numbers) -> list[parts.Chip]:
    """The groups with their numbers; then what else the list is narrowed by, to be taken off again."""
    chips = [parts.Chip(_("All"), address(request, nhom=""), every.total, is_current=not wanted.group)]
    for group, (words, _tone) in shapes.GROUP_WORDS.items():
        count = getattr(every, group)
        chips.append(parts.Chip(words, address(request, nhom=group), count, is_current=wanted.group == group))
    if wanted.group in shapes.ACROSS_WORDS:
        chips.append(parts.Chip(shapes.ACROSS_WORDS[wanted.group], address(request, nhom=""), is_current=True))
    if wanted.deputy:
        name = name_with(site.council_ids, wanted.deputy)
        chips.append(parts.Chip(name or wanted.deputy, address(request, **{"dai-bieu": ""}), is_current=True))
    return chips
