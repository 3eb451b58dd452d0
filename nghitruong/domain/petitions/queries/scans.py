"""Scans: the door, those that wait, how far each is, its text with a line for every page that could not be read."""

from django.db.models import Count, F, Q, QuerySet

from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.lifecycle import LIVING_SCANS, ScanState, SheetState
from nghitruong.domain.petitions.models import Scan, Sheet
from nghitruong.domain.petitions.policies import may
from nghitruong.engines import intake, pictures
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.policy import NO_SUCH_RECORD

_ENDED = (SheetState.READ, SheetState.UNREADABLE)


def scans_of(actor: Actor) -> QuerySet[Scan]:
    """The scans of the council that are being read or wait for a person, without their bytes, the newest first."""
    own = Scan.objects.filter(council_id=actor.council_id or 0, state__in=LIVING_SCANS)
    if not may(actor, "petitions.stage_scan").is_allowed:
        own = own.none()
    return (
        own.defer("data")
        .annotate(pages=Count("sheets"), ended=Count("sheets", filter=Q(sheets__state__in=_ENDED)))
        .order_by("-id")
    )


def scan_for(actor: Actor, scan_id: int) -> Scan:
    """One of them. What the actor may not read does not exist."""
    found = scans_of(actor).filter(pk=scan_id).first()
    if found is None:
        raise RefusedError(NO_SUCH_RECORD, f"scan {scan_id}")
    return found


def sheets_of(scan: Scan) -> list[Sheet]:
    """Its pages in their order."""
    return list(scan.sheets.order_by("number"))


def has_picture(sheet: Sheet) -> bool:
    """Whether there is a picture of the page to lay beside its text."""
    return rules.has_picture(SheetState(sheet.state), sheet.tries, sheet.why.get("code", ""))


def file_shown(scan: Scan) -> pictures.Shown:
    """The whole file. Raises RefusedError once nothing is left of it."""
    if not (data := bytes(scan.data)):
        raise RefusedError(NO_SUCH_RECORD, f"scan {scan.pk}")
    return pictures.Shown(data, intake.media_type_of(data, scan.name))


def page_shown(scan: Scan, number: int) -> pictures.Shown:
    """The picture of one of its pages. What is damaged, and a page that has letters of its own, has none to show."""
    sheet = scan.sheets.filter(number=number).first()
    if sheet is None or not has_picture(sheet):
        raise RefusedError(NO_SUCH_RECORD, f"page {number} of scan {scan.pk}")
    try:
        return intake.shown_page(bytes(scan.data), scan.name, number)
    except RefusedError as error:
        raise RefusedError(NO_SUCH_RECORD, f"page {number} of scan {scan.pk}") from error


def next_scan_to_read() -> int | None:
    """The scan that is soonest done, so that a photograph passes a book; nothing when no page waits."""
    dead = Q(sheets__state=SheetState.READING, sheets__claimed_at__lt=clock.now() - rules.CLAIM_LASTS)
    waiting = Count("sheets", filter=Q(sheets__state=SheetState.WAITING) | dead)
    soonest = Scan.objects.filter(state=ScanState.READING).annotate(left=waiting).filter(left__gt=0)
    return soonest.order_by("left", F("id")).values_list("pk", flat=True).first()


def scan_with_data(scan_id: int) -> Scan:
    """A scan with its bytes, for whoever reads it."""
    return Scan.objects.get(pk=scan_id)
