"""One request's view of the simulated Stripe: whose objects, which clock, and the events it gives rise to."""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.stripe.shelf import Obj, Shelf, shown

# (body, lane) → the queue of signed webhooks
Deliver = Callable[[bytes, str], object]


@dataclass(slots=True)
class Desk:
    """`account` is the connected account in whose name the request is made; empty is the platform itself."""

    shelf: Shelf
    deliver: Deliver
    own_url: str
    account: str = ""
    idempotency_key: str | None = None
    request_id: str | None = field(default_factory=lambda: "req_" + secrets.token_hex(7))

    def now(self) -> int:
        return self.shelf.now()

    def new(self, kind: str, **fields: Any) -> Obj:
        return self.shelf.new(kind, **fields)

    def put(self, obj: Obj) -> Obj:
        return self.shelf.put(obj, self.account)

    def get(self, kind: str, object_id: Any) -> Obj:
        return self.shelf.get(kind, str(object_id), self.account)

    def find(self, object_id: Any) -> Obj | None:
        return self.shelf.find(str(object_id), self.account) if object_id else None

    def all(self, kind: str) -> list[Obj]:
        return self.shelf.all(kind, self.account)

    def by_itself(self, account: str | None = None) -> "Desk":
        """Return the desk of what happens without a request: a renewal, a click on a page."""
        whose = self.account if account is None else account
        return Desk(self.shelf, self.deliver, self.own_url, whose, request_id=None)

    def emit(self, kind: str, obj: Obj, before: Obj | None = None) -> None:
        """Store an event and send it; `before` is the object as it was, for *.updated."""
        seen = shown(obj)
        data: Obj = {"object": seen}
        if before is not None:
            old = shown(before)
            data["previous_attributes"] = {k: v for k, v in old.items() if seen.get(k) != v}
            if not data["previous_attributes"]:
                return
        request = {"id": self.request_id, "idempotency_key": self.idempotency_key}
        event = self.new("event", type=kind, data=data, request=request)
        whose = obj["id"] if obj["object"] == "account" else self.account
        if whose:
            event["account"] = whose
        self.put(event)
        self.deliver(json.dumps(event, indent=2).encode(), f"stripe:{whose}")
