"""What each phone shows: messages, ticks, reactions, edits."""

import secrets
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from sandbox.customers import Customer
from sandbox.live import Hub
from sandbox.store import Store, iso, now

Direction = Literal["from_customer", "to_customer"]
# A status may only move forward; "failed" is final.
RANK = {"queued": 0, "sent": 1, "delivered": 2, "read": 3, "failed": 4}


@dataclass(frozen=True, slots=True)
class Message:
    """One bubble. `content` is the vendor's own object for it."""

    seq: int
    id: str
    customer: str
    direction: Direction
    kind: str
    text: str
    status: str
    at: float
    content: dict[str, Any]
    reply_to: str
    error: str
    edited: bool
    deleted: bool
    seen: bool
    callback: str


class Messages:
    """All threads."""

    def __init__(self, store: Store, hub: Hub) -> None:
        self._store, self._hub = store, hub

    def add(
        self,
        customer: Customer,
        direction: Direction,
        kind: str,
        text: str,
        content: dict[str, Any],
        *,
        reply_to: str = "",
        callback: str = "",
        message_id: str = "",
        at: float | None = None,
    ) -> Message:
        """Store a bubble and show it on open pages."""
        message_id = message_id or new_wamid(customer)
        self._store.insert(
            "messages",
            id=message_id,
            customer=customer.id,
            direction=direction,
            kind=kind,
            text=text,
            status="queued",
            at=at or now(),
            content=msgspec.json.encode(content).decode(),
            reply_to=reply_to,
            callback=callback,
        )
        self.announce(customer.id)
        found = self.find(message_id)
        assert found is not None
        return found

    def find(self, message_id: str) -> Message | None:
        row = self._store.row("SELECT * FROM messages WHERE id = ?", message_id)
        return _message(row) if row else None

    def thread(self, customer_id: str, limit: int = 200) -> list[Message]:
        """Return the latest bubbles, oldest first."""
        rows = self._store.rows(
            "SELECT * FROM messages WHERE customer = ? ORDER BY seq DESC LIMIT ?", customer_id, limit
        )
        return [_message(row) for row in reversed(rows)]

    def advance(self, message_id: str, status: str, error: str = "") -> None:
        """Move a message's ticks forward; a late or repeated status changes nothing."""
        message = self.find(message_id)
        if message is None or RANK[status] <= RANK[message.status]:
            return
        self._store.run("UPDATE messages SET status = ?, error = ? WHERE id = ?", status, error, message_id)
        self.announce(message.customer)

    def mark_read_until(self, message: Message) -> None:
        """Turn the customer's own ticks blue up to this message, as Meta does."""
        self._store.run(
            "UPDATE messages SET status = 'read'"
            " WHERE customer = ? AND direction = 'from_customer' AND seq <= ?",
            message.customer,
            message.seq,
        )
        self.announce(message.customer)

    def previews(self) -> dict[str, dict[str, Any]]:
        """Return the latest bubble and the unseen count of every thread, by customer id."""
        rows = self._store.rows(
            "SELECT m.customer, m.kind, m.text, m.direction, m.at, m.deleted, (SELECT COUNT(*) FROM messages u"
            " WHERE u.customer = m.customer AND u.direction = 'to_customer' AND u.seen = 0) AS unseen"
            " FROM messages m JOIN (SELECT MAX(seq) AS seq FROM messages GROUP BY customer) l ON l.seq = m.seq"
        )
        return {
            row.pop("customer"): {**row, "at": iso(row["at"]), "deleted": bool(row["deleted"])}
            for row in rows
        }

    def take_unseen(self, customer_id: str) -> list[Message]:
        """Mark the business's messages as looked at and return those that were not before."""
        rows = self._store.rows(
            "SELECT * FROM messages WHERE customer = ? AND direction = 'to_customer' AND seen = 0"
            " AND status <> 'failed' ORDER BY seq",
            customer_id,
        )
        self._store.run(
            "UPDATE messages SET seen = 1 WHERE customer = ? AND direction = 'to_customer'", customer_id
        )
        return [_message(row) for row in rows]

    def react(self, message: Message, side: str, emoji: str) -> None:
        """Set or (empty emoji) remove one side's reaction."""
        if emoji:
            self._store.run("INSERT OR REPLACE INTO reactions VALUES (?, ?, ?)", message.id, side, emoji)
        else:
            self._store.run("DELETE FROM reactions WHERE message = ? AND side = ?", message.id, side)
        self.announce(message.customer)

    def reactions(self, customer_id: str) -> dict[str, list[dict[str, str]]]:
        """Return the reactions of a thread by message id."""
        rows = self._store.rows(
            "SELECT r.* FROM reactions r JOIN messages m ON m.id = r.message WHERE m.customer = ?",
            customer_id,
        )
        found: dict[str, list[dict[str, str]]] = {}
        for row in rows:
            found.setdefault(row["message"], []).append({"by": row["side"], "emoji": row["emoji"]})
        return found

    def attach(self, message: Message, content: dict[str, Any]) -> None:
        """Replace the vendor's object, once a linked file has arrived."""
        encoded = msgspec.json.encode(content).decode()
        self._store.run("UPDATE messages SET content = ? WHERE id = ?", encoded, message.id)
        self.announce(message.customer)

    def edit(self, message: Message, text: str) -> None:
        self._store.run("UPDATE messages SET text = ?, edited = 1 WHERE id = ?", text, message.id)
        self.announce(message.customer)

    def revoke(self, message: Message) -> None:
        self._store.run("UPDATE messages SET deleted = 1, text = '' WHERE id = ?", message.id)
        self.announce(message.customer)

    def announce(self, customer_id: str) -> None:
        """Tell open pages that this thread has changed."""
        self._hub.tell("thread", customer=customer_id)


def new_wamid(customer: Customer) -> str:
    """Make a message id that looks like Meta's and never repeats."""
    return f"wamid.HB{customer.address[-9:]}{secrets.token_hex(14).upper()}"


def _message(row: dict[str, Any]) -> Message:
    flags = {name: bool(row[name]) for name in ("edited", "deleted", "seen")}
    return Message(**{**row, **flags, "content": msgspec.json.decode(row["content"])})
