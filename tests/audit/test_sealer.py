"""The sealer: cheap each second, complete each ten minutes, alone on each chain."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from nghitruong.foundation.audit.actions import seal_ledger, write_line
from nghitruong.foundation.audit.models import Line, Seal
from nghitruong.foundation.audit.queries import check_ledger
from nghitruong.foundation.audit.sealer import FULL_SEARCH_EVERY, SETTLED_AFTER, Sealer
from nghitruong.kernel.actor import Actor

COUNCIL = 7
LAN = Actor(name="Lan", council_id=COUNCIL)


class Watch:
    """A timer that the test moves."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def write(count: int = 1) -> list[Line]:
    for n in range(count):
        write_line(LAN, "test.verb", None, {"n": n})
    return list(Line.objects.order_by("-id")[:count])[::-1]


@pytest.mark.django_db
def test_each_pass_seals_what_is_new() -> None:
    watch = Watch()
    sealer = Sealer(timer=watch)
    write(3)
    assert sealer.seal() == 3
    assert sealer.seal() == 0
    write(2)
    watch.now += 1
    assert sealer.seal() == 2
    assert check_ledger(COUNCIL).fault == ""


@pytest.mark.django_db
def test_line_that_committed_extraordinarily_late_is_found_by_the_full_search() -> None:
    watch = Watch()
    sealer = Sealer(timer=watch)
    late = write()[0]
    Line.objects.filter(pk=late.pk).delete()
    write(3)
    sealer.seal()
    watch.now += SETTLED_AFTER + 1
    sealer.seal()
    late.save(force_insert=True)
    assert sealer.seal() == 0
    watch.now += FULL_SEARCH_EVERY
    assert sealer.seal() == 1
    assert check_ledger(COUNCIL).fault == ""


@pytest.mark.django_db
def test_pass_without_news_does_not_search_the_ledger(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    sealer = Sealer(timer=Watch())
    write(3)
    sealer.seal()
    with django_assert_num_queries(2):
        sealer.seal()


@pytest.mark.django_db
def test_writer_is_taken_only_while_something_is_sealed() -> None:
    turns = []

    @contextmanager
    def turn() -> Iterator[None]:
        turns.append("taken")
        yield

    sealer = Sealer(turn=turn, timer=Watch())
    sealer.seal()
    assert turns == []
    write()
    sealer.seal()
    assert turns == ["taken"]


@pytest.mark.django_db(transaction=True)
def test_concurrent_sealers_make_one_chain() -> None:
    """Four sealers and a writer at once: the chain neither forks nor skips, and nothing is left."""
    start = threading.Barrier(5)
    faults: list[BaseException] = []

    def run(work: object) -> None:
        try:
            start.wait(timeout=10)
            for n in range(12):
                with transaction.atomic():
                    write_line(LAN, "test.verb", None, {"n": n}) if work == "write" else seal_ledger(
                        COUNCIL, wait=n % 2 == 0
                    )
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in ("write", "seal", "seal", "seal", "seal")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert faults == []
    seal_ledger(COUNCIL)
    check = check_ledger(COUNCIL)
    assert (check.lines, check.sealed, check.fault) == (12, 12, "")
    assert list(Seal.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 13))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_sealer_gives_way_to_a_closing_that_holds_the_chain() -> None:
    write()
    held, done = threading.Event(), threading.Event()

    def close_poll() -> None:
        with transaction.atomic():
            seal_ledger(COUNCIL)
            held.set()
            done.wait(timeout=10)
        connection.close()

    closing = threading.Thread(target=close_poll)
    closing.start()
    assert held.wait(timeout=10)
    assert seal_ledger(COUNCIL, wait=False) == 0
    done.set()
    closing.join(timeout=10)
    assert Seal.objects.count() == 1
