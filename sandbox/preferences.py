"""How the simulated people and Meta behave: delays of ticks, and how a closed window is refused."""

from typing import Any

import msgspec

from sandbox.live import Hub
from sandbox.store import Store
from sandbox.web import Refused, only

DEFAULTS: dict[str, Any] = {
    "sent_after_ms": 120,
    "delivered_after_ms": 450,
    # null: a message turns read when its phone is looked at; a number: by itself after that time.
    "read_after_ms": None,
    # Meta refuses a message outside the 24-hour window at once or accepts it and reports failure later.
    "window_failure": "sync",
}


class Preferences:
    """A few values a person may change while the sandbox runs."""

    def __init__(self, store: Store, hub: Hub) -> None:
        self._store, self._hub = store, hub

    def all(self) -> dict[str, Any]:
        stored = self._store.rows("SELECT key, value FROM preferences")
        return {**DEFAULTS, **{row["key"]: msgspec.json.decode(row["value"]) for row in stored}}

    def __getitem__(self, key: str) -> Any:
        return self.all()[key]

    def change(self, body: dict[str, Any]) -> dict[str, Any]:
        """Store the given values; raises Refused."""
        only(body, *DEFAULTS)
        for key, value in body.items():
            _refuse_bad(key, value)
            encoded = msgspec.json.encode(value).decode()
            self._store.run("INSERT OR REPLACE INTO preferences VALUES (?, ?)", key, encoded)
        self._hub.tell("settings")
        return self.all()


def _refuse_bad(key: str, value: object) -> None:
    if key == "window_failure":
        if value not in ("sync", "async"):
            raise Refused("“window_failure” must be sync or async.")
        return
    if value is None and key == "read_after_ms":
        return
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 600_000:
        raise Refused(f"“{key}” must be a whole number of milliseconds up to 600000.")
