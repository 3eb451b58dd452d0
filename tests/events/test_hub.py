"""What a watcher sees: the current state first, every change after its commit, nothing that is not for her."""

import asyncio
import json
import threading
import time

import pytest
from django.db import connection, transaction

from nghitruong.foundation.events import hub as hub_module
from nghitruong.foundation.events.actions import mark_dirty, write_events
from nghitruong.foundation.events.channels import LEAST_PAUSE_S
from nghitruong.foundation.events.doors import MOST_TOPICS
from nghitruong.foundation.events.hub import running_hubs
from nghitruong.foundation.events.presence import presence
from nghitruong.foundation.events.registry import Audience, register_live
from nghitruong.foundation.events.watchers import MOST_WAITING
from tests.events.conftest import Lamps
from tests.events.streams import Client, Heard, commit, open_stream, running_hub

pytestmark = pytest.mark.django_db(transaction=True, available_apps=["nghitruong.foundation.events"])


def test_current_partial_comes_first_then_every_change(lamps: Lamps) -> None:
    async def story() -> list[Heard]:
        async with running_hub() as hub:
            client = await open_stream(hub, "lamp-3")
            first = await client.next()
            await commit("lamp-3", before=lambda: lamps.light.update({"lamp-3": "on"}))
            second = await client.next()
            await client.leave()
            return [first, second]

    first, second = asyncio.run(story())
    assert (first.name, first.data) == ("lamp-3", "<p>public 0</p>\n<b>off 0</b>")
    assert (second.name, second.data) == ("lamp-3", "<p>public 0</p>\n<b>on 0</b>")
    assert first.id != second.id


def test_a_public_page_shows_a_member_what_it_shows_everybody(lamps: Lamps) -> None:
    async def story() -> Heard:
        async with running_hub() as hub:
            client = await open_stream(hub, "lamp-3&as=public", authorization="Bearer hoa", cookie="sessionid=x")
            first = await client.next()
            await client.leave()
            return first

    assert asyncio.run(story()).data.startswith("<p>public")


def test_a_public_page_keeps_the_language_of_the_browser() -> None:
    scope = {
        "query_string": b"topics=lamp-3&as=public",
        "headers": [(b"cookie", b"sessionid=x; ngon_ngu=en"), (b"authorization", b"Bearer hoa")],
    }
    assert dict(hub_module.Wish.read(scope).headers) == {"cookie": "ngon_ngu=en"}


def test_headers_forbid_buffering_and_storing(lamps: Lamps) -> None:
    async def story() -> Client:
        async with running_hub() as hub:
            client = await open_stream(hub, "lamp-3")
            await client.next()
            await client.leave()
            return client

    client = asyncio.run(story())
    assert client.status == 200
    assert client.headers[b"content-type"] == b"text/event-stream; charset=utf-8"
    assert client.headers[b"cache-control"] == b"no-cache"
    assert client.headers[b"x-accel-buffering"] == b"no"
    assert client.sent[0].startswith(b"retry: ")


def test_what_was_rolled_back_is_never_told(lamps: Lamps) -> None:
    def fail() -> None:
        try:
            with transaction.atomic():
                write_events(7, ["lamp-3"], "test.verb")
                raise ZeroDivisionError
        except ZeroDivisionError:
            pass
        finally:
            connection.close()

    async def story() -> bool:
        async with running_hub() as hub:
            client = await open_stream(hub, "lamp-3")
            await client.next()
            await asyncio.to_thread(fail)
            return await client.silence()

    assert asyncio.run(story())


def test_rendered_once_an_audience_and_the_same_bytes_go_to_all(lamps: Lamps) -> None:
    async def story() -> list[list[bytes]]:
        async with running_hub() as hub:
            clients = [await open_stream(hub, "lamp-3") for _ in range(20)]
            clients += [await open_stream(hub, "lamp-3", authorization="Bearer hoa") for _ in range(20)]
            for client in clients:
                await client.next()
            lamps.rendered.clear()
            await commit("lamp-3", before=lambda: lamps.light.update({"lamp-3": "on"}))
            for client in clients:
                await client.next()
            return [client.sent[-1:] for client in clients]

    sent = asyncio.run(story())
    assert sorted(lamps.rendered) == [("lamp-3", Audience.MEMBER), ("lamp-3", Audience.PUBLIC)]
    assert len({id(part[0]) for part in sent[:20]}) == len({id(part[0]) for part in sent[20:]}) == 1
    assert b"public" in sent[0][0]
    assert b"member" in sent[20][0]


