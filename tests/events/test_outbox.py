"""The outbox: an order in which nothing committed late is skipped, a wake that may be lost, a listener that may die."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction

from nghitruong.foundation.events import actions, broker, wake
from nghitruong.foundation.events.actions import prune_events, write_events
from nghitruong.foundation.events.models import Event
from nghitruong.foundation.events.queries import (
    BATCH,
    Position,
    changed_topics,
    council_of_topic,
    latest_position,
    read_on,
)
from nghitruong.foundation.events.wake import CHANNEL, RedisBell
from nghitruong.kernel import clock
from tests.events.conftest import Lamps
from tests.events.streams import Heard, commit, open_stream, running_hub


def write(*topics: str) -> None:
    with transaction.atomic():
        write_events(7, topics, "test.verb")


class Writer(threading.Thread):
    """A transaction of its own that announces at once and commits when it is told to."""

    def __init__(self, topic: str) -> None:
        super().__init__()
        self.topic = topic
        self.has_written, self.may_commit = threading.Event(), threading.Event()
        self.start()
        assert self.has_written.wait(timeout=10)

    def run(self) -> None:
        try:
            with transaction.atomic():
                write_events(7, [self.topic], "test.verb")
                self.has_written.set()
                assert self.may_commit.wait(timeout=30)
        finally:
            connection.close()

    def commit(self) -> None:
        self.may_commit.set()
        self.join(timeout=10)


@pytest.mark.parametrize("text", ["", "7", "7-", "-7", "a-b", "7-8-9", "7--8", "9" * 30 + "-1", "٣-٤"])
def test_made_up_places_are_no_places(text: str) -> None:
    assert Position.parse(text) is None


def test_place_is_read_back_from_its_text() -> None:
    assert Position.parse(str(Position(12, 34))) == Position(12, 34)


@pytest.mark.django_db(transaction=True, available_apps=["nghitruong.foundation.events"])
def test_events_are_read_once_in_order() -> None:
    start = latest_position()
    write("lamp-1", "lamp-2")
    write("lamp-3")
    batch = read_on(start)
    assert [event.topic for event in (*batch.settled, *batch.early)] == ["lamp-1", "lamp-2", "lamp-3"]
    assert read_on(batch.position)[1:] == ((), (), False)


@pytest.mark.django_db(transaction=True, available_apps=["nghitruong.foundation.events"])
def test_long_outbox_is_read_in_batches() -> None:
    start = latest_position()
    write(*(f"lamp-{n}" for n in range(BATCH + 5)))
    first = read_on(start)
    assert (len(first.settled), first.is_full) == (BATCH, True)
    second = read_on(first.position)
    assert ([event.topic for event in second.settled][-1], second.is_full) == (f"lamp-{BATCH + 4}", False)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, available_apps=["nghitruong.foundation.events"])
def test_by_id_alone_a_late_commit_is_lost_for_ever() -> None:
    """The harm that the order by transaction prevents."""
    late = Writer("lamp-late")
    write("lamp-early")
    seen = Event.objects.order_by("-id").values_list("id", flat=True).first() or 0
    late.commit()
    assert Event.objects.get(topic="lamp-late").pk < seen
    assert not Event.objects.filter(id__gt=seen).exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, available_apps=["nghitruong.foundation.events"])
def test_late_commit_with_a_lower_id_is_read() -> None:
    start = latest_position()
    late = Writer("lamp-late")
    write("lamp-early")
    before = read_on(start)
    assert ([event.topic for event in before.settled], [event.topic for event in before.early]) == ([], ["lamp-early"])
    assert before.position == start
    late.commit()
    after = read_on(before.position)
    assert [event.topic for event in after.settled] == ["lamp-late", "lamp-early"]
    assert read_on(after.position).settled == ()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, available_apps=["nghitruong.foundation.events"])
def test_screens_do_not_wait_for_a_long_transaction_and_miss_nothing(lamps: Lamps) -> None:
    async def story() -> tuple[list[str], str, str]:
        async with running_hub() as hub:
            client = await open_stream(hub, "lamp-1,lamp-2")
            await client.next()
            start = (await client.next()).id
            late = await asyncio.to_thread(Writer, "lamp-1")
            await commit("lamp-2")
            early = await client.next(1.0)
            await asyncio.to_thread(late.commit)
            last = await client.next(1.0)
            assert await client.silence(0.5)
            return [early.name, last.name], start, early.id

    names, start, early_id = asyncio.run(story())
    assert names == ["lamp-2", "lamp-1"]
    # What was shown early does not move the place: whoever left then still gets the late one.
    early, begun = Position.parse(early_id), Position.parse(start)
    assert early is not None
    assert begun is not None
    assert early.xid <= Event.objects.get(topic="lamp-1").xid


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, available_apps=["nghitruong.foundation.events"])
def test_rows_from_another_servers_life_are_nobodys_news() -> None:
    start = latest_position()
    Event.objects.create(topic="lamp-1", verb="test.verb", xid=start.xid + 1_000_000)
    assert read_on(start)[1:] == ((), (), False)


@pytest.mark.django_db(transaction=True, available_apps=["nghitruong.foundation.events"])
def test_changed_topics_since_a_place() -> None:
    write("lamp-0")
    place = read_on(Position(0, 0)).position
    write("lamp-1", "lamp-2")
    assert changed_topics(["lamp-0", "lamp-1", "lamp-9"], place) == {"lamp-1"}


@pytest.mark.django_db(transaction=True, available_apps=["nghitruong.foundation.events"])
def test_everything_counts_as_changed_where_the_outbox_no_longer_reaches() -> None:
    write("lamp-0")
    place = read_on(Position(0, 0)).position
    write("lamp-1")
    Event.objects.filter(topic="lamp-0").delete()
    assert changed_topics(["lamp-0", "lamp-1"], Position(place.xid, max(0, place.id - 1))) == {"lamp-0", "lamp-1"}


@pytest.mark.django_db(transaction=True, available_apps=["nghitruong.foundation.events"])
def test_council_of_a_topic_is_that_of_its_last_event() -> None:
    write("lamp-1")
    assert (council_of_topic("lamp-1"), council_of_topic("lamp-2")) == (7, 0)


@pytest.mark.django_db
def test_old_events_are_pruned_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "PRUNE_BATCH", 2)
    now = clock.now()
    for days in (100, 60, 40, 30, 20, 0):
        Event.objects.create(topic=f"lamp-{days}", verb="test.verb", at=now - timedelta(days=days))
    assert prune_events() == 4
    assert list(Event.objects.order_by("id").values_list("topic", flat=True)) == ["lamp-20", "lamp-0"]


@pytest.mark.django_db(transaction=True, available_apps=["nghitruong.foundation.events"])
def test_one_wake_a_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    rings: list[int] = []
    marks = wake.DirtyMarks()

    def ring() -> None:
        rings.append(1)

    wake.hang_bell(ring, marks)
    try:
        write("lamp-1", "lamp-2", "lamp-3")
    finally:
        wake.take_bell(ring, marks)
    assert rings == [1]


@pytest.mark.django_db(transaction=True, available_apps=["nghitruong.foundation.events"])
def test_lost_wakes_cost_a_fifth_of_a_second_and_nothing_else(lamps: Lamps, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broker, "listeners", dict)
    monkeypatch.setattr(wake, "_bells", set())

    async def story() -> float:
        async with running_hub() as hub:
            wake._bells.clear()
            client = await open_stream(hub, "lamp-3")
            await client.next()
            started = time.monotonic()
            await commit("lamp-3")
            await client.next()
            return time.monotonic() - started

    assert asyncio.run(story()) < 1.0


@pytest.mark.django_db(transaction=True, available_apps=["nghitruong.foundation.events"])
def test_listener_hears_what_other_processes_commit(lamps: Lamps, monkeypatch: pytest.MonkeyPatch) -> None:
    """No bell of this process and no reading by the clock: only the listener is left."""
    monkeypatch.setattr(broker, "LONGEST_SLEEP_S", 60.0)

    async def story() -> Heard:
        async with running_hub() as hub:
            monkeypatch.setattr(wake, "_bells", set())
            client = await open_stream(hub, "lamp-3")
            await client.next()
            await commit("lamp-3", before=lambda: lamps.light.update({"lamp-3": "on"}))
            return await client.next()

    assert asyncio.run(story()).data.endswith("<b>on 0</b>")


@pytest.mark.django_db(transaction=True, available_apps=["nghitruong.foundation.events"])
def test_dead_listener_is_told_of_and_started_again(
    lamps: Lamps, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    starts: list[float] = []

    async def die(ring: Callable[[], None]) -> None:
        starts.append(time.monotonic())
        raise ConnectionError("pulled the plug")

    monkeypatch.setattr(broker, "listeners", lambda: {"test": die})
    monkeypatch.setattr(broker, "RESTART_AFTER_S", 0.01)

    async def story() -> dict[str, int]:
        async with running_hub() as hub:
            while len(starts) < 3:
                await asyncio.sleep(0.01)
            deaths: dict[str, int] = hub.status()["deaths"]
            return deaths

    with caplog.at_level(logging.ERROR):
        assert asyncio.run(story())["listener on test"] >= 2
    assert "the listener on test of the event stream died (ConnectionError: pulled the plug)" in caplog.text


def terminate_listeners() -> int:
    """Kill every listening connection as an administrator would; answers how many there were."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'nghitruong events' AND datname = current_database()"
            )
            return len(cursor.fetchall())
    finally:
        connection.close()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, available_apps=["nghitruong.foundation.events"])
