"""Which accounts does a webhook body concern? Runs in the door, for every request: pure and fast."""

from typing import Any

import msgspec

from tenant_apps.channels.adapters.mending import mend
from tenant_apps.channels.adapters.meta_object import platform_of
from tenant_apps.channels.adapters.protocol import Slice
from tenant_apps.channels.errors import BadPayload

from .payloads import UNKNOWN_ACCOUNT, account_of


class _Metadata(msgspec.Struct):
    phone_number_id: str = ""


class _Value(msgspec.Struct):
    metadata: _Metadata | None = None


class _Change(msgspec.Struct):
    value: _Value


class _Entry(msgspec.Struct):
    changes: list[_Change]
    id: str = ""


class _Envelope(msgspec.Struct):
    entry: list[_Entry]


class _LooseEnvelope(msgspec.Struct):
    entry: list[msgspec.Raw]


# Meta writes the name first; where it stands elsewhere, the whole body has to be looked through.
_OWN_NAME = b'"whatsapp_business_account"'
_HEAD = 64


class _Name(msgspec.Struct):
    object: Any = None


_read_name = msgspec.json.Decoder(_Name).decode
_read = msgspec.json.Decoder(_Envelope).decode
_read_loose = msgspec.json.Decoder(_LooseEnvelope).decode
_read_object = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_read_list = msgspec.json.Decoder(list[msgspec.Raw]).decode
_read_any = msgspec.json.Decoder().decode
_write = msgspec.json.Encoder().encode


def split(body: bytes) -> list[Slice]:
    """Return one slice per account, in order of appearance; the body itself when there is only one.

    Raises BadPayload when the body is not a JSON object with a list of entries.
    """
    try:
        envelope = _read(body)
    except msgspec.ValidationError:
        return _split_mended(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _split_loosely(mend(body))
    accounts = {
        account_of(entry.id, change.value.metadata.phone_number_id if change.value.metadata else "")
        for entry in envelope.entry
        for change in entry.changes
    }
    # PostgreSQL, where the ledger keeps the account, refuses NUL.
    if any("\x00" in account for account in accounts):
        return _split_loosely(mend(body))
    if len(accounts) == 1:
        return [Slice(accounts.pop(), body)]
    return _split_mended(body) if accounts else []


def _split_mended(body: bytes) -> list[Slice]:
    try:
        return _split_loosely(body)
    except UnicodeDecodeError:
        return _split_loosely(mend(body))


def is_for_other(body: bytes) -> bool:
    """Tell whether the envelope is for another of Meta's products: one address may serve them all."""
    if _OWN_NAME in body[:_HEAD]:
        return False
    try:
        name = _read_name(body).object
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return isinstance(name, str) and platform_of(name) not in (None, "whatsapp")


def _split_loosely(body: bytes) -> list[Slice]:
    """Split a body of several accounts, or with malformed parts, part by part without decoding the parts."""
    try:
        entries = _read_loose(body).entry
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadPayload(f"The body is not a WhatsApp envelope: {error}") from error
    shares: dict[str, list[dict[str, Any]]] = {}
    for entry in entries:
        for account, part in _parts(entry):
            shares.setdefault(account, []).append(part)
    if len(shares) == 1:
        return [Slice(next(iter(shares)), body)]
    return [
        Slice(account, _write({"object": "whatsapp_business_account", "entry": parts}))
        for account, parts in shares.items()
    ]


def _parts(entry: msgspec.Raw) -> list[tuple[str, Any]]:
    """Return (account, entry with only that account's changes) for each account of the entry."""
    try:
        fields = _read_object(entry)
        changes = _read_list(fields.pop("changes"))
    except (msgspec.DecodeError, KeyError, RecursionError):
        return [(UNKNOWN_ACCOUNT, entry)]
    entry_id = _loose_text(fields.get("id"))
    by_account: dict[str, list[msgspec.Raw]] = {}
    for change in changes:
        by_account.setdefault(_loose_account(entry_id, change), []).append(change)
    return [(account, {**fields, "changes": own}) for account, own in by_account.items()]


def _loose_account(entry_id: str, change: msgspec.Raw) -> str:
    try:
        metadata = _read_object(_read_object(_read_object(change)["value"])["metadata"])
    except (msgspec.DecodeError, KeyError, RecursionError):
        return account_of(entry_id, "")
    return account_of(entry_id, _loose_text(metadata.get("phone_number_id")))


def _loose_text(raw: msgspec.Raw | None) -> str:
    """Return an id that may have been sent as a number; anything else names nobody."""
    try:
        value = _read_any(raw) if raw is not None else ""
    except (msgspec.DecodeError, RecursionError):
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value).replace("\x00", "")
