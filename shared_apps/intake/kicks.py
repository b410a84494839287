"""Wake the drain of a tenant soon after a commit, at most once per interval and tenant."""

import logging
import threading
import time
from collections.abc import Callable, Collection

log = logging.getLogger(__name__)

# A first message is kicked at once; under load one kick serves all that came within the interval.
INTERVAL_S = 0.05


class Kicks:
    """A thread that sends the kicks, because a broker call would block the door's event loop.

    A kick that fails is only late: the sweeper finds the rows.
    """

    def __init__(self, send: Callable[[str], None]) -> None:
        self._send = send
        self._wanted: set[str] = set()
        self._sent_at: dict[str, float] = {}
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None

    def __call__(self, schemas: Collection[str]) -> None:
        if not schemas:
            return
        with self._wake:
            self._wanted.update(schemas)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="kicks", daemon=True)
                self._thread.start()
            self._wake.notify()

    def _run(self) -> None:
        while True:
            with self._wake:
                while not self._wanted:
                    self._wake.wait()
                due = self._due()
            if not due:
                time.sleep(INTERVAL_S / 4)
                continue
            for schema in due:
                self._try_to_send(schema)

    def _due(self) -> list[str]:
        now = time.monotonic()
        due = [schema for schema in self._wanted if now - self._sent_at.get(schema, 0.0) >= INTERVAL_S]
        self._wanted.difference_update(due)
        self._sent_at.update(dict.fromkeys(due, now))
        return due

    def _try_to_send(self, schema: str) -> None:
        try:
            self._send(schema)
        except Exception as error:
            log.warning("no kick for %s: %s", schema, error)
