"""How much waits in Celery's queues, as their lists in Valkey say."""

from django.conf import settings

from shared_apps.core.metrics import store

QUEUES = ("inbound", "outbound", "agent", "media", "knowledge", "default")


def depths() -> dict[str, int]:
    """Return queue → tasks that nobody has taken yet; one round trip. Raises RedisError."""
    prefix = settings.CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"]
    pipe = store().pipeline(transaction=False)
    for queue in QUEUES:
        pipe.llen(f"{prefix}{queue}")
    return dict(zip(QUEUES, pipe.execute(), strict=True))


def unacknowledged() -> int:
    """Return how many tasks are with a worker, or were with one that died. Raises RedisError."""
    prefix = settings.CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"]
    return int(store().hlen(f"{prefix}unacked"))
