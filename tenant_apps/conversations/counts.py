"""What deliveries count."""

from shared_apps.core.metrics import Counter

SENDS = Counter(
    "parlor_sends_total",
    "Tries to hand a message to its platform: `sent`, `queued` (again later), `sending` (not confirmed) or `failed`.",
    "platform",
    "outcome",
    "reason",
)
