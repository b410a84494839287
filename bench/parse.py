"""How fast every channel's webhooks are read, against json.loads of the very same bodies in the same run.

`python -m bench.parse` takes about half a minute, needs no service, and fails when a channel is below its mark.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

from tenant_apps.channels import registry
from tenant_apps.channels.adapters.protocol import Adapter
from tenant_apps.channels.errors import BadPayload
from tenant_apps.channels.inbound import Ignored

FIXTURES = Path(__file__).parents[1] / "tests" / "fixtures"
ROUNDS, ROUND_S = 3, 0.6
MARKS = {"whatsapp": 20_000}
LEAST = 5_000
BATCH, BATCH_MS, NUMBERS = 1_000, 50.0, 3
ROUTE = "1"


def main() -> int:
    print(
        f"{'channel':<10} {'bodies':>6} {'events/body':>11} {'events/s':>9} {'bodies/s':>9} {'÷ json.loads':>12}"
    )
    slow = [kind for kind in registry.kinds() if not _measure(registry.get(kind))]
    print()
    slow += [kind for kind in ("whatsapp", "messenger") if not _measure_batch(kind)]
    if slow:
        print(f"below the mark: {', '.join(slow)}")
    return int(bool(slow))


def _measure(adapter: Adapter) -> bool:
    """Print one line about the channel's own fixtures; tell whether it is fast enough."""
    bodies = _bodies(adapter)
    if not bodies:
        print(f"{adapter.kind:<10} no fixtures")
        return True
    events = sum(_read(adapter, body) for body in bodies)
    ours = _per_second(lambda: [_read(adapter, body) for body in bodies])
    plain = _per_second(lambda: [json.loads(body) for body in bodies])
    rate, of_bodies = ours * events, ours * len(bodies)
    print(
        f"{adapter.kind:<10} {len(bodies):>6} {events / len(bodies):>11.1f} {rate:>9,.0f} {of_bodies:>9,.0f}"
        f" {ours / plain:>11.2f}×"
    )
    return of_bodies >= MARKS.get(adapter.kind, LEAST)


def _measure_batch(kind: str) -> bool:
    """Print how long one POST of a thousand updates takes from split to the last message."""
    body, adapter = _batch(kind), registry.get(kind)
    took_ms = [_timed_ms(lambda: _read(adapter, body)) for _ in range(9)]
    split_ms = [_timed_ms(lambda: adapter.split(body, ROUTE)) for _ in range(9)]
    plain_ms = [_timed_ms(lambda: json.loads(body)) for _ in range(9)]
    print(
        f"{kind}: {_read(adapter, body)} updates for {len(adapter.split(body, ROUTE))} accounts, {len(body):,} bytes:"
        f" split {median(split_ms):.1f} ms, split + parse {median(took_ms):.1f} ms,"
        f" json.loads {median(plain_ms):.1f} ms"
    )
    return median(split_ms) <= BATCH_MS


def _bodies(adapter: Adapter) -> list[bytes]:
    """Return the fixtures that the adapter takes; those that are garbage on purpose are left out."""
    files = sorted(path for path in (FIXTURES / adapter.kind).glob("*") if path.is_file())
    found = []
    for path in files:
        body = path.read_bytes()
        try:
            if _read(adapter, body):
                found.append(body)
        except BadPayload:
            continue
    return found


def _read(adapter: Adapter, body: bytes) -> int:
    events = [event for part in adapter.split(body, ROUTE) for event in adapter.parse(part.body)]
    return sum(not isinstance(event, Ignored) for event in events) or len(events)


def _batch(kind: str) -> bytes:
    """Return a thousand text messages for three accounts in one body."""
    source = json.loads((FIXTURES / kind / "text.json").read_bytes())
    entries = []
    for number in range(BATCH):
        entry = json.loads(
            json.dumps(source["entry"][0]).replace("700100200300", f"70010020030{number % NUMBERS}")
        )
        if kind != "whatsapp":
            entry["id"] = f"{entry['id']}{number % NUMBERS}"
        entries.append(entry)
    return json.dumps({**source, "entry": entries}).encode()


def _per_second(work: Callable[[], Sequence[object]]) -> float:
    """Return how often `work` runs in a second of one core: the median of several rounds of processor time."""
    return median(_round(work) for _ in range(ROUNDS))


def _round(work: Callable[[], Sequence[object]]) -> float:
    count, began = 0, time.process_time()
    while (spent := time.process_time() - began) < ROUND_S:
        work()
        count += 1
    return count / spent


def _timed_ms(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
