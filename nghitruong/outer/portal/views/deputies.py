"""Who sits in the council, and one deputy as everybody may know her."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from nghitruong.kernel import clock
from nghitruong.outer.portal.queries.deputies import deputies_on, deputy_on
from nghitruong.outer.portal.queries.petition_numbers import deputy_numbers
from nghitruong.outer.portal.queries.reception import days_of_deputy
from nghitruong.outer.portal.queries.sites import Site
from nghitruong.outer.portal.views import petition_shapes, reception_shapes, shapes
from nghitruong.outer.portal.views.answering import public_page, show


@public_page
def deputy_list(request: HttpRequest, site: Site) -> HttpResponse:
    """Everybody who holds a seat today, by names; words look for a name or an electoral area."""
    words = request.GET.get("tim", "").strip()
    rows = [shapes.deputy_line(site, row) for row in deputies_on(site.council_id, clock.today(), words)]
    return show(request, site, "portal/deputies.html", title=_("Deputies"), words=words, deputies=rows)


@public_page
def deputy(request: HttpRequest, site: Site, slug: str) -> HttpResponse:
    """One deputy's seat, electoral unit and posts; what became of the petitions in her charge; when she receives."""
    row = deputy_on(site.council_id, clock.today(), slug)
    if row is None:
        raise Http404
    back = {"back_url": site.at("dai-bieu"), "back_label": _("Deputies")}
    shown = {"deputy": shapes.deputy_line(site, row), "facts": shapes.deputy_facts(row), "posts": row.posts}
    numbers = petition_shapes.deputy_figures(site, slug, deputy_numbers(site.council_ids, slug))
    days = reception_shapes.day_lines(site, days_of_deputy(site.council_ids, slug), {})
    context = {**shown, "numbers": numbers, "receptions": days, **back}
    return show(request, site, "portal/deputy.html", title=row.full_name, **context)
