"""Run the relay until told to stop."""

import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error, connection

from shared_apps.core import processes
from shared_apps.facts.relay import BATCH, relay_once

log = logging.getLogger(__name__)

# Ten rounds a second: an idle one costs one index probe, and small ones do not make everything else wait while they are
# worked on. From BUSY facts a second it is a third as many: what falls into one is handed out together, which is
# cheaper. Only a log that is longer than a round is read again at once.
ROUND_S, BUSY_ROUND_S = 0.1, 0.3
BUSY = 2_000
DATABASE_AWAY_S = 1.0


def pause_s(count: int, waited_s: float) -> float:
    """Return how long to wait after a round that held the `count` facts of `waited_s`."""
    if count == BATCH:
        return 0.0
    return BUSY_ROUND_S if count >= BUSY * (waited_s or ROUND_S) else ROUND_S


class Command(BaseCommand):
    help = "Hand out facts to their durable consumers, in commit order."

    def handle(self, *args: Any, **options: Any) -> None:
        stop, wait_s = threading.Event(), ROUND_S
        processes.become("relay")
        processes.begin()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            wait_s = self._step(wait_s)
            stop.wait(wait_s)

    def _step(self, waited_s: float) -> float:
        """Relay once what came in `waited_s`; return the seconds to wait."""
        try:
            count = relay_once()
        except Error as error:
            log.warning("the database is away: %s", error)
            connection.close()
            return DATABASE_AWAY_S
        except OSError as error:
            # The work rows are committed; the sweeper sends what the broker did not take.
            log.warning("the broker is away: %s", error)
            return DATABASE_AWAY_S
        return pause_s(count, waited_s)
