"""A visitor's socket: `/ws/widget/<widget key>/`.

The first frame names the visitor (`{"type": "hello", "token": …, "after": <last message id>}`), so that no token ever
stands in an address. Then the server says hello with its cursor, what was missed, and every change from then on.
"""

import asyncio
import time
from typing import Any
from uuid import UUID

import msgspec
from allauth.account.adapter import get_adapter
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from shared_apps.realtime.push import doors_group
from tenant_apps.channels.adapters.webchat.client import visitor_group
from tenant_apps.webchat import actions, limits, selectors, tokens, widget
from tenant_apps.webchat.doors import tenant_of_key
from tenant_apps.webchat.errors import NoSuchWebsite, TooFast
from tenant_apps.webchat.origins import is_allowed
from tenant_apps.webchat.presentation import View, thread_views
from tenant_apps.webchat.tokens import Visitor
from tenants.models import Tenant, TenantState
from tenants.sockets import in_tenant, tenant_for_scope

EXPIRED, WRONG_ORIGIN, NO_WEBSITE, IDLE, TOO_FAST = 4401, 4403, 4404, 4408, 4429
HELLO_WITHIN_S = 10.0
# Widgets ping every 25 seconds; a browser that sleeps is let go and comes back by itself.
IDLE_S = 90.0
TYPING_EVERY_S = 1.0
REPLAY_LIMIT = 100
MAX_CLIENT_FRAME = 8_192
SOCKET_LIMIT: limits.Rule = {"visitor": (0.5, 20), "address": (2.0, 100)}


class _ClientFrame(msgspec.Struct):
    type: str
    token: str = ""
    after: str = ""
    state: str = ""


_decoder = msgspec.json.Decoder(_ClientFrame)


class WidgetConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]  # channels is untyped
    tenant: Tenant
    key: str
    visitor: Visitor | None = None

    async def connect(self) -> None:
        self.key = self.scope["url_route"]["kwargs"]["key"]
        self._heard_at, self._typed_at, self._shown = time.monotonic(), 0.0, set[str]()
        await self.accept()
        refusal = await self._refusal()
        if refusal:
            await self.close(code=refusal)
            return
        await self.channel_layer.group_add(doors_group(self.tenant.schema_name), self.channel_name)
        self._watch = asyncio.create_task(self._close_when_idle())

    async def _refusal(self) -> int | None:
        """Return why this page may not listen, None when it may."""
        own = await tenant_for_scope(self.scope)
        tenant = await database_sync_to_async(tenant_of_key)(self.key)
        if tenant is None or tenant.state != TenantState.ACTIVE or (own and own.id != tenant.id):
            return NO_WEBSITE
        self.tenant = tenant
        headers = dict(self.scope["headers"])
        origin, host = (headers.get(name, b"").decode("latin-1") for name in (b"origin", b"host"))
        try:
            is_welcome = await in_tenant(tenant, _welcomes, self.key, origin, host)
        except NoSuchWebsite:
            return NO_WEBSITE
        return None if is_welcome else WRONG_ORIGIN

    async def _close_when_idle(self) -> None:
        patience = HELLO_WITHIN_S
        while (left := self._heard_at + patience - time.monotonic()) > 0:
            await asyncio.sleep(left)
            patience = IDLE_S if self.visitor else HELLO_WITHIN_S
        await self.close(code=IDLE if self.visitor else EXPIRED)

    async def disconnect(self, code: int) -> None:
        if hasattr(self, "_watch"):
            self._watch.cancel()
            await self.channel_layer.group_discard(doors_group(self.tenant.schema_name), self.channel_name)
        if self.visitor is not None:
            await self.channel_layer.group_discard(self._group(self.visitor), self.channel_name)

    def _group(self, visitor: Visitor) -> str:
        return visitor_group(self.tenant.schema_name, self.key, visitor.identity)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if text_data is None or len(text_data) > MAX_CLIENT_FRAME or not hasattr(self, "_watch"):
            return
        try:
            frame = _decoder.decode(text_data)
        except (msgspec.DecodeError, RecursionError):
            return
        self._heard_at = time.monotonic()
        if frame.type == "hello" and self.visitor is None:
            await self._greet(frame)
        elif frame.type == "ping":
            await self._say("pong", {})
        elif frame.type == "typing" and self.visitor is not None:
            await self._typing(self.visitor, frame.state != "off")

    async def _greet(self, frame: _ClientFrame) -> None:
        try:
            visitor = await in_tenant(self.tenant, _recognise, self.key, frame.token, self._address())
        except TooFast:
            await self.close(code=TOO_FAST)
            return
        if visitor is None:
            await self.close(code=EXPIRED)
            return
        # Joined before the thread is read: a message in between arrives twice, never not at all.
        await self.channel_layer.group_add(self._group(visitor), self.channel_name)
        self.visitor = visitor
        missed, cursor = await in_tenant(self.tenant, _missed, self.key, visitor, frame.after)
        await self._say(
            "hello", {"cursor": cursor, "is_online": await in_tenant(self.tenant, _online, self.key)}
        )
        if missed is None:
            await self._say("resync", {})
            return
        for view in missed:
            await self._show(view)

    def _address(self) -> str:
        """Return the visitor's network address, behind trusted proxies as for HTTP."""
        headers = {
            "HTTP_" + name.decode("latin-1").upper().replace("-", "_"): value.decode("latin-1")
            for name, value in self.scope["headers"]
        }
        request = HttpRequest()
        request.META = {**headers, "REMOTE_ADDR": (self.scope.get("client") or ("", 0))[0]}
        try:
            return str(get_adapter().get_client_ip(request))
        except PermissionDenied:
            # A server on a Unix socket without trusted proxies knows no addresses.
            return ""

    async def _typing(self, visitor: Visitor, is_on: bool) -> None:
        """Tell the team; at most once a second, except for the end of it."""
        now = time.monotonic()
        if is_on and now - self._typed_at < TYPING_EVERY_S:
            return
        self._typed_at = now
        await in_tenant(self.tenant, _show_typing, self.key, visitor, is_on)

    async def closing(self, event: dict[str, Any]) -> None:
        """Close because the business is paused or goes; a widget tries again later by itself."""
        await self.close(code=event["code"])

    async def nudge(self, event: dict[str, Any]) -> None:
        """Pass a frame on, or look up the message that changed."""
        if self.visitor is None:
            return
        if event["frame"] is not None:
            await self._say(event["frame"]["type"], event["frame"]["data"])
            return
        view = await in_tenant(self.tenant, _message, self.key, self.visitor, event["message"])
        if view is not None:
            await self._show(view)

    async def _show(self, view: View) -> None:
        is_known = view["id"] in self._shown
        self._shown.add(view["id"])
        await self._say("message.updated" if is_known else "message.created", view)

    async def _say(self, type: str, data: Any) -> None:
        await self.send(msgspec.json.encode({"type": type, "data": data}).decode())


