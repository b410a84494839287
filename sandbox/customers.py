"""People with phones: the other end of every conversation."""

import random
import re
import uuid
import zlib
from dataclasses import dataclass
from typing import Any, Protocol

import msgspec

from sandbox.accounts import Accounts
from sandbox.live import Hub
from sandbox.store import Store, iso, now
from sandbox.web import Refused, only, text_of

WINDOW_S = 24 * 3600
COLORS = ("#c2416b", "#7c4dbd", "#2f6fd0", "#0f8276", "#4d7c0f", "#b45309", "#be3a2b", "#475569")
COLOR = re.compile(r"#[0-9a-fA-F]{6}")
COMMON = ("platform", "account", "name", "address", "username", "hide_phone", "color")


@dataclass(frozen=True, slots=True)
class Customer:
    """One person on one business account.

    `address` is what the platform knows them by: a wa_id (hidden from the product when hide_phone), a PSID, a
    mail address. `fields` is the platform's own.
    """

    id: str
    platform: str
    account: str
    name: str
    address: str
    user_id: str
    username: str
    hide_phone: bool
    color: str
    wrote_at: float | None
    created_at: float
    fields: dict[str, Any]

    @property
    def is_window_open(self) -> bool:
        """Tell whether the business may still answer freely (24 hours after the last message)."""
        return self.wrote_at is not None and now() - self.wrote_at < WINDOW_S

    def shown(self) -> dict[str, Any]:
        """Return the control API's shape."""
        return {
            "id": self.id,
            "platform": self.platform,
            "account": self.account,
            "name": self.name,
            "address": self.address,
            "user_id": self.user_id,
            "username": self.username,
            "hide_phone": self.hide_phone,
            "color": self.color,
            "window_open": self.is_window_open,
            "created_at": iso(self.created_at),
        } | self.fields


class CustomerRules(Protocol):
    """The part of a platform that knows what its customers are made of."""

    name: str
    customer_fields: tuple[str, ...]

    def new_address(self) -> str: ...

    def address(self, wanted: str) -> str: ...

    def customer(self, body: dict[str, Any], old: Customer | None) -> dict[str, Any]: ...


