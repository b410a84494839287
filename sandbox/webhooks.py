"""Signed webhooks to the product: queued on disk, delivered in order per phone, retried until accepted."""

import asyncio
import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from typing import Any

import httpx

from sandbox.calls import CallLog, shown_body
from sandbox.faults import Faults
from sandbox.messages import Messages
from sandbox.settings import Settings
from sandbox.store import Store, now

# Meta keeps trying for up to 7 days. Pauses end at half a minute: a developer need not wait longer.
GIVE_UP_AFTER_S = 7 * 24 * 3600
LONGEST_PAUSE_S = 30.0
ANSWER_WITHIN_S = 20.0
PARALLEL = 16
OUTAGE_LOOK_S = 0.5
# Where each platform's webhooks go, unless a delivery names a path of its own.
PATHS = {
    "whatsapp": "/webhook/whatsapp/",
    "messenger": "/webhook/messenger/",
    "instagram": "/webhook/instagram/",
    "stripe": "/webhook/stripe/",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one delivery: the product's status, or why there is none."""

    status: int | None
    ms: float
    note: str = ""

    @property
    def is_accepted(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def meta_bytes(body: object) -> bytes:
    """Encode as Meta does: compact, non-ASCII escaped. The signature covers exactly these bytes."""
    return json.dumps(body, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def signature(secret: str, body: bytes) -> str:
    """Return the X-Hub-Signature-256 value for raw bytes."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def stripe_headers(body: bytes, secret: str) -> dict[str, str]:
    """Return Stripe's headers; the signature covers the time and the bytes."""
    headers = {"user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)"}
    if secret:
        at = int(time.time())
        mark = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
        headers["stripe-signature"] = f"t={at},v1={mark}"
    return headers


class Webhooks:
    """The delivery queue and the worker that empties it."""

    def __init__(
        self, settings: Settings, store: Store, calls: CallLog, faults: Faults, messages: Messages
    ) -> None:
        self._settings, self._store, self._calls = settings, store, calls
        self._faults, self._messages = faults, messages
        self._client = httpx.AsyncClient(timeout=ANSWER_WITHIN_S, limits=httpx.Limits(max_connections=32))
        self._wake = asyncio.Event()
        self._flying: set[int] = set()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._lanes: dict[str, asyncio.Lock] = {}
        self._room = asyncio.Semaphore(PARALLEL)

    def enqueue(
        self, body: bytes, *, lane: str, platform: str = "whatsapp", message: str = "", status: str = "",
        after_s: float = 0.0, path: str = "", headers: dict[str, str] | None = None,
    ) -> int:  # fmt: skip
        """Store a webhook to be sent after a pause; it survives a restart.

        `lane`: deliveries of one lane keep their order. `message`: the bubble whose tick turns "delivered" when
        the product accepts, or, with `status`, the bubble that takes this status when the webhook leaves.
        `path` and `headers` replace PATHS and Meta's signature, for platforms that do it their own way; a whole
        address goes elsewhere than to the product.
        """
        row_id = self._store.insert(
            "deliveries",
            platform=platform,
            lane=lane,
            message=message,
            status=status,
            body=body,
            path=path,
            headers=json.dumps(headers) if headers is not None else "",
            next_at=now() + after_s,
            created_at=now(),
        )
        self._wake.set()
        return row_id

    async def send_now(
        self, body: bytes, *, lane: str, message: str, platform: str = "whatsapp", path: str = "",
        headers: dict[str, str] | None = None,
    ) -> Outcome:  # fmt: skip
        """Store a webhook, try it at once and say how the product answered; a failure stays queued."""
        row_id = self.enqueue(body, lane=lane, message=message, platform=platform, path=path, headers=headers)
        self._flying.add(row_id)
        return await self._deliver(row_id)

    async def post_raw(
        self, platform: str, body: bytes, signed: str, path: str = "", headers: dict[str, str] | None = None
    ) -> Outcome:
        """Post bytes once with a valid, wrong or missing signature; nothing is queued."""
        return await self._post(Parcel(platform, body, path, headers), signed, note="")

    def wake(self) -> None:
        """Look at the queue now: someone has changed what is due."""
        self._wake.set()

    def waiting(self) -> int:
        """Count webhooks that the product has not accepted yet."""
        row = self._store.row("SELECT COUNT(*) AS n FROM deliveries WHERE attempts > 0")
        return int(row["n"]) if row else 0

    async def run(self) -> None:
        """Deliver what is due until cancelled."""
        while True:
            self._wake.clear()
            rows = self._store.rows(
                "SELECT id, next_at FROM deliveries ORDER BY next_at, id LIMIT ?",
                PARALLEL * 4 + len(self._flying),
            )
            waiting = [row for row in rows if row["id"] not in self._flying]
            due = [row["id"] for row in waiting if row["next_at"] <= now()]
            for row_id in due:
                self._start(row_id)
            future = [row["next_at"] - now() for row in waiting if row["id"] not in due]
            await self._sleep(max(0.005, min(future)) if future else None)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._client.aclose()

    async def _sleep(self, pause_s: float | None) -> None:
        try:
            await asyncio.wait_for(self._wake.wait(), pause_s)
        except TimeoutError:
            return

    def _start(self, row_id: int) -> None:
        self._flying.add(row_id)
        task = asyncio.create_task(self._deliver(row_id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, row_id: int) -> Outcome:
        lane = self._store.row("SELECT lane FROM deliveries WHERE id = ?", row_id)
        lock = self._lanes.setdefault(str(lane and lane["lane"]), asyncio.Lock())
        try:
            async with lock, self._room:
                row = self._store.row("SELECT * FROM deliveries WHERE id = ?", row_id)
                return await self._attempt(row) if row else Outcome(None, 0.0, "dropped")
        finally:
            self._flying.discard(row_id)
            self._wake.set()

    async def _attempt(self, row: dict[str, Any]) -> Outcome:
        platform = row["platform"]
        if not row["is_held"] and (fault := self._faults.strike(platform, "in", "reorder")):
            self._store.run(
                "UPDATE deliveries SET is_held = 1, next_at = ? WHERE id = ?",
                now() + fault.ms / 1000,
                row["id"],
            )
            return Outcome(None, 0.0, "held")
        if self._faults.strike(platform, "in", "outage"):
            # The platform itself is down: nothing goes out, and nothing counts as tried.
            self._store.run(
                "UPDATE deliveries SET next_at = ? WHERE id = ?", now() + OUTAGE_LOOK_S, row["id"]
            )
            return Outcome(None, 0.0, "outage")
        if row["status"]:
            self._messages.advance(row["message"], row["status"])
        if self._faults.strike(platform, "in", "drop"):
            self._store.run("DELETE FROM deliveries WHERE id = ?", row["id"])
            return Outcome(None, 0.0, "dropped")
        if delay := self._faults.strike(platform, "in", "delay_ms"):
            await asyncio.sleep(delay.ms / 1000)
        parcel = Parcel(
            platform, row["body"], row["path"], json.loads(row["headers"]) if row["headers"] else None
        )
        if self._faults.strike(platform, "in", "duplicate"):
            await self._post(parcel, "valid", note="duplicate")
        outcome = await self._post(parcel, "valid", note=_try_note(row["attempts"]))
        if self._faults.strike(platform, "in", "timeout"):
            outcome = Outcome(None, outcome.ms, "timeout")
        self._settle(row, outcome)
        return outcome

    def _settle(self, row: dict[str, Any], outcome: Outcome) -> None:
        if outcome.is_accepted:
            self._store.run("DELETE FROM deliveries WHERE id = ?", row["id"])
            if row["attempts"]:
                # The product is back: what piled up meanwhile goes out now instead of after its own pause.
                self._store.run(
                    "UPDATE deliveries SET next_at = ? WHERE attempts > 0 AND next_at > ?", now(), now()
                )
            if row["message"] and not row["status"]:
                self._messages.advance(row["message"], "delivered")
            return
        if now() - row["created_at"] > GIVE_UP_AFTER_S:
            self._store.run("DELETE FROM deliveries WHERE id = ?", row["id"])
            return
        pause = min(2.0 ** row["attempts"], LONGEST_PAUSE_S)
        self._store.run(
            "UPDATE deliveries SET attempts = attempts + 1, next_at = ? WHERE id = ?",
            now() + pause,
            row["id"],
        )

    async def _post(self, parcel: "Parcel", signed: str, *, note: str) -> Outcome:
        platform, body = parcel.platform, parcel.body
        path = parcel.path or PATHS[platform]
        url = path if "://" in path else self._settings.product_url + path
        headers = {"content-type": "application/json"} | self._signed(parcel, signed)
        started = time.perf_counter()
        status, answer, why = None, b"", note
        try:
            response = await self._client.post(url, content=body, headers=headers)
            status, answer = response.status_code, response.content
        except httpx.HTTPError as error:
            why = f"{note} {type(error).__name__}".strip()
        outcome = Outcome(status, round((time.perf_counter() - started) * 1000, 1), why)
        self._calls.record(
            direction="in",
            platform=platform,
            method="POST",
            url=url,
            status=status,
            ms=outcome.ms,
            request_headers=list(headers.items()),
            request_body=shown_body(body),
            response_body=shown_body(answer),
            note=why,
        )
        return outcome

    def _signed(self, parcel: "Parcel", signed: str) -> dict[str, str]:
        if parcel.headers is not None:
            return parcel.headers
        if parcel.platform == "stripe":
            # Signed anew at each try, as Stripe does: the product refuses an old time.
            secret = self._settings.stripe_webhook_secret + ("" if signed == "valid" else "-wrong")
            return stripe_headers(parcel.body, secret if signed != "none" else "")
        headers = {"user-agent": "facebookexternalua"}
        if signed != "none":
            secret = self._settings.secret_of(parcel.platform) + ("" if signed == "valid" else "-wrong")
            headers["x-hub-signature-256"] = signature(secret, parcel.body)
        return headers


@dataclass(frozen=True, slots=True)
class Parcel:
    """One body on its way, with the address and headers that replace the usual ones."""

    platform: str
    body: bytes
    path: str
    headers: dict[str, str] | None


def _try_note(attempts: int) -> str:
    return f"try {attempts + 1}" if attempts else ""
