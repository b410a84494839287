"""One update → what it tells. Nothing is dropped without a reason."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec

from tenant_apps.channels.adapters.mending import mend
from tenant_apps.channels.errors import BadPayload
from tenant_apps.channels.inbound import Ignored, Inbound

from .messages import Origin, read_edit, read_message
from .notices import read_connection, read_deletions, read_membership, read_reaction, read_tap

_read_update = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_read_any = msgspec.json.Decoder().decode

_READERS: dict[str, Callable[[msgspec.Raw, Origin], Iterator[Inbound]]] = {
    "message": read_message,
    "edited_message": read_edit,
    "business_message": read_message,
    "edited_business_message": read_edit,
    "deleted_business_messages": read_deletions,
    "business_connection": read_connection,
    "callback_query": read_tap,
    "message_reaction": read_reaction,
    "my_chat_member": read_membership,
}
# What we ask Telegram for: everything that we read.
ALLOWED_UPDATES = tuple(_READERS)


def parse(body: bytes, *, received_at: datetime | None = None) -> list[Inbound]:
    """Read an update; a part that cannot be read becomes Ignored with its reason and content.

    `account_id` stays empty, as the body does not say whose it is. `received_at` dates what carries no time.
    Raises BadPayload when the body is no update.
    """
    if b"\\u0000" in body:
        body = mend(body)
    try:
        return _parse(body, received_at)
    except (msgspec.ValidationError, RecursionError) as error:
        raise BadPayload(f"The body is not a Telegram update: {error}") from error
    except (msgspec.DecodeError, UnicodeDecodeError):
        body = mend(body)
    try:
        return _parse(body, received_at)
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadPayload(f"The body is not a Telegram update: {error}") from error


def _parse(body: bytes, received_at: datetime | None) -> list[Inbound]:
    update = _read_update(body)
    if "update_id" not in update:
        raise BadPayload("The body is not a Telegram update: it has no update_id.")
    origin = Origin(_number(update.pop("update_id")), received_at or datetime.now(UTC))
    found: list[Inbound] = []
    for name, raw in update.items():
        try:
            found.extend(_read(name, raw, origin))
        except (msgspec.ValidationError, RecursionError) as error:
            found.append(_unreadable(name, raw, error))
    return found or [Ignored(reason="An update without content.", payload={"update_id": origin.update_id})]


def _read(name: str, raw: msgspec.Raw, origin: Origin) -> list[Inbound]:
    reader = _READERS.get(name)
    if reader is None:
        return [Ignored(reason=f"Updates of the kind “{name}” are not used.", payload={name: _read_any(raw)})]
    return list(reader(raw, origin))


def _number(raw: msgspec.Raw) -> int:
    """Return the update's number, -1 for a strange one: it only orders and names."""
    try:
        value: Any = _read_any(raw)
        return int(value) if isinstance(value, int | str) else -1
    except (ValueError, RecursionError):
        return -1


def _unreadable(name: str, raw: msgspec.Raw, error: Exception) -> Ignored:
    try:
        content = _read_any(raw)
    except RecursionError:
        content = bytes(raw).decode("utf-8", "replace")
    return Ignored(reason=f"Unreadable {name}: {error}", payload={"raw": content})
