"""Business numbers that exist in the sandbox, each with the token that may use it."""

import random
import re
import secrets
from dataclasses import asdict, dataclass
from typing import Any

import msgspec

from sandbox.live import Hub
from sandbox.store import Store, now
from sandbox.web import Refused, only, text_of

DIGITS = re.compile(r"\d{6,20}")
PHONE = re.compile(r"\d{7,15}")


@dataclass(frozen=True, slots=True)
class Account:
    """One business number: `account` is Meta's phone_number_id, `waba` its business account."""

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

    @property
    def display_phone(self) -> str:
        return f"+{self.phone}"

    def shown(self) -> dict[str, Any]:
        """Return the control API's shape. The token is shown: a person needs it to connect a workspace."""
        fields = asdict(self)
        del fields["created_at"], fields["profile"]
        return fields


class Accounts:
    """The registered numbers."""

    def __init__(self, store: Store, hub: Hub) -> None:
        self._store, self._hub = store, hub

    def all(self) -> list[Account]:
        return [
            _account(row) for row in self._store.rows("SELECT * FROM accounts ORDER BY tenant, created_at")
        ]

    def find(self, account: str, platform: str = "whatsapp") -> Account | None:
        return _maybe(
            self._store.row("SELECT * FROM accounts WHERE platform = ? AND account = ?", platform, account)
        )

    def of_token(self, token: str) -> list[Account]:
        """Return the numbers this bearer token may use; empty means the token is invalid."""
        return [_account(row) for row in self._store.rows("SELECT * FROM accounts WHERE token = ?", token)]

    def register(self, body: dict[str, Any]) -> tuple[Account, bool]:
        """Create or update a number; returns it and whether it is new. Missing values are made up."""
        only(body, "platform", "account", "waba", "phone", "name", "tenant", "token")
        if body.get("platform", "whatsapp") != "whatsapp":
            raise Refused("“platform” must be whatsapp.")
        number = text_of(body, "account", "") or _digits(15)
        old = self.find(number)
        fields = {
            "waba": text_of(body, "waba", old.waba if old else "") or _digits(15),
            "phone": text_of(body, "phone", old.phone if old else "").lstrip("+") or "38032" + _digits(7),
            "name": text_of(body, "name", old.name if old else None),
            "tenant": text_of(body, "tenant", old.tenant if old else ""),
            "token": text_of(body, "token", old.token if old else "", limit=500)
            or "EAA" + secrets.token_urlsafe(36),
        }
        _refuse_bad_ids(number, fields)
        self._store.run(
            "INSERT INTO accounts (platform, account, waba, phone, name, tenant, token, created_at)"
            " VALUES ('whatsapp', ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (platform, account) DO UPDATE SET"
            " waba = excluded.waba, phone = excluded.phone, name = excluded.name, tenant = excluded.tenant,"
            " token = excluded.token",
            number,
            *fields.values(),
            now(),
        )
        self._hub.tell("accounts")
        found = self.find(number)
        assert found is not None
        return found, old is None

    def subscribe(self, waba: str, *, is_on: bool) -> None:
        """Switch webhooks of a business account on or off."""
        self._store.run("UPDATE accounts SET subscribed = ? WHERE waba = ?", int(is_on), waba)

    def save_profile(self, account: Account, changes: dict[str, Any]) -> None:
        """Merge the business profile a product sets."""
        merged = msgspec.json.encode({**account.profile, **changes}).decode()
        self._store.run("UPDATE accounts SET profile = ? WHERE account = ?", merged, account.account)


def _refuse_bad_ids(number: str, fields: dict[str, str]) -> None:
    for key, value in (("account", number), ("waba", fields["waba"])):
        if not DIGITS.fullmatch(value):
            raise Refused(f"“{key}” must be 6 to 20 digits.")
    if not PHONE.fullmatch(fields["phone"]):
        raise Refused("“phone” must be 7 to 15 digits with the country code.")


def _digits(count: int) -> str:
    first = random.choice("123456789")  # noqa: S311 - an address, not a secret
    return first + "".join(random.choices("0123456789", k=count - 1))  # noqa: S311


def _maybe(row: dict[str, Any] | None) -> Account | None:
    return _account(row) if row else None


def _account(row: dict[str, Any]) -> Account:
    fields = {**row, "subscribed": bool(row["subscribed"]), "profile": msgspec.json.decode(row["profile"])}
    return Account(**fields)
