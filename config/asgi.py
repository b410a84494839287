"""The server's front: the webhook door first, then sockets, then Django."""

import os
from collections.abc import Awaitable, Callable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")

from django.core.asgi import get_asgi_application

django_application = get_asgi_application()

from channels.routing import URLRouter
from django.db import connection
from django.urls import path
from psycopg.conninfo import make_conninfo

from config.doors import House
from config.origins import OriginCheck
from config.telemetry.sockets import ObservedSockets
from config.uploads import BoundedBodies
from shared_apps.console.status.consumer import ConsoleConsumer
from shared_apps.core import processes
from shared_apps.intake.asgi import PREFIX, WebhookDoor
from shared_apps.intake.kicks import Kicks
from shared_apps.intake.ledger import Ledger
from shared_apps.intake.tasks import kick
from shared_apps.realtime.consumer import InboxConsumer
from tenant_apps.webchat.consumer import WidgetConsumer

InboxConsumer.doors = House()


def _conninfo() -> str:
    given = connection.settings_dict
    return make_conninfo(
        host=given["HOST"],
        port=given["PORT"],
        user=given["USER"],
        password=given["PASSWORD"],
        dbname=given["NAME"],
    )


bounded_application = BoundedBodies(django_application)  # type: ignore[arg-type]  # Django's is narrower than ASGI
door = WebhookDoor(Ledger(_conninfo(), Kicks(kick)))
routes = [
    path("ws/inbox/", InboxConsumer.as_asgi()),
    path("ws/console/", ConsoleConsumer.as_asgi()),
    path("ws/widget/<str:key>/", WidgetConsumer.as_asgi()),
]
# Visitors come from other websites; their socket asks the website's own list.
sockets = ObservedSockets(OriginCheck(URLRouter(routes), except_below=("/ws/widget/",)))


async def application(
    scope: dict[str, Any],
    receive: Callable[[], Awaitable[dict[str, Any]]],
    send: Callable[[dict[str, Any]], Awaitable[None]],
) -> None:
    if scope["type"] == "http":
        if scope["path"].startswith(PREFIX):
            await door(scope, receive, send)
        else:
            await bounded_application(scope, receive, send)
    elif scope["type"] == "websocket":
        await sockets(scope, receive, send)
    elif scope["type"] == "lifespan":
        await _live(receive, send)


async def _live(
    receive: Callable[[], Awaitable[dict[str, Any]]], send: Callable[[dict[str, Any]], Awaitable[None]]
) -> None:
    """Close the ledger when the server stops, so that what it took in is committed."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            processes.become("web")
            processes.begin()
            await send({"type": "lifespan.startup.complete"})
        else:
            await door.ledger.close()
            await send({"type": "lifespan.shutdown.complete"})
            return
