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

# Ten rounds a second, whatever happens: an idle one costs one index probe, and what falls into a busy one is
# handed out together. Only a log that is longer than a round is read again at once.
ROUND_S = 0.1
DATABASE_AWAY_S = 1.0


class Command(BaseCommand):
    help = "Hand out facts to their durable consumers, in commit order."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        processes.become("relay")
        processes.begin()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            stop.wait(self._step())

    def _step(self) -> float:
        """Relay once; return the seconds to wait."""
        try:
            return 0.0 if relay_once() == BATCH else ROUND_S
        except Error as error:
            log.warning("the database is away: %s", error)
            connection.close()
            return DATABASE_AWAY_S
        except OSError as error:
            # The work rows are committed; the sweeper sends what the broker did not take.
            log.warning("the broker is away: %s", error)
            return DATABASE_AWAY_S
