"""What the door, the ledger and the drain count."""

from shared_apps.core.metrics import Counter

REQUESTS = Counter(
    "parlor_intake_requests_total",
    "Webhook requests by platform; the outcome is `accepted` or why they were refused.",
    "platform",
    "outcome",
)
ROWS = Counter(
    "parlor_intake_rows_total",
    "Rows that came into the ledger; `unrouted` ones belong to no workspace yet.",
    "platform",
    "state",
)
DRAINED = Counter(
    "parlor_intake_drained_rows_total",
    "Rows handled: `done`, to be tried `again`, or `parked` after the last try.",
    "outcome",
)
