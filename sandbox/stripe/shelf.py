"""Every object of the simulated Stripe, its idempotency keys and its clock, in the sandbox's store."""

import json
import secrets
import time
from copy import deepcopy
from pathlib import Path
from typing import Any

from sandbox.store import Store
from sandbox.stripe.errors import missing

Obj = dict[str, Any]
TABLES = ("stripe_objects", "stripe_keys", "stripe_clock")
SHAPES: dict[str, Obj] = json.loads((Path(__file__).parent / "shapes.json").read_text())
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS stripe_objects (seq INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL,"
    " id TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (account, id))",
    "CREATE INDEX IF NOT EXISTS stripe_kinds ON stripe_objects (account, kind, seq)",
    "CREATE TABLE IF NOT EXISTS stripe_keys (account TEXT NOT NULL, key TEXT NOT NULL, request TEXT NOT NULL,"
    " status INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (account, key))",
    "CREATE TABLE IF NOT EXISTS stripe_clock (id INTEGER PRIMARY KEY CHECK (id = 1), ahead_s INTEGER NOT NULL)",
)
PREFIXES = {
    "account": "acct_1",
    "charge": "ch_",
    "checkout.session": "cs_test_",
    "customer": "cus_",
    "subscription": "sub_1",
    "subscription_item": "si_",
    "price": "price_1",
    "product": "prod_",
    "invoice": "in_1",
    "line_item": "il_1",
    "invoice_payment": "inpay_1",
    "payment_intent": "pi_1",
    "payment_method": "pm_1",
    "refund": "re_1",
    "setup_intent": "seti_1",
    "application_fee": "fee_1",
    "billing_portal.session": "bps_1",
    "event": "evt_1",
}


class Shelf:
    """Objects by id within one account ("" is the platform's own), newest first in lists."""

    def __init__(self, store: Store) -> None:
        self.store = store
        for statement in _SCHEMA:
            store.run(statement)

    def new(self, kind: str, **fields: Any) -> Obj:
        """Return an object with every field of its shape; it is not stored yet."""
        fresh = deepcopy(SHAPES[kind])
        if "id" in fresh and not fields.get("id"):
            fresh["id"] = PREFIXES[kind] + secrets.token_hex(9)
        if "created" in fresh:
            fresh["created"] = self.now()
        return fresh | {key: value for key, value in fields.items() if key != "id" or value}

    def put(self, obj: Obj, account: str = "") -> Obj:
        self.store.run(
            "INSERT INTO stripe_objects (account, id, kind, body) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (account, id) DO UPDATE SET body = excluded.body",
            account, obj["id"], obj["object"], json.dumps(obj),
        )  # fmt: skip
        return obj

    def find(self, object_id: str, account: str = "") -> Obj | None:
        row = self.store.row(
            "SELECT body FROM stripe_objects WHERE account = ? AND id = ?", account, object_id
        )
        return json.loads(row["body"]) if row else None

    def get(self, kind: str, object_id: str, account: str = "") -> Obj:
        """Return an object of this kind; raises StripeRefusal resource_missing."""
        found = self.find(object_id, account)
        if found is None or found["object"] != kind:
            raise missing(kind.replace("checkout.", "checkout "), object_id)
        return found

    def all(self, kind: str, account: str = "") -> list[Obj]:
        rows = self.store.rows(
            "SELECT body FROM stripe_objects WHERE account = ? AND kind = ? ORDER BY seq DESC", account, kind
        )
        return [json.loads(row["body"]) for row in rows]

    def accounts(self) -> list[str]:
        """Return every account that has objects, the platform's own first."""
        rows = self.store.rows("SELECT DISTINCT account FROM stripe_objects ORDER BY account")
        return [row["account"] for row in rows]

    def owner(self, object_id: str) -> str | None:
        """Return the account whose object this is ("" is the platform), None when there is no such object."""
        row = self.store.row("SELECT account FROM stripe_objects WHERE id = ?", object_id)
        return str(row["account"]) if row else None

    def drop(self, object_id: str, account: str = "") -> None:
        self.store.run("DELETE FROM stripe_objects WHERE account = ? AND id = ?", account, object_id)

    def now(self) -> int:
        """Return Stripe's time in Unix seconds: ours, moved ahead by whoever plays with the clock."""
        return int(time.time()) + self.ahead_s()

    def ahead_s(self) -> int:
        row = self.store.row("SELECT ahead_s FROM stripe_clock WHERE id = 1")
        return int(row["ahead_s"]) if row else 0

    def set_clock(self, at: int) -> None:
        ahead = at - int(time.time())
        self.store.run("INSERT OR REPLACE INTO stripe_clock (id, ahead_s) VALUES (1, ?)", ahead)

    def answered(self, account: str, key: str) -> Obj | None:
        """Return {request, status, body} that this idempotency key was answered with."""
        return self.store.row("SELECT * FROM stripe_keys WHERE account = ? AND key = ?", account, key)

    def keep_answer(self, account: str, key: str, request: str, status: int, body: str) -> None:
        self.store.run(
            "INSERT OR REPLACE INTO stripe_keys VALUES (?, ?, ?, ?, ?)", account, key, request, status, body
        )


def shown(value: Any) -> Any:
    """Return an object as the API shows it: without the fields that only the sandbox keeps (`_…`)."""
    if isinstance(value, dict):
        return {key: shown(each) for key, each in value.items() if not key.startswith("_")}
    return [shown(each) for each in value] if isinstance(value, list) else value