def test_killed_listener_comes_back_and_rows_of_the_gap_arrive(lamps: Lamps, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the listener wakes: what was committed while nobody listened arrives when it listens again."""
    monkeypatch.setattr(broker, "LONGEST_SLEEP_S", 60.0)
    monkeypatch.setattr(broker, "RESTART_AFTER_S", 0.5)

    async def story() -> tuple[int, list[str]]:
        async with running_hub() as hub:
            monkeypatch.setattr(wake, "_bells", set())
            client = await open_stream(hub, "lamp-3")
            await client.next()
            killed = 0
            while not killed:
                killed = await asyncio.to_thread(terminate_listeners)
            while not hub.status()["deaths"]:
                await asyncio.sleep(0.01)
            await commit("lamp-3", before=lambda: lamps.light.update({"lamp-3": "in the gap"}))
            heard = [(await client.next()).data]
            await commit("lamp-3", before=lambda: lamps.light.update({"lamp-3": "afterwards"}))
            heard.append((await client.next()).data)
            return killed, heard

    killed, heard = asyncio.run(story())
    assert killed == 1
    assert ["in the gap" in heard[0], "afterwards" in heard[1]] == [True, True]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, available_apps=["nghitruong.foundation.events"])
def test_wake_is_not_part_of_the_verbs_transaction() -> None:
    """A NOTIFY inside would make all commits queue for one lock."""
    address = connection.get_connection_params()
    known = {name: address[name] for name in ("host", "port", "user", "dbname")}
    with psycopg.connect(**known, autocommit=True) as hearing:
        hearing.execute(f"LISTEN {CHANNEL}")
        with transaction.atomic():
            write_events(7, ["lamp-1"], "test.verb")
            xid = Event.objects.get().xid
        notice = next(hearing.notifies(timeout=5))
        assert notice.payload == ""
        assert xid > 0


@pytest.mark.slow
def test_absent_redis_is_asked_once_and_then_left_alone(caplog: pytest.LogCaptureFixture) -> None:
    bell = RedisBell("redis://127.0.0.1:1/0")
    started = time.monotonic()
    for _ in range(50):
        bell.ring()
    assert time.monotonic() - started < 1.0
    assert caplog.text.count("Redis does not take the wake") == 1


@pytest.mark.django_db(transaction=True, available_apps=["nghitruong.foundation.events"])
@pytest.mark.skipif(not settings.REDIS_URL, reason="needs Redis; script/test runs it with its own")
def test_redis_wakes_other_processes(lamps: Lamps, monkeypatch: pytest.MonkeyPatch) -> None:
    only_redis = broker.listeners()["redis"]
    monkeypatch.setattr(broker, "listeners", lambda: {"redis": only_redis})
    monkeypatch.setattr(broker, "LONGEST_SLEEP_S", 60.0)

    async def story() -> Heard:
        async with running_hub() as hub:
            monkeypatch.setattr(wake, "_bells", set())
            client = await open_stream(hub, "lamp-3")
            await client.next()
            await asyncio.sleep(0.3)
            await commit("lamp-3", before=lambda: lamps.light.update({"lamp-3": "on"}))
            return await client.next()

    assert asyncio.run(story()).data.endswith("<b>on 0</b>")
