"""Media sent by link: fetched when it lives on this machine, shown as a link otherwise."""

import asyncio
import mimetypes
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

import httpx

from sandbox.accounts import Account
from sandbox.customers import Customer
from sandbox.messages import Message
from sandbox.whatsapp import receipts, uploads
from sandbox.whatsapp.errors import MetaError
from sandbox.world import World

FETCH_WITHIN_S = 10.0
MAX_BYTES = 100_000_000
_running: set[asyncio.Task[None]] = set()


def is_local(url: str) -> bool:
    """Tell whether a link points at this machine; the sandbox never calls any other."""
    host = (urlsplit(url).hostname or "").lower()
    return host in ("localhost", "127.0.0.1", "::1") or host.endswith(".localhost")


def fetch_later(world: World, account: Account, customer: Customer, message: Message) -> None:
    """Fetch the file as Meta does, after the call has been answered."""
    kind = message.content["type"]
    if is_local(message.content[kind]["link"]):
        task = asyncio.create_task(_fetch(world, account, customer, message, kind))
        _running.add(task)
        task.add_done_callback(_running.discard)


async def _fetch(world: World, account: Account, customer: Customer, message: Message, kind: str) -> None:
    content = message.content[kind]
    try:
        mime, body = await download(content["link"])
        uploads.check_kind(kind, mime, len(body))
    except (httpx.HTTPError, MetaError) as error:
        details = f"Downloading media from the link failed: {error}"
        receipts.fail(world, account, customer, message, 131053, details)
        return
    name = content.get("filename") or name_of(content["link"], mime)
    media = world.media.add(account.account, mime, name, body)
    world.messages.attach(message, {**message.content, kind: {**content, "id": media.id}})


async def download(link: str) -> tuple[str, bytes]:
    """Return (mime type, bytes) of a file on this machine; raises httpx.HTTPError or MetaError."""
    parts = urlsplit(link)
    # Browsers resolve *.localhost, Python does not: dial the loopback and name the host in the header.
    url = parts._replace(netloc=f"127.0.0.1:{parts.port or 80}").geturl()
    async with httpx.AsyncClient(timeout=FETCH_WITHIN_S) as client:
        response = await client.get(url, headers={"host": parts.netloc})
        response.raise_for_status()
        if len(response.content) > MAX_BYTES:
            raise MetaError(131053, "The file is too large.")
        return response.headers.get("content-type", "application/octet-stream"), response.content


def name_of(link: str, mime: str) -> str:
    """Return the file name of a link."""
    name = PurePosixPath(unquote(urlsplit(link).path)).name
    return name or "file" + (mimetypes.guess_extension(mime.split(";")[0]) or "")