class Customers:
    """All phones of the sandbox."""

    def __init__(self, store: Store, hub: Hub, accounts: Accounts) -> None:
        self._store, self._hub, self._accounts = store, hub, accounts

    def all(self) -> list[Customer]:
        return [_customer(row) for row in self._store.rows("SELECT * FROM customers ORDER BY created_at")]

    def get(self, customer_id: str) -> Customer:
        """Return a customer; raises Refused 404."""
        row = self._store.row("SELECT * FROM customers WHERE id = ?", customer_id)
        if row is None:
            raise Refused("There is no such customer.", code="not_found", status=404)
        return _customer(row)

    def by_address(self, platform: str, account: str, address: str) -> Customer | None:
        return self._one("platform = ? AND account = ? AND address = ?", platform, account, address)

    def by_user_id(self, account: str, user_id: str) -> Customer | None:
        return self._one("account = ? AND user_id = ?", account, user_id)

    def create(self, body: dict[str, Any], rules: CustomerRules) -> tuple[Customer, bool]:
        """Create a phone, or return the one that has this address; the flag says whether it is new."""
        only(body, *COMMON, *rules.customer_fields)
        account = text_of(body, "account")
        if self._accounts.find(account, rules.name) is None:
            raise Refused(
                "No such account. Register it at POST /control/accounts/ first.", code="unknown_account"
            )
        address = text_of(body, "address", "")
        address = rules.address(address) if address else self._free_address(account, rules)
        if old := self.by_address(rules.name, account, address):
            return old, False
        return self.add(account, address, text_of(body, "name", limit=80), body, rules), True

    def add(
        self, account: str, address: str, name: str, options: dict[str, Any], rules: CustomerRules
    ) -> Customer:
        """Store a new phone of a known account."""
        color = text_of(options, "color", "")
        if color and not COLOR.fullmatch(color):
            raise Refused("“color” must look like #1d9bf0.")
        customer_id = str(uuid.uuid4())
        self._store.insert(
            "customers",
            id=customer_id,
            platform=rules.name,
            account=account,
            name=name,
            address=address,
            user_id=f"UA.{random.randrange(10**19, 10**20)}",  # noqa: S311 - an address, not a secret
            username=text_of(options, "username", ""),
            hide_phone=int(bool(options.get("hide_phone", False))),
            color=color or COLORS[zlib.crc32(f"{name}{address}".encode()) % len(COLORS)],
            fields=msgspec.json.encode(rules.customer(options, None)).decode(),
            created_at=now(),
        )
        self._hub.tell("customers")
        return self.get(customer_id)

    def change(self, customer_id: str, body: dict[str, Any], rules: CustomerRules) -> Customer:
        """Rename, recolour, hide the phone, open and close the 24-hour window, change the platform's own."""
        only(body, "name", "color", "username", "hide_phone", "window", *rules.customer_fields)
        customer = self.get(customer_id)
        color = text_of(body, "color", customer.color)
        if not COLOR.fullmatch(color):
            raise Refused("“color” must look like #1d9bf0.")
        self._store.run(
            "UPDATE customers SET name = ?, color = ?, username = ?, hide_phone = ?, wrote_at = ?,"
            " fields = ? WHERE id = ?",
            text_of(body, "name", customer.name, limit=80),
            color,
            text_of(body, "username", customer.username),
            int(bool(body.get("hide_phone", customer.hide_phone))),
            _window(body.get("window"), customer.wrote_at),
            msgspec.json.encode({**customer.fields, **rules.customer(body, customer)}).decode(),
            customer_id,
        )
        self._hub.tell("customers")
        return self.get(customer_id)

    def delete(self, customer_id: str) -> None:
        """Throw a phone away with its thread."""
        customer = self.get(customer_id)
        self._store.run(
            "DELETE FROM reactions WHERE message IN (SELECT id FROM messages WHERE customer = ?)", customer.id
        )
        self._store.run("DELETE FROM messages WHERE customer = ?", customer.id)
        self._store.run("DELETE FROM deliveries WHERE lane = ?", customer.id)
        self._store.run("DELETE FROM customers WHERE id = ?", customer.id)
        self._hub.tell("customers")

    def wrote(self, customer: Customer, at: float) -> None:
        """Open the 24-hour window from this moment."""
        self._store.run(
            "UPDATE customers SET wrote_at = MAX(COALESCE(wrote_at, 0), ?) WHERE id = ?", at, customer.id
        )

    def _one(self, where: str, *values: str) -> Customer | None:
        row = self._store.row(f"SELECT * FROM customers WHERE {where}", *values)  # noqa: S608 - two fixed filters
        return _customer(row) if row else None

    def _free_address(self, account: str, rules: CustomerRules) -> str:
        while True:
            address = rules.new_address()
            if self.by_address(rules.name, account, address) is None:
                return address

    def move(self, customer: Customer, *, address: str, user_id: str) -> None:
        """Give a person another number or another business-scoped id."""
        self._store.run(
            "UPDATE customers SET address = ?, user_id = ? WHERE id = ?", address, user_id, customer.id
        )
        self._hub.tell("customers")

    def save_fields(self, customer: Customer, changes: dict[str, Any]) -> None:
        """Merge the platform's own fields, for example what a conversation remembers."""
        merged = msgspec.json.encode({**customer.fields, **changes}).decode()
        self._store.run("UPDATE customers SET fields = ? WHERE id = ?", merged, customer.id)


def _window(wanted: object, wrote_at: float | None) -> float | None:
    if wanted is None:
        return wrote_at
    if wanted not in ("open", "closed"):
        raise Refused("“window” must be open or closed.")
    return now() if wanted == "open" else now() - WINDOW_S - 60


def _customer(row: dict[str, Any]) -> Customer:
    fields = msgspec.json.decode(row["fields"])
    return Customer(**{**row, "hide_phone": bool(row["hide_phone"]), "fields": fields})
