"""One process, one port: streams go to the hub, every other address to Django in ordinary threads."""

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application

from nghitruong.config.bridge import ShortCalls, is_short

STREAM = "/events/"
PAGE_THREADS = 8
PAGE_THREADS_OF_A_WORKER = 4

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nghitruong.config.settings")
pages = get_wsgi_application()

from nghitruong.config.warming import keep_for_good, warm_process, warm_threads  # noqa: E402 - Django must be set up
from nghitruong.foundation.accounts.checks import refuse_demo_on_real_councils  # noqa: E402 - Django must be set up
from nghitruong.foundation.events.hub import Hub  # noqa: E402 - models may be imported only once Django is set up
from nghitruong.foundation.events.watchers import Receive, Send  # noqa: E402
from nghitruong.outer.api.ballots import decide_together  # noqa: E402

# The server loads this page inside its loop, where Django's database may not be asked; a thread of its own may.
with ThreadPoolExecutor(1) as thread:
    thread.submit(refuse_demo_on_real_councils).result()
    thread.submit(warm_process).result()


class House:
    """The house as one ASGI application: the whole of it, or a page worker without streams."""

    def __init__(self, threads: int, *, has_streams: bool) -> None:
        # Its types of messages and Django's of responses are narrower than what both do.
        self._pages: Any = WSGIMiddleware(cast(Any, pages), workers=threads)
        self._short_pages = ShortCalls(pages, self._pages.executor, decide_together)
        self._threads, self._has_streams = threads, has_streams
        self.hub: Hub | None = None

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http" and scope["path"] == STREAM and self.hub is not None:
            await self.hub(scope, receive, send)
        elif scope["type"] == "http" and is_short(scope):
            await self._short_pages(scope, receive, send)
        else:
            await self._pages(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        """The hub lives from the server's start to its end."""
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                if self._has_streams:
                    self.hub = Hub()
                    await self.hub.start()
                else:
                    # The whole house opens them as they are needed: beside page workers it has streams alone to serve.
                    warm_threads(self._pages.executor, self._threads)
                    self._short_pages.warm()
                keep_for_good()
                await send({"type": "lifespan.startup.complete"})
            else:
                if self.hub is not None:
                    await self.hub.stop()
                self._short_pages.stop()
                self._pages.executor.shutdown(wait=False, cancel_futures=True)
                await send({"type": "lifespan.shutdown.complete"})
                return


application = House(PAGE_THREADS, has_streams=True)
page_worker = House(PAGE_THREADS_OF_A_WORKER, has_streams=False)
