"""Which accounts does a webhook body concern? Runs in the door, for every request: pure and fast."""

from typing import Any

import msgspec

from tenant_apps.channels.adapters.mending import mend
from tenant_apps.channels.adapters.meta_object import platform_of
from tenant_apps.channels.adapters.protocol import Slice
from tenant_apps.channels.adapters.whatsapp.split import split as split_whatsapp
from tenant_apps.channels.errors import BadPayload

from .payloads import UNKNOWN_ACCOUNT


class _Entry(msgspec.Struct):
    id: str


class _Envelope(msgspec.Struct):
    entry: list[_Entry]
    object: str = ""


class _LooseEnvelope(msgspec.Struct):
    entry: list[msgspec.Raw]
    object: Any = None


_read = msgspec.json.Decoder(_Envelope).decode
_read_loose = msgspec.json.Decoder(_LooseEnvelope).decode
_read_object = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_read_any = msgspec.json.Decoder().decode
_write = msgspec.json.Encoder().encode


def split(body: bytes, door: str) -> list[Slice]:
    """Return one slice per page or Instagram account, in order; the body itself when there is only one.

    `door` is the channel whose address was called: a body for another of Meta's products names that channel.
    Raises BadPayload when the body is not a JSON object with a list of entries.
    """
    try:
        envelope = _read(body)
    except msgspec.ValidationError:
        return _split_mended(body, door)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _split_loosely(mend(body), door)
    platform = _elsewhere(envelope.object, door)
    if platform == "whatsapp":
        return _for_whatsapp(body)
    accounts = {entry.id for entry in envelope.entry}
    if len(accounts) == 1:
        account = accounts.pop()
        # PostgreSQL, where the ledger keeps the account, refuses NUL.
        if account and "\x00" not in account:
            return [Slice(account, body, platform)]
        accounts.add(account)
    return _split_mended(body, door) if accounts else []


def _split_mended(body: bytes, door: str) -> list[Slice]:
    try:
        return _split_loosely(body, door)
    except UnicodeDecodeError:
        return _split_loosely(mend(body), door)


def _split_loosely(body: bytes, door: str) -> list[Slice]:
    """Split a body of several accounts, or with malformed parts, without decoding what the entries hold."""
    try:
        envelope = _read_loose(body)
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadPayload(f"The body is not an envelope of Meta's: {error}") from error
    platform = _elsewhere(envelope.object, door)
    if platform == "whatsapp":
        return _for_whatsapp(body)
    shares: dict[str, list[msgspec.Raw]] = {}
    for entry in envelope.entry:
        shares.setdefault(_account_of(entry), []).append(entry)
    if len(shares) == 1:
        return [Slice(next(iter(shares)), body, platform)]
    return [
        Slice(account, _write({"object": envelope.object, "entry": entries}), platform)
        for account, entries in shares.items()
    ]


def _elsewhere(object_: object, door: str) -> str:
    """Return the channel that the body is for when it is another than the door's, else an empty string."""
    found = platform_of(object_) if isinstance(object_, str) else None
    return found if found and found != door else ""


def _for_whatsapp(body: bytes) -> list[Slice]:
    return [part._replace(platform="whatsapp") for part in split_whatsapp(body)]


def _account_of(entry: msgspec.Raw) -> str:
    """Return an id that may have been sent as a number; anything else names nobody."""
    try:
        value = _read_any(_read_object(entry)["id"])
    except (msgspec.DecodeError, KeyError, RecursionError):
        return UNKNOWN_ACCOUNT
    if isinstance(value, bool) or not isinstance(value, str | int):
        return UNKNOWN_ACCOUNT
    return str(value).replace("\x00", "") or UNKNOWN_ACCOUNT
