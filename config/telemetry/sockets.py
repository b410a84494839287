"""Sockets, counted while they are open, each with a name in the logs like a request."""

from collections import Counter
from typing import Any
from uuid import uuid4

from shared_apps.core.context import binding

# Kinds by the first part of their path; whatever else somebody tries is one kind.
KINDS = frozenset({"inbox", "widget", "console"})
open_now: Counter[str] = Counter()


class ObservedSockets:
    """ASGI middleware around everything that a socket may be."""

    def __init__(self, application: Any) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        named = scope["path"].removeprefix("/ws/").partition("/")[0]
        kind = named if named in KINDS else "other"
        open_now[kind] += 1
        try:
            with binding(request=uuid4().hex):
                await self.application(scope, receive, send)
        finally:
            open_now[kind] -= 1
