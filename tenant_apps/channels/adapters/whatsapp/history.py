"""The chats of a number before it was connected: WhatsApp Business app users may share them once."""

from collections.abc import Iterator

import msgspec

from tenant_apps.channels.inbound import AccountNotice, Ignored, Inbound

from .messages import Origin, read_past
from .payloads import PastChunk, PastThread

_read_chunk = msgspec.json.Decoder(PastChunk).decode
_read_thread = msgspec.json.Decoder(PastThread).decode
_read_any = msgspec.json.Decoder().decode


def read_chunk(raw: msgspec.Raw, origin: Origin) -> Iterator[Inbound]:
    """Read one of `history[]`: the messages of the past, or the news that they are not shared."""
    chunk = _read_chunk(raw)
    for error in chunk.errors:
        yield AccountNotice(
            account_id=origin.account_id,
            kind="history",
            severity="info",
            text="WhatsApp did not share the earlier chats of this number.",
            payload={"error": error},
        )
    for thread in chunk.threads:
        yield from _thread(thread, origin)


def _thread(raw: msgspec.Raw, origin: Origin) -> Iterator[Inbound]:
    try:
        thread = _read_thread(raw)
    except msgspec.ValidationError as error:
        yield Ignored(reason=f"Unreadable thread: {error}", payload={"raw": _read_any(raw)})
        return
    for message in thread.messages:
        try:
            yield read_past(message, origin, thread.id or "")
        except msgspec.ValidationError as error:
            yield Ignored(reason=f"Unreadable item: {error}", payload={"raw": _read_any(message)})