def _welcomes(key: str, origin: str, host: str) -> bool:
    allowed = widget.settings_of(selectors.website(key).settings)["allowed_origins"]
    return is_allowed(origin, allowed, host=host)


def _recognise(key: str, token: str, address: str) -> Visitor | None:
    account = selectors.website(key)
    visitor = tokens.read(token, key=key, identity_secret=selectors.identity_secret(account))
    if visitor is None or selectors.is_outgrown(account, visitor):
        return None
    limits.check("socket", SOCKET_LIMIT, key=key, address=address, visitor=visitor)
    return visitor


def _missed(key: str, visitor: Visitor, after: str) -> tuple[list[View] | None, str | None]:
    """Return what came after the message `after` (None: too much to tell) and the newest message's id."""
    account = selectors.website(key)
    newest = selectors.thread(account, visitor, limit=1).messages
    cursor = str(newest[-1].id) if newest else None
    try:
        seen = UUID(after)
    except ValueError:
        return [], cursor
    if selectors.message_for(account, visitor, seen) is None:
        return None, cursor
    page = selectors.thread(account, visitor, after=seen, limit=REPLAY_LIMIT + 1)
    if len(page.messages) > REPLAY_LIMIT:
        return None, cursor
    return thread_views(page.messages, key=key, is_seen=page.is_seen), cursor


def _online(key: str) -> bool:
    return selectors.is_online(selectors.website(key))


def _message(key: str, visitor: Visitor, message_id: str) -> View | None:
    message = selectors.message_for(selectors.website(key), visitor, UUID(message_id))
    return thread_views([message], key=key)[0] if message else None


def _show_typing(key: str, visitor: Visitor, is_on: bool) -> None:
    actions.show_typing(account=selectors.website(key), visitor=visitor, is_on=is_on)
