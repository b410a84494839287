"""One webhook slice → everything it tells, in order. Nothing is dropped without a reason."""

from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime
from typing import Any

import msgspec

from tenant_apps.channels.adapters.mending import mend
from tenant_apps.channels.errors import BadPayload
from tenant_apps.channels.inbound import Ignored, Inbound

from .dialect import Dialect
from .events import read_event
from .messages import Place, read_any
from .moments import moment
from .payloads import UNKNOWN_ACCOUNT, Change, Entry, Envelope, text_of

# Reads the value of one webhook field, which is a JSON object.
ReadChange = Callable[[dict[str, Any], Place], Inbound]
ChangeReaders = dict[str, ReadChange]

_read_envelope = msgspec.json.Decoder(Envelope).decode
_read_entry = msgspec.json.Decoder(Entry).decode
_read_change = msgspec.json.Decoder(Change).decode
# Wrong types or absurd depth concern one part only; broken encoding has to be mended in the whole body.
_UNREADABLE = (msgspec.ValidationError, RecursionError)


def parse(
    body: bytes,
    dialect: Dialect,
    changes: ChangeReaders,
    *,
    received_at: datetime | None,
    own_apps: Collection[str],
) -> list[Inbound]:
    """Read a webhook body; a part that cannot be read becomes Ignored with its reason and content.

    `received_at` dates what carries no readable timestamp. Raises BadPayload when there is no envelope.
    """
    if b"\\u0000" in body:
        body = mend(body)
    try:
        return _parse(body, dialect, changes, received_at, own_apps)
    except msgspec.ValidationError as error:
        raise BadPayload(f"The body is not an envelope of Meta's: {error}") from error
    except (msgspec.DecodeError, UnicodeDecodeError):
        body = mend(body)
    except RecursionError as error:
        raise BadPayload("The body is nested too deep.") from error
    try:
        return _parse(body, dialect, changes, received_at, own_apps)
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadPayload(f"The body is not an envelope of Meta's: {error}") from error


def _parse(
    body: bytes,
    dialect: Dialect,
    changes: ChangeReaders,
    received_at: datetime | None,
    own_apps: Collection[str],
) -> list[Inbound]:
    found: list[Inbound] = []
    position = iter(range(len(body)))
    received_at = received_at or datetime.now(UTC)
    for raw in _read_envelope(body).entry:
        try:
            entry = _read_entry(raw)
        except _UNREADABLE as error:
            found.append(_unreadable("entry", raw, error))
            continue
        account_id = text_of(entry.id) or UNKNOWN_ACCOUNT
        place = Place(dialect, account_id, moment(entry.time, received_at), position, own_apps)
        found += _entry(entry, raw, place, changes)
    return found


def _entry(entry: Entry, raw: msgspec.Raw, place: Place, changes: ChangeReaders) -> list[Inbound]:
    found: list[Inbound] = []
    _each(entry.messaging or (), "event", found, lambda part: read_event(part, place))
    _each(
        entry.changes or (), "change", found, lambda part: _change(_read_change(part), part, place, changes)
    )
    if entry.field:
        flat = Change(entry.field, entry.value)
        _each((raw,), "change", found, lambda part: _change(flat, part, place, changes))
    if entry.standby:
        place.is_standby = True
        _each(entry.standby, "event", found, lambda part: read_event(part, place))
    if not found:
        found.append(Ignored(reason="An entry that tells nothing.", payload={"entry": read_any(raw)}))
    return found


def _each(
    parts: Iterable[msgspec.Raw],
    what: str,
    found: list[Inbound],
    read: Callable[[msgspec.Raw], Iterable[Inbound]],
) -> None:
    for part in parts:
        try:
            found += read(part)
        except _UNREADABLE as error:
            found.append(_unreadable(what, part, error))


def _change(change: Change, raw: msgspec.Raw, place: Place, changes: ChangeReaders) -> Iterable[Inbound]:
    value = read_any(change.value)
    if not isinstance(value, dict):
        return [Ignored(reason="A change without an object as its value.", payload={"change": read_any(raw)})]
    reader = changes.get(change.field or "")
    if reader:
        return [reader(value, place)]
    if "sender" in value or "recipient" in value:
        # So come the events of the dashboard's test button, and some of the Instagram Login.
        return read_event(change.value, place)
    return [Ignored(reason=f"The field “{change.field}” is not used.", payload={"value": value})]


def _unreadable(what: str, raw: msgspec.Raw, error: Exception) -> Ignored:
    try:
        content = read_any(raw)
    except RecursionError:
        content = bytes(raw).decode()
    return Ignored(reason=f"Unreadable {what}: {error}", payload={"raw": content})
