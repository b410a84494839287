"""Queues and schedules. Inbound has its own workers: nothing may starve a customer's message."""

import sys

from config.settings import env
from config.settings.jobs import JOB_BEATS

CELERY_BROKER_URL = env.text("REDIS_URL", "redis://127.0.0.1:6379/0")
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# Celery leaves the database connections alone; config/celery.py gives them back to their pool.
CELERY_DB_REUSE_MAX = sys.maxsize
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "global_keyprefix": env.text("PARLOR_BROKER_PREFIX", ""),
    "visibility_timeout": 600,
    "socket_keepalive": True,
}
CELERY_TASK_ROUTES = {
    "shared_apps.intake.tasks.drain_tenant": {"queue": "inbound"},
    "tenant_apps.conversations.tasks.deliver": {"queue": "outbound"},
    "tenant_apps.conversations.tasks.fetch_file": {"queue": "media"},
    "tenant_apps.conversations.transcripts.tasks.*": {"queue": "media"},
    "tenant_apps.conversations.signals.tasks.tell_typing": {"queue": "outbound"},
    "tenant_apps.channels.mailboxes.tasks.poll_mailbox": {"queue": "media"},
    "tenant_apps.knowledge.tasks.*": {"queue": "knowledge"},
    "tenant_apps.knowledge.sources.tasks.*": {"queue": "knowledge"},
    "tenant_apps.knowledge.entries.tasks.*": {"queue": "knowledge"},
    "tenant_apps.knowledge.profile.tasks.*": {"queue": "knowledge"},
    "tenant_apps.agent.evaluations.tasks.*": {"queue": "knowledge"},
    "tenant_apps.agent.tasks.*": {"queue": "agent"},
}
CELERY_BEAT_SCHEDULE = {
    "sweep-intake": {"task": "shared_apps.intake.tasks.sweep", "schedule": 5.0},
    "sweep-facts": {"task": "shared_apps.facts.tasks.sweep", "schedule": 15.0},
    "prune-facts": {"task": "shared_apps.facts.tasks.prune", "schedule": 3600.0},
    "keep-partitions": {"task": "shared_apps.intake.tasks.keep_partitions", "schedule": 3600.0},
    "fill-pool": {"task": "tenants.tasks.fill_pool", "schedule": 60.0},
    "sweep-stripe-events": {"task": "shared_apps.billing.tasks.sweep_events", "schedule": 30.0},
    **JOB_BEATS,
    "sweep-tenants": {"task": "tenants.tasks.sweep_tenants", "schedule": 30.0},
}