def test_topic_says_itself_to_which_council_it_belongs(lamps: Lamps) -> None:
    register_live(
        "tower-<id>", render=lamps.render, audience_for=lamps.audience_for, council_of=lambda topic: 40 + int(topic[-1])
    )

    async def story() -> Heard:
        async with running_hub() as hub:
            client = await open_stream(hub, "tower-2")
            return await client.next()

    assert asyncio.run(story()).data.startswith("<p>public 42</p>")


def test_languages_are_rendered_apart(lamps: Lamps) -> None:
    async def story() -> int:
        async with running_hub() as hub:
            for language in ("vi", "en", "en", "de"):
                client = await open_stream(hub, "lamp-3", cookie=f"ngon_ngu={language}")
                await client.next()
            return len(lamps.rendered)

    assert asyncio.run(story()) == 2


def test_topics_that_policy_forbids_are_dropped_without_a_word(lamps: Lamps) -> None:
    async def story() -> tuple[set[str], set[str]]:
        async with running_hub() as hub:
            hoa = await open_stream(hub, "vault-1,lamp-3,nothing-9,lamp-x", authorization="Bearer hoa")
            lan = await open_stream(hub, "vault-1,lamp-3", authorization="Bearer lan")
            await commit("vault-1", "lamp-3")
            heard_by_hoa = {(await hoa.next()).name for _ in range(2)}
            return heard_by_hoa, {(await lan.next()).name for _ in range(2)}

    assert asyncio.run(story()) == ({"lamp-3"}, {"vault-1", "lamp-3"})


@pytest.mark.parametrize(
    ("topics", "method", "headers", "status", "code"),
    [
        ("vault-1", "GET", {"authorization": "Bearer hoa"}, 403, "events.not_allowed"),
        ("me", "GET", {}, 403, "events.not_allowed"),
        ("lamp-3", "GET", {"authorization": "Bearer revoked"}, 401, "accounts.revoked"),
        ("", "GET", {}, 400, "events.topics"),
        (",".join(f"lamp-{n}" for n in range(MOST_TOPICS + 1)), "GET", {}, 400, "events.topics"),
        ("lamp-3", "POST", {}, 405, "events.method"),
    ],
)
def test_refusals_are_problems_with_a_code(
    topics: str, method: str, headers: dict[str, str], status: int, code: str
) -> None:
    async def story() -> Client:
        async with running_hub() as hub:
            client = Client(hub, topics, headers, method)
            await asyncio.wait_for(client.gone.wait(), 5)
            return client

    client = asyncio.run(story())
    assert client.status == status
    assert client.headers[b"content-type"] == b"application/problem+json"
    assert json.loads(client.body)["code"] == code


def test_programs_get_json(lamps: Lamps) -> None:
    async def story() -> Heard:
        async with running_hub() as hub:
            client = await open_stream(hub, "lamp-3", authorization="Bearer hoa", accept="application/json")
            return await client.next()

    assert json.loads(asyncio.run(story()).data) == {"topic": "lamp-3", "id": 3, "light": "off", "seen_by": "member"}


def test_returning_client_gets_what_changed_since_and_nothing_else(lamps: Lamps) -> None:
    async def story() -> tuple[Heard, bool]:
        async with running_hub() as hub:
            client = await open_stream(hub, "lamp-3,lamp-4")
            await client.next()
            await client.next()
            await commit("lamp-3")
            last = await client.next()
            await client.leave()
            await commit("lamp-4", before=lambda: lamps.light.update({"lamp-4": "on"}))
            # Whoever returns before the hub has read the change gets it twice, which is harmless.
            while hub.status()["position"] == last.id:
                await asyncio.sleep(0.01)
            back = await open_stream(hub, "lamp-3,lamp-4", last_event_id=last.id)
            return await back.next(), await back.silence()

    missed, is_silent = asyncio.run(story())
    assert (missed.name, missed.data) == ("lamp-4", "<p>public 7</p>\n<b>on 0</b>")
    assert is_silent


def test_client_may_return_to_another_hub(lamps: Lamps) -> None:
    async def story() -> Heard:
        async with running_hub() as hub:
            client = await open_stream(hub, "lamp-3")
            await commit("lamp-3")
            last = await client.next()
        await commit("lamp-3", before=lambda: lamps.light.update({"lamp-3": "on"}))
        async with running_hub() as hub:
            back = await open_stream(hub, "lamp-3", last_event_id=last.id)
            return await back.next()

    assert asyncio.run(story()).data.endswith("<b>on 0</b>")


