"""The petitions and the questions of bench/petitions.py: `python -m bench.petitions_data LISTED COMPARED RUNS`."""

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

import django

django.setup()

from django.db import connection  # noqa: E402 - Django must be set up first
from django.test import Client  # noqa: E402

from bench.wishes import made_up_wishes  # noqa: E402
from nghitruong.domain.petitions.models import Intake, Key, Petition  # noqa: E402
from nghitruong.domain.petitions.queries import alike_to, sketch_of  # noqa: E402
from nghitruong.engines.similarity import keys, sketch  # noqa: E402
from nghitruong.foundation.accounts.models import Account, Grant  # noqa: E402
from nghitruong.foundation.councils.models import Agency, Council, Person, Unit  # noqa: E402
from nghitruong.kernel import clock  # noqa: E402
from nghitruong.kernel.actor import Role  # noqa: E402
from nghitruong.kernel.vietnamese.folding import fold  # noqa: E402

TOPICS = ("giao_thong", "thoat_nuoc_ngap", "moi_truong_rac", "dien_chieu_sang", "an_ninh_trat_tu", "y_te")
STATES = ("recorded", "classified", "received", "replied", "in_progress", "closed")
SINCE = date(2025, 7, 1)
FILTERS = ("", "loc=to_sort", "linh-vuc=giao_thong", "q=ngap+nuoc", "cap=xa&loc=promised", "trang=150")
ASKED = 60


def main(argv: Sequence[str]) -> int:
    """Fill to the smaller number and ask for lists, then to the larger one and ask for equal ones."""
    listed, compared, runs = (int(word) for word in argv)
    council = _council()
    wishes = iter(made_up_wishes(compared + ASKED))
    _fill(council, wishes, 0, listed)
    office = _signed_in(council)
    for words in FILTERS:
        _say("list", words or "all", listed, runs, _times(lambda _n, w=words: _list(office, w), runs))
    _fill(council, wishes, listed, compared)
    asked = [sketch(next(wishes), {}, "") for _each in range(ASKED)]
    _say("alike", "new-wish", compared, runs, _times(lambda n: alike_to(council.pk, asked[n]), runs))
    return 0


def _times(ask: Callable[[int], object], runs: int) -> list[float]:
    """Milliseconds of each question, after one round that is not counted."""
    found = []
    for run in range(runs + 1):
        for number in range(ASKED):
            begun = time.perf_counter()
            ask(number)
            if run:
                found.append((time.perf_counter() - begun) * 1000)
    return sorted(found)


def _say(bench: str, case: str, n: int, runs: int, times: Sequence[float]) -> None:
    line = {"bench": "petitions", "case": f"{bench}:{case}", "layout": "one-process", "db": connection.vendor, "n": n}
    line |= {
        "p50_ms": round(statistics.median(times), 1),
        "p95_ms": round(times[int(len(times) * 0.95)], 1),
        "runs": runs,
    }
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _list(office: Client, words: str) -> None:
    answer = office.get(f"/kien-nghi/?{words}")
    if answer.status_code != 200:
        raise AssertionError(answer.status_code)


def _council() -> Council:
    unit = Unit.objects.create(code="999902", name="Phường Đo", kind="phuong", is_fictional=True)
    return Council.objects.create(unit=unit, name="HĐND phường Đo", opened_on=SINCE, is_demo=True)


def _signed_in(council: Council) -> Client:
    person = Person.objects.create(council=council, full_name="Nguyễn Văn Đo")
    account = Account.objects.create(username="do", password="!", person=person, council=council, is_demo=True)
    Grant.objects.create(council=council, account=account, role=Role.CLERK, valid_from=SINCE, confirmed_at=clock.now())
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(account)
    return client


def _fill(council: Council, wishes: Iterator[str], first: int, last: int) -> None:
    """Petitions with their telling words, as the verbs write them, without the verbs."""
    agency, _new = Agency.objects.get_or_create(
        council=council, code="ubnd", defaults={"name": "UBND", "kind": "ubnd", "level": "xa", "valid_from": SINCE}
    )
    intake = Intake.objects.create(council=council, channel="earlier", title="Hồ sơ", held_on=SINCE, by="Máy đo")
    for start in range(first, last, 2000):
        rows = [_petition(council, agency, intake, n, next(wishes)) for n in range(start, min(start + 2000, last))]
        made = Petition.objects.bulk_create(rows)
        Key.objects.bulk_create(
            [Key(council=council, petition=each, value=value) for each in made for value in set(keys(sketch_of(each)))],
            batch_size=5000,
        )


def _petition(council: Council, agency: Agency, intake: Intake, number: int, text: str) -> Petition:
    return Petition(
        council=council,
        year=2026,
        number=number + 1,
        code=f"DO-26-{number + 1:06}",
        intake=intake,
        title=text[:110],
        text=text,
        public_text=text,
        folded=fold(text),
        topic=TOPICS[number % len(TOPICS)],
        level="xa",
        agency=agency,
        state=STATES[number % len(STATES)],
        recorded_on=clock.today() - timedelta(days=number % 500),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
