"""What Graph still remembers of conversations: for accounts that were in use before they were connected."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from shared_apps.vendors.meta import GraphError, GraphUnreachable
from tenant_apps.channels.inbound import InboundAttachment, InboundMessage, MessageKind, Sender

from . import failures
from .client import Line
from .files import FIELDS, addresses, media_id
from .messages import DIRECT
from .moments import written

# Graph allows two of these calls a second.
PAUSE_S = 0.5
# Instagram hands out no more than the twenty newest messages of a conversation.
_PER_THREAD, _THREADS = 20, 25
_MESSAGE = f"id,created_time,from,to,message,sticker,attachments{{{FIELDS}}}"
_QUERY = f"id,updated_time,participants,messages.limit({_PER_THREAD}){{{_MESSAGE}}}"


def recent(line: Line, account_id: str, *, since: datetime, limit: int) -> Iterator[InboundMessage]:
    """Yield up to `limit` of the newest messages since then, in both directions, oldest first.

    Raises SendFailed.
    """
    found: list[InboundMessage] = []
    for thread in _threads(line, since, limit):
        found += _messages(thread, line, account_id, since)
        if len(found) >= limit:
            break
    found.sort(key=lambda message: message.provider_at)
    yield from found[-limit:]


def _threads(line: Line, since: datetime, limit: int) -> Iterator[dict[str, Any]]:
    """Yield conversations, the last used first, until one has rested since before `since`."""
    params = {"platform": line.dialect.kind, "fields": _QUERY, "limit": str(_THREADS)}
    for page in range(limit):
        if page:
            time.sleep(PAUSE_S)
        answer = _asked(line, params)
        for thread in _rows(answer):
            if written(thread.get("updated_time"), datetime.now(UTC)) < since:
                return
            yield thread
        after = _after(answer)
        if not after:
            return
        params["after"] = after


def _asked(line: Line, params: dict[str, str]) -> dict[str, Any]:
    try:
        return line.client.get(f"{line.node}/conversations", params)
    except GraphError as error:
        raise failures.failed(error, line.dialect) from error
    except GraphUnreachable as error:
        raise failures.never_left(line.dialect) from error


def _messages(
    thread: dict[str, Any], line: Line, account_id: str, since: datetime
) -> Iterator[InboundMessage]:
    own = {account_id, line.node}
    customer = next((p for p in _rows(thread.get("participants")) if str(p.get("id")) not in own), None)
    if customer is None or not customer.get("id"):
        return
    sender = Sender(
        ((line.dialect.identity, str(customer["id"])),),
        str(customer.get("name") or ""),
        str(customer["username"]) if customer.get("username") else None,
    )
    # Graph lists the newest first; of equal seconds the earlier gets the smaller position.
    listed = [row for row in _rows(thread.get("messages")) if row.get("id")]
    for position, row in zip(count(), reversed(listed), strict=False):
        at = written(row.get("created_time"), since - timedelta(seconds=1))
        if at >= since:
            yield _message(row, sender, own, account_id, at, position)


def _message(
    row: dict[str, Any], sender: Sender, own: set[str], account_id: str, at: datetime, position: int
) -> InboundMessage:
    mid, author = str(row["id"]), row.get("from")
    is_ours = isinstance(author, dict) and str(author.get("id")) in own
    files = tuple(_files(row, mid))
    text = str(row.get("message") or "")
    kind: MessageKind = files[0].kind if files else "text" if text else "unsupported"
    return InboundMessage(
        account_id=account_id,
        external_id=mid,
        sender=sender,
        provider_at=at,
        provider_seq=position,
        kind=kind,
        text=text,
        attachments=files,
        payload={"type": "unknown", "message": row} if kind == "unsupported" else {},
        direction="out" if is_ours else "in",
        context={} if is_ours else DIRECT,
    )


def _files(row: dict[str, Any], mid: str) -> Iterator[InboundAttachment]:
    sticker = row.get("sticker")
    if isinstance(sticker, str) and sticker:
        yield InboundAttachment(kind="sticker", media_id=sticker)
    for index, (address, listed) in enumerate(addresses(row.get("attachments"))):
        if address:
            mime = str(listed.get("mime_type") or "")
            yield InboundAttachment(
                kind=_kind(listed, mime),
                media_id=media_id(address, mid, index),
                mime=mime,
                name=str(listed.get("name") or ""),
                voice=mime.startswith("audio/"),
            )


def _kind(listed: dict[str, Any], mime: str) -> Any:
    if "image_data" in listed or mime.startswith("image/"):
        return "image"
    if "video_data" in listed or mime.startswith("video/"):
        return "video"
    return "audio" if mime.startswith("audio/") else "document"


def _rows(listed: object) -> list[dict[str, Any]]:
    rows = listed.get("data") if isinstance(listed, dict) else None
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _after(answer: dict[str, Any]) -> str:
    paging = answer.get("paging")
    cursors = paging.get("cursors") if isinstance(paging, dict) else None
    has_more = isinstance(paging, dict) and "next" in paging
    return str(cursors.get("after") or "") if has_more and isinstance(cursors, dict) else ""
