"""The list as an Excel file: what the filters show, without anything personal."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from nghitruong.domain.commitments.views.shapes import soon_until
from nghitruong.domain.petitions import actions, queries
from nghitruong.domain.petitions.lifecycle import PetitionerKind, PetitionState, ResultClass
from nghitruong.domain.petitions.views.lists import actor_of, wanted_of
from nghitruong.engines.spreadsheets import OutSheet, write_book
from nghitruong.foundation.accounts.guards import office
from nghitruong.kernel import clock
from nghitruong.web.papers import kept_nowhere
from nghitruong.web.words import in_words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AT_ONCE = 500


@office
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Everything that the list shows under these filters; that it left the house stays in the ledger."""
    actor, today = actor_of(request), clock.today()
    wanted = wanted_of(request)
    found = queries.narrowed(queries.readable(actor, wanted), wanted, today, soon_until(today))
    actions.export_petitions(actor, actor.council_id or 0, count=found.count(), filters=request.GET.urlencode())
    sheet = OutSheet(_("Voters' petitions"), _titles(), _rows(found, queries.topic_book(actor.council_id)))
    response = HttpResponse(write_book([sheet]), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="kien-nghi-{today:%Y-%m-%d}.xlsx"'
    return kept_nowhere(response)


def _titles() -> list[str]:
    return [
        _("Code"),
        _("Petition"),
        _("What everybody may read"),
        _("Topic"),
        _("Agency"),
        _("Who asked"),
        _("State"),
        _("Result"),
        _("Recorded on"),
        _("Sent on"),
        _("Answer due on"),
        _("Answered on"),
    ]


def _rows(found: Any, book: queries.TopicBook) -> Iterator[list[Any]]:
    """The public words only: the voters' own ones may name them."""
    for each in found.iterator(AT_ONCE):
        yield [
            each.code,
            each.title,
            each.public_text,
            book.label(each.topic),
            each.agency.name if each.agency else "",
            in_words(PetitionerKind(each.petitioner_kind)),
            in_words(PetitionState(each.state)),
            in_words(ResultClass(each.result_class)) if each.result_class else "",
            each.recorded_on,
            clock.local_date(each.forwarded_at) if each.forwarded_at else None,
            each.answer.due_on if each.answer else None,
            each.replied_on,
        ]
