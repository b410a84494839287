"""Business accounts that exist in the sandbox, each with the token that may use it."""

from dataclasses import dataclass
from typing import Any, Protocol

import msgspec

from sandbox.live import Hub
from sandbox.store import Store, now
from sandbox.web import only, text_of

COMMON = ("platform", "account", "name", "tenant", "token")


@dataclass(frozen=True, slots=True)
class Account:
    """One business account: `account` is the id the platform routes by, `fields` is the platform's own.

    For WhatsApp `account` is Meta's phone_number_id and `waba` its business account.
    """

    platform: str
    account: str
    waba: str
    phone: str
    name: str
    tenant: str
    token: str
    subscribed: bool
    profile: dict[str, Any]
    created_at: float
    fields: dict[str, Any]

    @property
    def display_phone(self) -> str:
        return f"+{self.phone}"

    def shown(self) -> dict[str, Any]:
        """Return the control API's shape. The token is shown: a person needs it to connect a workspace."""
        common = ("platform", "account", "name", "tenant", "token", "subscribed")
        shown = {key: getattr(self, key) for key in common}
        if self.platform == "whatsapp":
            shown |= {"waba": self.waba, "phone": self.phone}
        return {"id": self.account} | shown | self.fields

    @property
    def key(self) -> str:
        """The name under which tokens list this account."""
        return f"{self.platform}:{self.account}"


class AccountRules(Protocol):
    """The part of a platform that knows what its accounts are made of."""

    name: str
    account_fields: tuple[str, ...]

    def new_account_id(self) -> str: ...

    def new_token(self, account_id: str) -> str: ...

    def account(self, account_id: str, body: dict[str, Any], old: Account | None) -> dict[str, Any]: ...


class Accounts:
    """The registered accounts."""

    def __init__(self, store: Store, hub: Hub) -> None:
        self._store, self._hub = store, hub

    def all(self, platform: str = "") -> list[Account]:
        """Return every account, or those of one platform."""
        rows = self._store.rows("SELECT * FROM accounts ORDER BY tenant, created_at")
        return [_account(row) for row in rows if platform in ("", row["platform"])]

    def find(self, account: str, platform: str = "whatsapp") -> Account | None:
        return _maybe(
            self._store.row("SELECT * FROM accounts WHERE platform = ? AND account = ?", platform, account)
        )

    def of_token(self, token: str, platform: str = "whatsapp") -> list[Account]:
        """Return the accounts this token may use; empty means the token is invalid."""
        rows = self._store.rows(
            "SELECT * FROM accounts a WHERE platform = ? AND (token = ? OR EXISTS (SELECT 1 FROM tokens t,"
            " json_each(t.accounts) j WHERE t.token = ? AND j.value = a.platform || ':' || a.account))",
            platform,
            token,
            token,
        )
        return [_account(row) for row in rows]

    def register(self, body: dict[str, Any], rules: AccountRules) -> tuple[Account, bool]:
        """Create or update an account; returns it and whether it is new. Missing values are made up."""
        only(body, *COMMON, *rules.account_fields)
        account_id = text_of(body, "account", "") or rules.new_account_id()
        old = self.find(account_id, rules.name)
        fields = rules.account(account_id, body, old)
        token = text_of(body, "token", old.token if old else "", limit=500) or rules.new_token(account_id)
        self._store.run(
            "INSERT INTO accounts (platform, account, name, tenant, token, waba, phone, fields, created_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (platform, account) DO UPDATE SET"
            " waba = excluded.waba, phone = excluded.phone, name = excluded.name, tenant = excluded.tenant,"
            " token = excluded.token, fields = excluded.fields",
            rules.name,
            account_id,
            text_of(body, "name", old.name if old else None),
            text_of(body, "tenant", old.tenant if old else ""),
            token,
            fields.pop("waba", ""),
            fields.pop("phone", ""),
            msgspec.json.encode(fields).decode(),
            now(),
        )
        self._hub.tell("accounts")
        found = self.find(account_id, rules.name)
        assert found is not None
        return found, old is None

    def subscribe(self, waba: str, *, is_on: bool) -> None:
        """Switch webhooks of a WhatsApp business account on or off."""
        self._store.run("UPDATE accounts SET subscribed = ? WHERE waba = ?", int(is_on), waba)

    def subscribe_account(self, account: Account, *, is_on: bool) -> None:
        """Switch webhooks of one account on or off."""
        self._store.run(
            "UPDATE accounts SET subscribed = ? WHERE platform = ? AND account = ?",
            int(is_on),
            account.platform,
            account.account,
        )

    def save_profile(self, account: Account, changes: dict[str, Any]) -> None:
        """Merge the business profile a product sets."""
        self._save("profile", account, {**account.profile, **changes})

    def save_fields(self, account: Account, changes: dict[str, Any]) -> None:
        """Merge the platform's own fields: a webhook address, subscribed fields, an expiry."""
        self._save("fields", account, {**account.fields, **changes})

    def save_token(self, account: Account, token: str) -> None:
        """Give an account another token, as a new sign-in does."""
        self._store.run(
            "UPDATE accounts SET token = ? WHERE platform = ? AND account = ?",
            token,
            account.platform,
            account.account,
        )
        self._hub.tell("accounts")

    def _save(self, column: str, account: Account, value: dict[str, Any]) -> None:
        self._store.run(
            f"UPDATE accounts SET {column} = ? WHERE platform = ? AND account = ?",  # noqa: S608 - two names
            msgspec.json.encode(value).decode(),
            account.platform,
            account.account,
        )


def _maybe(row: dict[str, Any] | None) -> Account | None:
    return _account(row) if row else None


def _account(row: dict[str, Any]) -> Account:
    decoded = {key: msgspec.json.decode(row[key]) for key in ("profile", "fields")}
    return Account(**{**row, **decoded, "subscribed": bool(row["subscribed"])})
