"""Switches that make the outside world misbehave on purpose."""

import random
from dataclasses import asdict, dataclass
from typing import Any

from sandbox.live import Hub
from sandbox.store import Store
from sandbox.web import Refused

CHANNELS = ("whatsapp", "messenger", "instagram", "telegram", "email", "webchat")
PLATFORMS = (*CHANNELS, "openai", "gemini", "stripe", "google", "vision", "mail", "*")
# "in" is the webhook on its way to the product, "out" is the product's call to the vendor.
KINDS: dict[str, tuple[str, ...]] = {
    "delay_ms": ("in", "out"),
    "timeout": ("in", "out"),
    "drop": ("in", "out"),
    "outage": ("out", "in"),
    "duplicate": ("in",),
    "reorder": ("in",),
    "http_401": ("out",),
    "http_429": ("out",),
    "http_500": ("out",),
    "pair_rate": ("out",),
    "throughput": ("out",),
    "half_stream": ("out",),
    "nonsense": ("out",),
    "invalid_json": ("out",),
    "unknown_tool": ("out",),
    "endless_tools": ("out",),
}
# As people say it.
SHORT = {"delay": "delay_ms", "401": "http_401", "429": "http_429", "500": "http_500"}
DEFAULT_MS = {"delay_ms": 1000, "timeout": 30_000, "reorder": 2000, "http_429": 1000}
# An hour: how long a model may ask to be left alone.
MAX_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Fault:
    """One switch that is on."""

    id: int
    platform: str
    kind: str
    direction: str
    rate: float
    remaining: int | None
    ms: int


class Faults:
    """The switches; each strikes with its rate until its count is used up."""

    def __init__(self, store: Store, hub: Hub) -> None:
        self._store, self._hub = store, hub
        self._on = self._load()

    def all(self) -> list[dict[str, Any]]:
        return [asdict(fault) for fault in self._on]

    def switch_on(self, body: dict[str, Any]) -> dict[str, Any]:
        """Validate and store a switch; raises Refused."""
        fields = _checked(body)
        fault_id = self._store.insert("faults", **fields)
        self._changed()
        return {"id": fault_id, **fields}

    def switch_off(self, fault_id: int | None) -> None:
        """Remove one switch, or all of them."""
        if fault_id is None:
            self._store.clear(["faults"])
        elif not self._store.run("DELETE FROM faults WHERE id = ?", fault_id):
            raise Refused("This switch is already off.", code="not_found", status=404)
        self._changed()

    def strike(self, platform: str, direction: str, kind: str) -> Fault | None:
        """Return the switch that hits this call, counting it down, or None when the call is spared."""
        for fault in self._on:
            if (fault.kind, fault.direction) != (kind, direction) or fault.platform not in (platform, "*"):
                continue
            if fault.rate < 1 and random.random() >= fault.rate:  # noqa: S311 - chance, not secrecy
                continue
            self._count_down(fault)
            return fault
        return None

    def is_on(self, platform: str, kind: str) -> bool:
        """Tell whether a standing limit (pair_rate, throughput) is switched on."""
        return any(fault.kind == kind and fault.platform in (platform, "*") for fault in self._on)

    def _count_down(self, fault: Fault) -> None:
        if fault.remaining is None:
            return
        if fault.remaining <= 1:
            self._store.run("DELETE FROM faults WHERE id = ?", fault.id)
        else:
            self._store.run("UPDATE faults SET remaining = remaining - 1 WHERE id = ?", fault.id)
        self._changed()

    def _changed(self) -> None:
        self._on = self._load()
        self._hub.tell("faults")

    def _load(self) -> list[Fault]:
        return [Fault(**row) for row in self._store.rows("SELECT * FROM faults ORDER BY id")]


def _checked(body: dict[str, Any]) -> dict[str, Any]:
    platform, said = body.get("platform", "*"), str(body.get("kind"))
    kind = SHORT.get(said, said)
    if platform not in PLATFORMS:
        raise Refused(f"“platform” must be one of {', '.join(PLATFORMS)}.")
    if kind not in KINDS:
        raise Refused(f"“kind” must be one of {', '.join(KINDS)}.")
    direction = body.get("direction", KINDS[kind][0])
    if direction not in KINDS[kind]:
        raise Refused(f"“{kind}” works in direction {' or '.join(KINDS[kind])}.")
    return {
        "platform": platform,
        "kind": kind,
        "direction": direction,
        "rate": _number(body, "rate", 1.0, 0, 1),
        "remaining": None if body.get("count") is None else int(_number(body, "count", 1, 1, 1_000_000)),
        "ms": int(_number(body, "ms", DEFAULT_MS.get(kind, 0), 0, MAX_MS)),
    }


def _number(body: dict[str, Any], key: str, default: float, low: float, high: float) -> float:
    value = body.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise Refused(f"“{key}” must be a number from {low:g} to {high:g}.")
    return value
