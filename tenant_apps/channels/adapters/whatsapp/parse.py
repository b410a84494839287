"""One webhook slice → everything it tells, in order. Nothing is dropped without a reason."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import get_type_hints

import msgspec

from tenant_apps.channels.adapters.mending import mend
from tenant_apps.channels.errors import BadPayload
from tenant_apps.channels.inbound import (
    DeliveryReceipt,
    IdentityChange,
    Ignored,
    Inbound,
    PersonNamed,
    ReceiptStatus,
)

from . import notices
from .failures import code_for_people, reason_for_people
from .history import read_chunk
from .messages import Origin, moment, read_call, read_echo, read_message
from .payloads import Change, Changed, Entry, Envelope, StateSync, Status, UserIdUpdate, Value, account_of
from .people import identities, saved_as

_read_envelope = msgspec.json.Decoder(Envelope).decode
_read_entry = msgspec.json.Decoder(Entry).decode
_read_change = msgspec.json.Decoder(Change).decode
_read_value = msgspec.json.Decoder(Value).decode
_read_status = msgspec.json.Decoder(Status).decode
_read_id_update = msgspec.json.Decoder(UserIdUpdate).decode
_read_state = msgspec.json.Decoder(StateSync).decode
_read_any = msgspec.json.Decoder().decode
_read_object = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
# Wrong types or absurd depth concern one part only; broken encoding has to be mended in the whole body.
_UNREADABLE = (msgspec.ValidationError, RecursionError)
_VALUE_TYPES = get_type_hints(Value)

# "played" is the first playback of a voice note: it was read.
_STATUSES: dict[str, ReceiptStatus] = {
    "sent": "sent",
    "delivered": "delivered",
    "read": "read",
    "played": "read",
    "failed": "failed",
}


_CUSTOMER_FIELDS = frozenset(
    {"messages", "smb_message_echoes", "smb_app_state_sync", "user_id_update", "calls", "history"}
)


def parse(body: bytes, *, received_at: datetime | None = None) -> list[Inbound]:
    """Read a webhook body; a part that cannot be read becomes Ignored with its reason and content.

    `received_at` dates what carries no readable timestamp. Raises BadPayload when there is no envelope.
    """
    if b"\\u0000" in body:
        body = mend(body)
    try:
        return _parse(body, received_at)
    except msgspec.ValidationError as error:
        raise BadPayload(f"The body is not a WhatsApp envelope: {error}") from error
    except (msgspec.DecodeError, UnicodeDecodeError):
        body = mend(body)
    except RecursionError as error:
        raise BadPayload("The body is nested too deep.") from error
    try:
        return _parse(body, received_at)
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadPayload(f"The body is not a WhatsApp envelope: {error}") from error


def _parse(body: bytes, received_at: datetime | None) -> list[Inbound]:
    found: list[Inbound] = []
    position = iter(range(len(body)))
    for raw_entry in _read_envelope(body).entry:
        try:
            entry = _read_entry(raw_entry)
        except _UNREADABLE as error:
            found.append(_unreadable("entry", raw_entry, error))
            continue
        fallback_at = moment(entry.time, received_at or datetime.now(UTC))
        for raw_change in entry.changes:
            try:
                found.extend(_changes(entry, raw_change, fallback_at, position))
            except _UNREADABLE as error:
                found.append(_unreadable("change", raw_change, error))
    return found


def _changes(
    entry: Entry, raw: msgspec.Raw, fallback_at: datetime, position: Iterator[int]
) -> Iterable[Inbound]:
    change = _read_change(raw)
    if change.field in notices.FIELDS or not change.field:
        return _account_level(entry, change, fallback_at, position)
    return _customer_level(entry, change.field, change.value, fallback_at, position)


def _account_level(
    entry: Entry, change: Change, fallback_at: datetime, position: Iterator[int]
) -> Iterable[Inbound]:
    value = _read_any(change.value)
    if not isinstance(value, dict):
        return [Ignored(reason="A change without an object as its value.", payload={"value": value})]
    # One of Meta's samples carries `field` inside `value`.
    name = change.field or str(value.get("field") or "messages")
    if name not in notices.FIELDS:
        return _customer_level(entry, name, change.value, fallback_at, position)
    metadata = value.get("metadata")
    number = metadata.get("phone_number_id") if isinstance(metadata, dict) else None
    return [notices.notice(account_of(entry.id, str(number or "")), name, value)]


def _customer_level(
    entry: Entry, name: str, raw: msgspec.Raw, fallback_at: datetime, position: Iterator[int]
) -> Iterable[Inbound]:
    if name not in _CUSTOMER_FIELDS:
        return [Ignored(reason=f"The field “{name}” is not used.", payload={"value": _read_any(raw)})]
    damaged: list[Inbound] = []
    try:
        value = _read_value(raw)
    except msgspec.ValidationError:
        value = _salvage(raw, damaged)
    number = value.metadata.phone_number_id if value.metadata else ""
    origin = Origin(account_of(entry.id, number), value, fallback_at, position)
    found = [*damaged, *_items(origin)]
    if not found:
        found.append(Ignored(reason=f"Nothing in “{name}” that is used.", payload={"value": _read_any(raw)}))
    return found


def _items(origin: Origin) -> Iterator[Inbound]:
    value = origin.value
    readers = (
        (value.messages, read_message),
        (value.message_echoes, read_echo),
        (value.statuses, _receipt),
        (value.user_id_update, _identity_change),
        (value.state_sync, _person_named),
        (value.calls, read_call),
    )
    for items, read in readers:
        for raw in items:
            try:
                yield read(raw, origin)
            except _UNREADABLE as error:
                yield _unreadable("item", raw, error)
    for raw in value.history:
        try:
            yield from read_chunk(raw, origin)
        except _UNREADABLE as error:
            yield _unreadable("item", raw, error)
    if not value.messages:
        for trouble in value.errors:
            yield notices.trouble(origin.account_id, trouble)


def _receipt(raw: msgspec.Raw, origin: Origin) -> Inbound:
    receipt = _read_status(raw)
    status = _STATUSES.get(receipt.status)
    if status is None:
        return Ignored(
            reason=f"The status “{receipt.status}” is not used.", payload={"status": _read_any(raw)}
        )
    error = receipt.errors[0] if receipt.errors and status == "failed" else None
    said = (error.error_data and error.error_data.details) or error.title or "" if error else ""
    reason = reason_for_people(error.code if error else None, said)
    return DeliveryReceipt(
        account_id=origin.account_id,
        external_id=receipt.id,
        status=status,
        at=moment(receipt.timestamp, origin.fallback_at),
        error_code=code_for_people(error.code) if error else None,
        error_reason=reason if status == "failed" else None,
        client_ref=receipt.biz_opaque_callback_data or "",
        recipient=_recipient(receipt),
        payload={"pricing": receipt.pricing} if receipt.pricing else {},
    )


def _recipient(receipt: Status) -> tuple[tuple[str, str], ...]:
    # A group's id stands where a person's number would.
    wa_id = receipt.recipient_id if receipt.recipient_type != "group" else None
    return identities(
        user_id=receipt.recipient_user_id,
        wa_id=wa_id,
        phone=wa_id,
        parent_user_id=receipt.recipient_parent_user_id,
    )


def _identity_change(raw: msgspec.Raw, origin: Origin) -> Inbound:
    update = _read_id_update(raw)
    user, parent = update.user_id or Changed(), update.parent_user_id or Changed()
    return IdentityChange(
        account_id=origin.account_id,
        previous=identities(
            user_id=user.previous, wa_id=update.wa_id, phone=update.wa_id, parent_user_id=parent.previous
        ),
        current=identities(
            user_id=user.current, wa_id=update.wa_id, phone=update.wa_id, parent_user_id=parent.current
        ),
        at=moment(update.timestamp, origin.fallback_at),
    )


def _person_named(raw: msgspec.Raw, origin: Origin) -> Inbound:
    """Read an entry of the phone's address book; who is taken out of that one stays in ours."""
    state = _read_state(raw)
    sender = saved_as(state.contact)
    if state.action != "add" or not sender.identities or not sender.name:
        reason = f"Nothing to learn from the phone's contacts (“{state.action}”)."
        return Ignored(reason=reason, payload={"state": _read_any(raw)})
    return PersonNamed(account_id=origin.account_id, sender=sender)


def _salvage(raw: msgspec.Raw, damaged: list[Inbound]) -> Value:
    """Read a value key by key when it cannot be read whole; what is beyond help goes to `damaged`."""
    value = Value()
    for name, part in _read_object(raw).items():
        if name not in Value.__struct_fields__:
            continue
        try:
            setattr(value, name, msgspec.json.decode(part, type=_VALUE_TYPES[name]))
        except _UNREADABLE as error:
            damaged.append(_unreadable(name, part, error))
    return value


def _unreadable(what: str, raw: msgspec.Raw, error: Exception) -> Ignored:
    try:
        content = _read_any(raw)
    except RecursionError:
        content = bytes(raw).decode()
    return Ignored(reason=f"Unreadable {what}: {error}", payload={"raw": content})
