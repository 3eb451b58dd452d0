"""The tablets: a process of its own that sends everybody's vote at once; plan on standard input, answers out, in JSON.

Plan: `{"port", "path", "tokens", "key"}`; each voter waits for the same moment and then opens a connection of its own.
With `"answered"`, the path of a file, that file appears with the first receipt.
Answer: `{"seconds", "latencies_ms", "receipts": {token's place: receipt}, "failures": {what: how often}}`; a latency is
from the release to the whole answer.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import aiohttp
import uvloop

CHOICES = ("yes", "yes", "yes", "no", "abstain")
PATIENCE_S = 60


async def send_all(plan: dict[str, Any]) -> dict[str, Any]:
    """One burst."""
    release = asyncio.Event()
    latencies: list[float] = []
    receipts: dict[int, str] = {}
    failures: Counter[str] = Counter()
    connector = aiohttp.TCPConnector(limit=0, force_close=True)
    timeout = aiohttp.ClientTimeout(total=PATIENCE_S)
    address = f"http://127.0.0.1:{plan['port']}{plan['path']}"
    begin = 0.0

    async def vote(place: int, token: str) -> None:
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": f"{plan['key']}-{place}"}
        content = {"choice": CHOICES[place % len(CHOICES)]}
        await release.wait()
        try:
            async with session.post(address, json=content, headers=headers) as answer:
                body = await answer.json(content_type=None)
                if answer.status == 200:
                    if plan.get("answered") and not receipts:
                        Path(plan["answered"]).touch()
                    receipts[place] = body["receipt"]
                    latencies.append((time.perf_counter() - begin) * 1000)
                else:
                    failures[f"{answer.status} {body.get('code', '')}"] += 1
        except (aiohttp.ClientError, TimeoutError, ConnectionError) as error:
            failures[type(error).__name__] += 1

    async with aiohttp.ClientSession(connector=connector, timeout=timeout, trust_env=False) as session:
        voting = [asyncio.create_task(vote(place, token)) for place, token in enumerate(plan["tokens"])]
        await asyncio.sleep(0.1)
        begin = time.perf_counter()
        release.set()
        await asyncio.gather(*voting)
        seconds = time.perf_counter() - begin
    return {"seconds": seconds, "latencies_ms": latencies, "receipts": receipts, "failures": dict(failures)}


if __name__ == "__main__":
    print(json.dumps(uvloop.run(send_all(json.loads(sys.stdin.read())))))
