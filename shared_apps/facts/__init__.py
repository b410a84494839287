"""What happened: `publish()` in the action's transaction, the log, the relay that wakes the rest.

Owns: Fact log, relay cursor, fact work. Imports: core. Announces: nothing itself.

Live functions get facts after commit and return socket frames; losing one is harmless (a socket resumes from
the log). Durable functions get facts from the relay, coalesced per tenant, at least once, and are idempotent.
Facts never carry order: if A must precede B, one function calls A then B.
"""

from shared_apps.facts.base import Fact
from shared_apps.facts.publisher import acting, gathered, publish, unannounced

__all__ = ["Fact", "acting", "gathered", "publish", "unannounced"]
