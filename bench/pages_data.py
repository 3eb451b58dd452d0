"""The long lists of bench/pages.py: `python -m bench.pages_data ROWS` adds so many rows of each kind to a stage.

They are rows, not the verbs' work: what is measured is reading them.
"""

import sys
from datetime import timedelta

import django

django.setup()

from django.db import connection  # noqa: E402 - Django must be set up first

from nghitruong.domain.meetings.lifecycle import ItemState, MeetingState  # noqa: E402
from nghitruong.domain.meetings.models import AgendaItem, Meeting  # noqa: E402
from nghitruong.foundation.accounts.models import Account, Grant  # noqa: E402
from nghitruong.foundation.councils.models import Council, Person  # noqa: E402
from nghitruong.foundation.documents.models import Access, Document, StoredFile, Version  # noqa: E402
from nghitruong.kernel import clock  # noqa: E402
from nghitruong.kernel.actor import Role  # noqa: E402
from nghitruong.kernel.vietnamese import fold, fold_key  # noqa: E402
from nghitruong.kernel.vietnamese.names import name_sort_key  # noqa: E402

BATCH = 1_000
ITEMS_A_MEETING = 3
OFFICE_NAME = "Đại Biểu Số 0001"


def add_documents(council: Council, count: int) -> None:
    """Papers of ten years, four in five for the council only, each with one version of its file."""
    file = StoredFile.objects.create(council=council, digest="0" * 64, size=38_000, media_type="application/pdf")
    titles = [f"Báo cáo số {number:05} về thu gom rác tại nguồn" for number in range(count)]
    documents = Document.objects.bulk_create(
        (
            Document(
                council=council,
                kind="BC",
                title=title,
                access=Access.COUNCIL if place % 5 else Access.PUBLIC,
                issuer="Ủy ban nhân dân Phường Đo",
                symbol=f"{place + 1}/BC-UBND",
                year=clock.today().year - place * 10 // count,
                folded=fold_key(title),
                created_by=OFFICE_NAME,
                created_at=clock.now() - timedelta(hours=8 * place),
            )
            for place, title in enumerate(titles)
        ),
        batch_size=BATCH,
    )
    versions = (
        Version(
            council=council,
            document=document,
            number=1,
            file=file,
            file_name="bao-cao.pdf",
            text="Nội dung của báo cáo. " * 50,
            pages=4,
            uploaded_by=OFFICE_NAME,
        )
        for document in documents
    )
    Version.objects.bulk_create(versions, batch_size=BATCH)


def add_meetings(council: Council, count: int) -> None:
    """Closed meetings, one a day into the past, each with a short programme of finished items."""
    now = clock.now()
    meetings = Meeting.objects.bulk_create(
        (
            Meeting(
                council=council,
                kind="standing_meeting",
                title=f"Phiên họp Thường trực số {place:05}",
                state=MeetingState.COMPLETED,
                starts_at=now - timedelta(days=place + 1),
                opened_at=now - timedelta(days=place + 1),
                closed_at=now - timedelta(days=place + 1),
            )
            for place in range(count)
        ),
        batch_size=BATCH,
    )
    items = (
        AgendaItem(
            council=council,
            meeting=meeting,
            position=place,
            kind="report",
            title=f"Báo cáo {place}",
            state=ItemState.DECIDED,
            finished_at=now,
        )
        for meeting in meetings
        for place in range(1, ITEMS_A_MEETING + 1)
    )
    AgendaItem.objects.bulk_create(items, batch_size=BATCH)


def add_accounts(council: Council, count: int) -> None:
    """Citizens with accounts of their own."""
    names = [f"Người Dân Số {place:05}" for place in range(count)]
    people = Person.objects.bulk_create(
        (
            Person(council=council, full_name=name, sort_key=name_sort_key(name), folded_name=fold(name))
            for name in names
        ),
        batch_size=BATCH,
    )
    accounts = Account.objects.bulk_create(
        (
            Account(
                username=f"citizen-{place:05}", password="!", person=person, council=council, is_demo=True
            ).sorted_in()
            for place, person in enumerate(people)
        ),
        batch_size=BATCH,
    )
    grants = (
        Grant(council=council, account=account, role=Role.CITIZEN, valid_from=clock.today(), confirmed_at=clock.now())
        for account in accounts
    )
    Grant.objects.bulk_create(grants, batch_size=BATCH)


def let_clerk_administer(council: Council) -> None:
    """The clerk of a small council keeps its accounts too."""
    clerk = Account.objects.order_by("id")[0]
    Grant.objects.create(
        council=council, account=clerk, role=Role.ADMIN, valid_from=clock.today(), confirmed_at=clock.now()
    )


if __name__ == "__main__":
    home, rows = Council.objects.get(unit__code="DEMO-BENCH"), int(sys.argv[1])
    for add in (add_documents, add_meetings, add_accounts):
        add(home, rows)
    let_clerk_administer(home)
    if connection.vendor == "postgresql":
        # As its housekeeping does by itself, but now and not within the next minute.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
