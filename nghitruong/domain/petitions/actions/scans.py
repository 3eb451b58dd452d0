"""Scans that hold petitions: brought, read page by page, stopped, gone on with, thrown away."""

import hashlib
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.lifecycle import LIVING_SCANS, SCAN, ScanState, SheetState
from nghitruong.domain.petitions.models import Scan, Sheet
from nghitruong.domain.petitions.policies import may
from nghitruong.engines import intake
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, unchanged, verb
from nghitruong.foundation.verbs.moves import move
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import Refusal
from nghitruong.kernel.vietnamese.text import clean_line, clean_text


@verb("petitions.stage_scan")
def stage_scan(clerk: Actor, council_id: int, *, name: str, scan: intake.Scan, form: dict[str, Any]) -> Scan:
    """Keep a scan whose pages are read in the background; the same file that is here already is not read again.

    `form` is what was typed about the source, as plain values. Raises RefusedError: 20 scans wait already.
    """
    permit(may(clerk, "petitions.stage_scan", council_id=council_id))
    digest = hashlib.sha256(scan.data).hexdigest()
    kept: dict[str, Any] = {"name": clean_line(name)[:180], "data": scan.data, "form": form, "by": clerk.name}
    living = Scan.objects.filter(council_id=council_id, state__in=LIVING_SCANS)
    lawful(rules.may_stage(living.exclude(digest=digest).count()))
    # The constraint of the table decides between two presses at once.
    staged, is_new = living.get_or_create(council_id=council_id, digest=digest, defaults=kept)
    if not is_new:
        return unchanged(staged)
    Sheet.objects.bulk_create(
        Sheet(
            council_id=council_id,
            scan=staged,
            number=number,
            text=sheet.text,
            state=SheetState.WAITING if sheet.is_picture else SheetState.READ,
        )
        for number, sheet in enumerate(scan.sheets, start=1)
    )
    record(staged, pages=len(scan.sheets), digest=digest)
    announce("petitions")
    return staged


@verb("petitions.stop_scan")
def stop_scan(clerk: Actor, scan: Scan) -> Scan:
    """Read no further page; what was read is kept, and the page that is being read is not lost either."""
    permit(may(clerk, "petitions.stop_scan", council_id=scan.council_id))
    move(scan, SCAN, "stop_scan")
    record(scan)
    announce("petitions")
    return scan


@verb("petitions.resume_scan")
def resume_scan(clerk: Actor, scan: Scan) -> Scan:
    """Go on where it was stopped."""
    permit(may(clerk, "petitions.resume_scan", council_id=scan.council_id))
    move(scan, SCAN, "resume_scan")
    finish_scan(scan.pk)
    scan.refresh_from_db(fields=["state"])
    record(scan)
    announce("petitions")
    return scan


@verb("petitions.drop_scan")
def drop_scan(clerk: Actor, scan: Scan) -> Scan:
    """Throw it away with everything that was read of it; nothing was recorded."""
    permit(may(clerk, "petitions.drop_scan", council_id=scan.council_id))
    move(scan, SCAN, "drop_scan")
    empty_scan(scan)
    record(scan)
    announce("petitions")
    return scan


def empty_scan(scan: Scan) -> None:
    """Nothing that was on its pages stays."""
    Scan.objects.filter(pk=scan.pk).update(data=b"", form={}, name="")
    Sheet.objects.filter(scan=scan).delete()


# What the machine does between the verbs is no verb: nobody decides anything.


def claim_sheet(scan_id: int) -> Sheet | None:
    """Take the next page of a scan that is being read; nothing when there is none, or when it was stopped.

    A page whose reader died is taken again, and left out after the third time.
    """
    dead = Q(state=SheetState.READING, claimed_at__lt=clock.now() - rules.CLAIM_LASTS)
    sheets = Sheet.objects.filter(scan_id=scan_id, scan__state=ScanState.READING)
    for lost in sheets.filter(dead, tries__gte=rules.MOST_TRIES_A_PAGE):
        settle_sheet(lost, refusal=Refusal("intake.gave_up", ""))
    for sheet in sheets.filter(Q(state=SheetState.WAITING) | dead).order_by("number"):
        before = Sheet.objects.filter(pk=sheet.pk, state=sheet.state, claimed_at=sheet.claimed_at)
        if before.update(state=SheetState.READING, claimed_at=clock.now(), tries=F("tries") + 1):
            sheet.refresh_from_db()
            return sheet
    return None


def settle_sheet(
    sheet: Sheet, *, text: str = "", confidence: float | None = None, refusal: Refusal | None = None
) -> None:
    """Keep what was read of a page, or why it could not be; the last page ends the reading.

    Only for who still has the page: who was thought dead changes nothing.
    """
    ours = Sheet.objects.filter(pk=sheet.pk, state=SheetState.READING, tries=sheet.tries)
    if refusal is None:
        changes: dict[str, Any] = {"state": SheetState.READ, "text": clean_text(text), "confidence": confidence}
    else:
        values = {name: str(value) for name, value in refusal.values.items()}
        changes = {"state": SheetState.UNREADABLE, "why": {"code": refusal.code, "values": values}}
    with transaction.atomic():
        # Two servers with the last two pages would each see the other one's as not yet read.
        list(Scan.objects.select_for_update(no_key=True).filter(pk=sheet.scan_id).values_list("pk"))
        ours.update(claimed_at=None, **changes)
        finish_scan(sheet.scan_id)


def finish_scan(scan_id: int) -> None:
    """Once no page waits or is being read, the scan is read."""
    left = Sheet.objects.filter(scan_id=scan_id, state__in=[SheetState.WAITING, SheetState.READING])
    if not left.exists():
        Scan.objects.filter(pk=scan_id, state=ScanState.READING).update(state=ScanState.READ)


def forget_scans() -> int:
    """Empty the scans that nobody came back to within two days; answers how many."""
    edge = clock.now() - rules.KEEP_SCANS
    old = list(Scan.objects.filter(state__in=LIVING_SCANS, at__lt=edge).defer("data"))
    for scan in old:
        with transaction.atomic():
            empty_scan(scan)
            Scan.objects.filter(pk=scan.pk).update(state=ScanState.DROPPED)
    return len(old)