def test_id_never_claims_a_change_that_still_waits_to_be_shown(lamps: Lamps) -> None:
    """Lamp 4 is shown while lamp 3 is still being rendered; whoever leaves then must get lamp 3 on return."""

    async def story() -> list[str]:
        async with running_hub() as hub:
            client = await open_stream(hub, "lamp-3,lamp-4")
            await client.next()
            await client.next()
            await asyncio.sleep(LEAST_PAUSE_S)
            lamps.may_render.clear()
            await commit("lamp-3")
            while not hub._channels["lamp-3"].pending_since:
                await asyncio.sleep(0.01)
            held = hub._channels["lamp-3"].pending_since
            position = hub._settled()
            assert position == held
            lamps.may_render.set()
            await client.next()
            return [str(held), str(hub._settled())]

    held, afterwards = asyncio.run(story())
    assert held != afterwards


def test_own_topic_is_a_bare_signal_to_oneself_only(lamps: Lamps) -> None:
    async def story() -> tuple[list[Heard], bool]:
        async with running_hub() as hub:
            lan = await open_stream(hub, "me", authorization="Bearer lan")
            hoa = await open_stream(hub, "me", authorization="Bearer hoa")
            await commit("person-11")
            heard = [await lan.next()]
            await commit("account-1")
            heard.append(await lan.next())
            return heard, await hoa.silence()

    heard, is_silent = asyncio.run(story())
    assert [event.name for event in heard] == ["me", "me"]
    assert set(json.loads(heard[0].data)) == {"topic", "id"}
    assert is_silent
    assert lamps.rendered == []


def test_missed_signal_is_given_on_return(lamps: Lamps) -> None:
    async def story() -> Heard:
        async with running_hub() as hub:
            lan = await open_stream(hub, "me", authorization="Bearer lan")
            await commit("person-11")
            last = await lan.next()
            await lan.leave()
            await commit("person-11")
            back = await open_stream(hub, "me", authorization="Bearer lan", last_event_id=last.id)
            return await back.next()

    assert asyncio.run(story()).name == "me"


def test_changed_rights_close_the_streams_of_the_account(lamps: Lamps) -> None:
    async def story() -> tuple[bool, bool]:
        async with running_hub() as hub:
            lan = await open_stream(hub, "lamp-3", authorization="Bearer lan")
            hoa = await open_stream(hub, "lamp-3", authorization="Bearer hoa")
            await commit("access-1")
            await asyncio.wait_for(lan.gone.wait(), 5)
            return lan.task.cancelled(), hoa.gone.is_set()

    assert asyncio.run(story()) == (False, False)


def test_at_most_ten_renderings_a_second_and_the_last_state_is_shown(lamps: Lamps) -> None:
    async def story() -> tuple[int, float, str]:
        async with running_hub() as hub:
            client = await open_stream(hub, "lamp-3")
            await client.next()
            lamps.rendered.clear()
            started = time.monotonic()
            for n in range(40):
                await commit("lamp-3", before=lambda n=n: lamps.light.update({"lamp-3": str(n)}))
            heard = await client.next()
            while "39" not in heard.data:
                heard = await client.next()
            return len(lamps.rendered), time.monotonic() - started, heard.data

    renderings, seconds, last = asyncio.run(story())
    assert renderings <= seconds / LEAST_PAUSE_S + 1
    assert last.endswith("<b>39 0</b>")


@pytest.mark.slow
def test_running_numbers_are_seen_without_any_event(lamps: Lamps) -> None:
    async def story() -> tuple[Heard, Heard, bool]:
        async with running_hub() as hub:
            client = await open_stream(hub, "meter-1")
            first = await client.next()
            lamps.count = 41
            second = await client.next()
            return first, second, await client.silence(0.8)

    first, second, is_silent = asyncio.run(story())
    assert first.data.endswith("<b>off 0</b>")
    assert second.data.endswith("<b>off 41</b>")
    assert is_silent


@pytest.mark.slow
def test_running_numbers_are_asked_at_most_four_times_a_second(lamps: Lamps) -> None:
    async def story() -> int:
        async with running_hub() as hub:
            client = await open_stream(hub, "meter-1")
            await client.next()
            lamps.rendered.clear()
            until = time.monotonic() + 1.0
            while time.monotonic() < until:
                lamps.count += 1
                await asyncio.sleep(0.01)
            return len(lamps.rendered)

    assert 2 <= asyncio.run(story()) <= 5


def test_dirty_mark_shows_a_topic_that_has_no_count(lamps: Lamps) -> None:
    def mark() -> None:
        with transaction.atomic():
            lamps.count = 5
            mark_dirty("lamp-3")
        connection.close()

    async def story() -> Heard:
        async with running_hub() as hub:
            client = await open_stream(hub, "lamp-3")
            await client.next()
            await asyncio.to_thread(mark)
            return await client.next()

    assert asyncio.run(story()).data.endswith("<b>off 5</b>")


