"""Public petitions for the portal's bench, straight into the tables: their way through the verbs is not measured here.

Run by bench/portal.py on its stage: `python -m bench.portal_data N` prints the code of the site and of one petition.
"""

import json
import random
import sys
from datetime import timedelta

import django

django.setup()

from nghitruong.domain.commitments.models import Commitment  # noqa: E402 - after the set-up
from nghitruong.domain.petitions.models import Intake, Petition  # noqa: E402
from nghitruong.engines.topics import TOPICS  # noqa: E402
from nghitruong.foundation.councils.models import Agency, Council  # noqa: E402
from nghitruong.kernel import clock  # noqa: E402
from nghitruong.kernel.vietnamese.folding import fold  # noqa: E402

ENDS = (
    ("closed", "da_giai_quyet"),
    ("in_progress", "dang_giai_quyet"),
    ("reported_back", "giai_trinh"),
    ("received", ""),
)
"""Where a petition stands, and with which result: a quarter each."""


def main(count: int) -> None:
    council = Council.objects.select_related("unit").order_by("id").first()
    assert council
    drawn, today = random.Random(7), clock.today()
    agency, _is_new = Agency.objects.get_or_create(
        council=council,
        code="bench",
        defaults={"name": "UBND phường", "kind": "ubnd", "level": "xa", "valid_from": today},
    )
    intake = Intake.objects.create(council=council, channel="contact", title="Tiếp xúc", held_on=today, by="bench")
    debts = Commitment.objects.bulk_create(
        Commitment(
            council=council,
            number=500_000 + number,
            debtor=agency,
            title="Trả lời",
            origin="Tiếp xúc",
            owed_on=today - timedelta(days=60),
            due_on=today + timedelta(days=drawn.randint(-30, 30)),
        )
        for number in range(count)
    )
    codes = list(TOPICS)
    rows = [petition(council, intake, agency, debts[number], number, drawn, codes) for number in range(count)]
    Petition.objects.bulk_create(rows, batch_size=500)
    print(json.dumps({"code": council.unit.code, "petition": rows[count // 2].code}))


def petition(
    council: Council,
    intake: Intake,
    agency: Agency,
    debt: Commitment,
    number: int,
    drawn: random.Random,
    codes: list[str],
) -> Petition:
    """One public petition of some hundred words."""
    state, result = ENDS[number % len(ENDS)]
    title = f"Đề nghị sửa mương thoát nước đường số {number % 90}, khu phố {number % 30}"
    text = f"{title}. " + "Mưa lớn là ngập, người dân đi lại khó khăn, đã phản ánh nhiều lần. " * 6
    return Petition(
        council=council,
        year=2020,
        number=number + 1,
        code=f"BE-20-{number + 1:05}",
        intake=intake,
        title=title,
        text=text,
        public_text=text,
        folded=fold(text),
        public_folded=fold(text),
        neighbourhood=f"Khu phố {number % 30}",
        topic=drawn.choice(codes),
        level="xa",
        agency=agency,
        state=state,
        result_class=result,
        answer=debt,
        recorded_on=clock.today() - timedelta(days=60),
        forwarded_at=clock.now() - timedelta(days=59),
        replied_on=clock.today() if result else None,
        is_public=True,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
