"""Run the relay in a test until it has read everything.

The relay waits for every older transaction of the cluster to end, and the tests of another worker hold some open.
"""

import time

from django.db.models import Q

from shared_apps.facts.models import FactRow, RelayCursor
from shared_apps.facts.relay import relay_once
from tenants.entering import entered

PATIENCE_S = 30


def relay_all() -> None:
    """Hand out every fact that is in the log, also those that the handlers publish."""
    deadline = time.monotonic() + PATIENCE_S
    with entered(None):
        while True:
            relay_once()
            cursor = RelayCursor.objects.get(id=1)
            behind = Q(xid__gt=cursor.xid) | Q(xid=cursor.xid, id__gt=cursor.fact_id)
            if not FactRow.objects.filter(behind).exists():
                return
            assert time.monotonic() < deadline, "The relay did not get to the end of the log."
            time.sleep(0.02)
