"""`/ws/console/`: what changes while an operator looks.

Frames: `{"type": "hello"}`, then `{"type": "status", "data": …}` with the counts of the navigation and the state of
the house, every few seconds and at once after opening. One look serves all sockets of a process.
"""

import asyncio
import logging
from typing import Any
from weakref import WeakKeyDictionary

import msgspec
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from shared_apps.accounts.credentials import Credential, is_open, is_proved_twice
from shared_apps.accounts.models import User
from shared_apps.console.status.api import StatusSerializer
from shared_apps.console.status.selectors import status
from shared_apps.jobs.selectors import jobs
from shared_apps.realtime import Frame
from shared_apps.realtime.push import encode, person_group
from tenant_apps.team.scopes import holder_of_scope
from tenants.hosts import Site, site_for_host

log = logging.getLogger(__name__)

NOT_SIGNED_IN, NO_OPERATOR, NOT_HERE = 4401, 4403, 4404
LOOK_EVERY_S = 3.0


class ConsoleConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]  # channels is untyped
    credential: str = ""
    person: str = ""

    async def connect(self) -> None:
        await self.accept()
        refusal = await self._refusal()
        if refusal:
            await self.close(code=refusal)
            return
        await self.send(encode(None, Frame("hello", {})))
        await watchers().add(self)

    async def _refusal(self) -> int | None:
        host = dict(self.scope["headers"]).get(b"host", b"").decode("latin-1")
        if site_for_host(host) is not Site.PUBLIC:
            return NOT_HERE
        found: tuple[User, Credential] | None = await database_sync_to_async(holder_of_scope)(self.scope)
        if found is None:
            return NOT_SIGNED_IN
        user, credential = found
        self.credential, self.person = credential.name, person_group(user.id)
        # Listened for before it is asked: what ends in between is seen by one or the other.
        await self.channel_layer.group_add(self.person, self.channel_name)
        if credential.name and not await database_sync_to_async(is_open)(credential.name):
            return NOT_SIGNED_IN
        may = user.is_staff and await database_sync_to_async(is_proved_twice)(user, credential)
        return None if may else NO_OPERATOR

    async def ended(self, event: dict[str, Any]) -> None:
        """Close when this operator's session is one of those that have just ended."""
        if self.credential in event["credentials"]:
            await self.close(code=NOT_SIGNED_IN)

    async def disconnect(self, code: int) -> None:
        watchers().discard(self)
        if self.person:
            await self.channel_layer.group_discard(self.person, self.channel_name)


class Watchers:
    """The open consoles of one event loop, and the one look that they share."""

    def __init__(self) -> None:
        self._open: set[ConsoleConsumer] = set()
        self._looking: asyncio.Task[None] | None = None
        self._last = ""

    async def add(self, console: ConsoleConsumer) -> None:
        self._open.add(console)
        if self._last:
            await console.send(self._last)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())

    def discard(self, console: ConsoleConsumer) -> None:
        self._open.discard(console)
        if not self._open and self._looking is not None:
            self._looking.cancel()
            self._looking, self._last = None, ""

    async def _look(self) -> None:
        while self._open:
            try:
                self._last = encode(None, Frame("status", await database_sync_to_async(_glance)()))
                await asyncio.gather(*(console.send(self._last) for console in tuple(self._open)))
            except Exception:
                log.exception("the consoles were not told how the house is")
            await asyncio.sleep(LOOK_EVERY_S)


def _glance() -> dict[str, Any]:
    """Return the status, and which run of each job was the last: a page that shows runs asks again when it changes."""
    runs = {job.name: f"{job.last.id}:{job.last.outcome}" for job in jobs() if job.last}
    shown: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(StatusSerializer(status()).data))
    return {**shown, "jobs": runs}


_watchers: "WeakKeyDictionary[Any, Watchers]" = WeakKeyDictionary()


def watchers() -> Watchers:
    """Return the watchers of the running event loop."""
    return _watchers.setdefault(asyncio.get_running_loop(), Watchers())
