"""The floor of `votes`: no framework, no eligibility, no ledger. `python -m bench.floor_votes PORT DATABASE VOTERS`.

JSON in, the bearer token looked up, one insert guarded by "the vote is open" with a key over (vote, voter), a commit of
its own for each, JSON out. One uvicorn process; eight connections to PostgreSQL, one to SQLite with full
synchronisation.
"""

import asyncio
import json
import sqlite3
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import psycopg
import uvicorn

CONNECTIONS = 8
TABLES = (
    "CREATE TABLE floor_poll (id bigint PRIMARY KEY, state text NOT NULL)",
    "CREATE TABLE floor_voter (id bigint PRIMARY KEY, token text NOT NULL UNIQUE)",
    """CREATE TABLE floor_ballot (
        poll bigint NOT NULL REFERENCES floor_poll, voter bigint NOT NULL REFERENCES floor_voter,
        choice text NOT NULL, PRIMARY KEY (poll, voter))""",
)
CAST = """
INSERT INTO floor_ballot (poll, voter, choice)
SELECT p.id, v.id, {choice} FROM floor_poll p, floor_voter v
WHERE p.id = {poll} AND p.state = 'opened' AND v.token = {token}
"""


def token_of(voter: int) -> str:
    return f"floor-{voter:05}-abcdefghijklmnopqrstuvwxyz"


class SqliteVotes:
    """One writer; a commit takes less time than handing it to a thread."""

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._cast = CAST.format(poll=":poll", choice=":choice", token=":token")

    async def prepare(self, voters: int) -> None:
        for table in TABLES:
            self._connection.execute(table)
        rows = [(voter, token_of(voter)) for voter in range(voters)]
        self._connection.executemany("INSERT INTO floor_voter VALUES (?, ?)", rows)

    async def open_poll(self, poll: int) -> None:
        self._connection.execute("INSERT INTO floor_poll VALUES (?, 'opened')", [poll])

    async def cast(self, poll: int, token: str, choice: str) -> int:
        return self._connection.execute(self._cast, {"poll": poll, "choice": choice, "token": token}).rowcount

    async def count(self, poll: int) -> int:
        found = self._connection.execute("SELECT count(*) FROM floor_ballot WHERE poll = ?", [poll]).fetchone()
        return int(found[0])


class PostgresqlVotes:
    """Eight kept connections, taken in turn; every insert is a transaction of its own."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._idle: asyncio.Queue[psycopg.AsyncConnection[Any]] = asyncio.Queue()
        self._cast = CAST.format(poll="%(poll)s", choice="%(choice)s", token="%(token)s").encode()

    async def prepare(self, voters: int) -> None:
        for _ in range(CONNECTIONS):
            self._idle.put_nowait(await psycopg.AsyncConnection.connect(self._address, autocommit=True))
        async with self._connection() as connection:
            for table in TABLES:
                await connection.execute(table.encode())
            rows = [(voter, token_of(voter)) for voter in range(voters)]
            await connection.cursor().executemany("INSERT INTO floor_voter VALUES (%s, %s)", rows)

    async def open_poll(self, poll: int) -> None:
        async with self._connection() as connection:
            await connection.execute("INSERT INTO floor_poll VALUES (%s, 'opened')", [poll])

    async def cast(self, poll: int, token: str, choice: str) -> int:
        async with self._connection() as connection:
            values = {"poll": poll, "choice": choice, "token": token}
            return (await connection.execute(self._cast, values, prepare=True)).rowcount

    async def count(self, poll: int) -> int:
        async with self._connection() as connection:
            answer = await connection.execute("SELECT count(*) FROM floor_ballot WHERE poll = %s", [poll])
            found = await answer.fetchone()
            return int(found[0]) if found else 0

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[psycopg.AsyncConnection[Any]]:
        connection = await self._idle.get()
        try:
            yield connection
        finally:
            self._idle.put_nowait(connection)


class Floor:
    """POST /polls/N/ballot casts; PUT /polls/N opens; GET /polls/N counts."""

    def __init__(self, votes: SqliteVotes | PostgresqlVotes, voters: int) -> None:
        self._votes, self._voters = votes, voters

    async def __call__(self, scope: Mapping[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        poll = int(scope["path"].split("/")[2])
        if scope["method"] == "POST":
            headers = dict(scope["headers"])
            token = headers.get(b"authorization", b"").removeprefix(b"Bearer ").decode()
            wish = json.loads(await _body(receive))
            try:
                stored = await self._votes.cast(poll, token, wish["choice"])
            except (psycopg.errors.UniqueViolation, sqlite3.IntegrityError):
                stored = 0
            await _answer(send, 200 if stored else 409, {"receipt": f"{poll}-{stored}"})
        elif scope["method"] == "PUT":
            await self._votes.open_poll(poll)
            await _answer(send, 200, {})
        else:
            await _answer(send, 200, {"stored": await self._votes.count(poll)})

    async def _live(self, receive: Any, send: Any) -> None:
        await receive()
        await self._votes.prepare(self._voters)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})


async def _body(receive: Any) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


async def _answer(send: Any, status: int, content: Mapping[str, Any]) -> None:
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(content).encode()})


def main(port: int, database: str, voters: int) -> None:
    votes = PostgresqlVotes(database) if database.startswith("postgres") else SqliteVotes(database)
    config = uvicorn.Config(
        Floor(votes, voters), host="127.0.0.1", port=port, ws="none", access_log=False, log_level="warning"
    )
    uvicorn.Server(config).run()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
