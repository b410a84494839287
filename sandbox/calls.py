"""The log of every call each way, with secrets masked before they are stored."""

import re
from typing import Any

import msgspec

from sandbox.live import Hub
from sandbox.store import Store, iso, now

KEPT_CALLS = 1000
KEPT_BODY_BYTES = 16_384
SHOWN_HEADERS = frozenset(
    {
        "content-type",
        "user-agent",
        "authorization",
        "x-hub-signature-256",
        "x-telegram-bot-api-secret-token",
        "retry-after",
        "openai-organization",
    }
)
SECRET_PARAMETER = re.compile(
    r'((?:access_token|input_token|client_secret|appsecret_proof|secret_token|hash)(?:=|"\s*:\s*"))([^&"\s]+)'
)

BOT_TOKEN = re.compile(r"(\bbot\d+:)([A-Za-z0-9_-]{8,})")


def mask(secret: str) -> str:
    """Keep enough of a secret to tell two apart."""
    return f"{secret[:4]}…{secret[-3:]}" if len(secret) > 12 else "…"


def masked(text: str) -> str:
    """Mask token-like parameters in a URL or a body."""
    text = BOT_TOKEN.sub(lambda found: found.group(1) + mask(found.group(2)), text)
    return SECRET_PARAMETER.sub(lambda found: found.group(1) + mask(found.group(2)), text)


def shown_headers(headers: list[tuple[str, str]]) -> dict[str, str]:
    """Return the headers worth reading, the bearer masked."""
    kept = {name.lower(): value for name, value in headers if name.lower() in SHOWN_HEADERS}
    if bearer := kept.get("authorization"):
        scheme, _, secret = bearer.partition(" ")
        kept["authorization"] = f"{scheme} {mask(secret)}"
    if shown := kept.get("x-telegram-bot-api-secret-token"):
        kept["x-telegram-bot-api-secret-token"] = mask(shown)
    return kept


def shown_body(raw: bytes, size: int | None = None) -> str:
    """Return text for a body, or its size when it is a file or longer than the log keeps."""
    total = len(raw) if size is None else size
    try:
        text = raw[:KEPT_BODY_BYTES].decode("utf-8", "strict" if total <= KEPT_BODY_BYTES else "ignore")
    except UnicodeDecodeError:
        return f"({total} bytes, not text)"
    if "\x00" in text or "\ufffd" in text:
        return f"({total} bytes, not text)"
    tail = f"\n… ({total} bytes in all)" if total > KEPT_BODY_BYTES else ""
    return masked(text) + tail


class CallLog:
    """The last thousand calls: "in" goes to the product, "out" from the product to the vendor."""

    def __init__(self, store: Store, hub: Hub) -> None:
        self._store, self._hub = store, hub

    def record(
        self,
        *,
        direction: str,
        platform: str,
        method: str,
        url: str,
        status: int | None,
        ms: float,
        request_headers: list[tuple[str, str]],
        request_body: str,
        response_body: str,
        note: str = "",
    ) -> None:
        """Store one call and tell the page."""
        row_id = self._store.insert(
            "calls",
            at=now(),
            direction=direction,
            platform=platform,
            method=method,
            url=masked(url),
            status=status,
            ms=round(ms, 1),
            note=note,
            request_headers=msgspec.json.encode(shown_headers(request_headers)).decode(),
            request_body=request_body,
            response_body=response_body,
        )
        if row_id % 50 == 0:
            self._store.run("DELETE FROM calls WHERE id <= ?", row_id - KEPT_CALLS)
        self._hub.tell("call", id=row_id)

    def after(self, last_id: int, limit: int) -> list[dict[str, Any]]:
        """Return up to `limit` calls later than `last_id`, oldest first; without an id, the newest."""
        newest_first = last_id <= 0
        order = "DESC" if newest_first else "ASC"
        sql = f"SELECT * FROM calls WHERE id > ? ORDER BY id {order} LIMIT ?"  # noqa: S608 - two fixed words
        found = self._store.rows(sql, last_id, limit)
        return [_shown(row) for row in (reversed(found) if newest_first else found)]


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "at": iso(row["at"]),
        "request_headers": msgspec.json.decode(row["request_headers"]),
    }