def test_slow_client_is_closed_and_holds_nobody_up(lamps: Lamps) -> None:
    async def story() -> tuple[bool, int]:
        async with running_hub() as hub:
            slow = await open_stream(hub, "lamp-3")
            quick = await open_stream(hub, "lamp-3")
            await slow.next()
            await quick.next()
            slow.may_flow.clear()
            watcher = next(iter(hub._channels["lamp-3"]._watchers.values()))
            for n in range(MOST_WAITING + 3):
                for each in tuple(watcher):
                    each.push(b"event: lamp-3\ndata: %d\n\n" % n)
                await asyncio.sleep(0)
            await asyncio.wait_for(asyncio.shield(slow.task), 5)
            while (await quick.next()).data != str(MOST_WAITING + 2):
                pass
            return quick.gone.is_set(), hub.status()["streams"]

    assert asyncio.run(story()) == (False, 1)


def test_template_fault_leaves_the_room_running(lamps: Lamps, caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> Heard:
        async with running_hub() as hub:
            client = await open_stream(hub, "lamp-3")
            await client.next()
            lamps.fails = True
            await commit("lamp-3")
            while "could not be shown" not in caplog.text:
                await asyncio.sleep(0.01)
            lamps.fails = False
            await commit("lamp-3", before=lambda: lamps.light.update({"lamp-3": "on"}))
            return await client.next()

    assert asyncio.run(story()).data.endswith("<b>on 0</b>")


def test_heartbeat_is_shared_and_old_streams_end(lamps: Lamps, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "HEARTBEAT_S", 0.05)

    async def story() -> Heard:
        async with running_hub() as hub:
            client = await open_stream(hub, "me", authorization="Bearer lan")
            beat = await client.next()
            monkeypatch.setattr(hub_module, "LONGEST_LIFE_S", 0.0)
            await asyncio.wait_for(client.gone.wait(), 5)
            return beat

    assert asyncio.run(story()).name == "heartbeat"


def test_the_heart_beats_faster_while_numbers_run(lamps: Lamps, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "HEARTBEAT_S", 0.5)
    monkeypatch.setattr(hub_module, "HEARTBEAT_COUNTING_S", 0.05)
    lamps.count = 3

    async def story() -> float:
        async with running_hub() as hub:
            client = await open_stream(hub, "meter-3", authorization="Bearer lan")
            while (await client.next()).name != "heartbeat":
                pass
            start = time.monotonic()
            for _ in range(4):
                while (await client.next()).name != "heartbeat":
                    pass
            return time.monotonic() - start

    assert asyncio.run(story()) < 4 * 0.5


def test_nothing_stays_behind_when_watchers_have_gone(lamps: Lamps) -> None:
    async def story() -> None:
        async with running_hub() as hub:
            clients = [await open_stream(hub, "lamp-3,me", authorization="Bearer lan") for _ in range(3)]
            assert hub.status()["streams"] == 3
            for client in clients:
                await client.leave()
            assert (hub.status()["streams"], hub.status()["topics"], hub._signalled) == (0, 0, {})

    asyncio.run(story())


def test_stopping_ends_streams_and_threads(lamps: Lamps) -> None:
    async def story() -> Client:
        async with running_hub() as hub:
            client = await open_stream(hub, "lamp-3", authorization="Bearer lan")
            await client.next()
            assert hub in running_hubs
        await asyncio.wait_for(client.gone.wait(), 5)
        assert hub not in running_hubs
        return client

    client = asyncio.run(story())
    assert not client.task.cancelled()
    assert client.task.exception() is None
    crew = [thread for thread in threading.enumerate() if thread.name.startswith(("door", "render", "outbox"))]
    for thread in crew:
        thread.join(timeout=2)
    assert not [thread.name for thread in crew if thread.is_alive()]


def test_presence_counts_people_once_and_forgets_them(lamps: Lamps) -> None:
    async def story() -> tuple[frozenset[int], int]:
        async with running_hub() as hub:
            clients = [await open_stream(hub, "lamp-3", authorization=f"Bearer {who}") for who in ("lan", "lan", "hoa")]
            clients.append(await open_stream(hub, "lamp-3"))
            there = presence.people("lamp-3"), presence.streams("lamp-3")
            for client in clients:
                await client.leave()
            assert (presence.people("lamp-3"), presence.streams("lamp-3")) == (frozenset(), 0)
            return there

    assert asyncio.run(story()) == (frozenset({11, 12}), 4)
