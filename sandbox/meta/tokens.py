"""Access tokens and authorisation codes: what they reach, how long they live, how they die."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec

from sandbox.store import Store, now

HOUR_S, DAY_S = 3600, 86_400
LONG_LIVED_S = 5_183_944
EXPIRED, PASSWORD_CHANGED, APP_REMOVED = 463, 460, 458


@dataclass(frozen=True, slots=True)
class Token:
    """One token or code. `accounts` are "platform:account"; `expires_at` None means never."""

    token: str
    kind: str
    accounts: tuple[str, ...]
    scopes: tuple[str, ...]
    note: Mapping[str, Any]
    expires_at: float | None
    dead_subcode: int
    issued_at: float

    @property
    def subcode(self) -> int:
        """Return why Meta refuses it (463 expired, 460 password changed, 458 app removed), or 0."""
        if self.dead_subcode:
            return self.dead_subcode
        return EXPIRED if self.expires_at is not None and self.expires_at <= now() else 0

    @property
    def reason(self) -> str:
        """Say in Meta's words why it is refused."""
        if self.subcode == EXPIRED:
            ended = datetime.fromtimestamp(self.expires_at or 0, UTC).strftime("%A, %d-%b-%y %H:%M:%S UTC")
            current = datetime.fromtimestamp(now(), UTC).strftime("%A, %d-%b-%y %H:%M:%S UTC")
            return f"Error validating access token: Session has expired on {ended}. The current time is {current}."
        if self.subcode == PASSWORD_CHANGED:
            return (
                "Error validating access token: The session has been invalidated because the user changed"
                " their password or Facebook has changed the session for security reasons."
            )
        return "Error validating access token: The user has not authorized application."


class Tokens:
    """The tokens that have a life of their own; an account's registered token needs no row until it dies."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def issue(
        self,
        kind: str,
        accounts: Iterable[str],
        *,
        scopes: Iterable[str] = (),
        lifetime_s: float | None = None,
        note: Mapping[str, Any] | None = None,
    ) -> Token:
        """Make and store a new token or code."""
        prefix = {"instagram": "IGAA", "code": "AQ"}.get(kind, "EAA")
        token = prefix + secrets.token_urlsafe(48).replace("-", "x").replace("_", "Z")
        self._write(token, kind, list(accounts), list(scopes), note or {}, lifetime_s)
        found = self.find(token)
        assert found is not None
        return found

    def find(self, token: str) -> Token | None:
        row = self._store.row("SELECT * FROM tokens WHERE token = ?", token)
        if row is None:
            return None
        decoded = {key: msgspec.json.decode(row[key]) for key in ("accounts", "scopes", "note")}
        lists = {key: tuple(decoded[key]) for key in ("accounts", "scopes")}
        return Token(**{**row, **decoded, **lists})

    def of_account(self, key: str) -> list[str]:
        """Return the tokens that reach an account, beside its registered one."""
        rows = self._store.rows(
            "SELECT token FROM tokens t, json_each(t.accounts) j WHERE j.value = ? AND kind <> 'code'", key
        )
        return [row["token"] for row in rows]

    def die(self, token: str, key: str, *, subcode: int = 0) -> None:
        """Make a token invalid from now on."""
        self.change(token, key, dead_subcode=subcode or APP_REMOVED)

    def change(self, token: str, key: str, **columns: object) -> None:
        """Set columns of a token; a registered token gets its row first."""
        if self.find(token) is None:
            self._write(token, "registered", [key], [], {}, None)
        for name, value in columns.items():
            self._store.run(f"UPDATE tokens SET {name} = ? WHERE token = ?", value, token)  # noqa: S608 - our names

    def use_up(self, code: str) -> None:
        """Forget a code: it works once."""
        self._store.run("DELETE FROM tokens WHERE token = ?", code)

    def _write(
        self,
        token: str,
        kind: str,
        accounts: list[str],
        scopes: list[str],
        note: Mapping[str, Any],
        lifetime_s: float | None,
    ) -> None:
        self._store.insert(
            "tokens",
            token=token,
            kind=kind,
            accounts=msgspec.json.encode(accounts).decode(),
            scopes=msgspec.json.encode(scopes).decode(),
            note=msgspec.json.encode(note).decode(),
            expires_at=None if lifetime_s is None else now() + lifetime_s,
            issued_at=now(),
        )
