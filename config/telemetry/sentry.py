"""Errors for Sentry, when there is an address for it: what broke and where, never what people wrote.

Only the log is listened to: Django and Celery log what nobody caught. So nothing is patched, and the message path
costs the same with and without it.
"""

import logging
from typing import Any

import sentry_sdk
from django.conf import settings
from sentry_sdk.integrations.dedupe import DedupeIntegration
from sentry_sdk.integrations.excepthook import ExcepthookIntegration
from sentry_sdk.integrations.logging import LoggingIntegration

from shared_apps.core import processes
from shared_apps.core.context import bound
from shared_apps.core.redaction import redact


def begin(**options: Any) -> None:
    """Start telling Sentry; without `SENTRY_DSN` nothing is loaded or sent. `options` are the SDK's."""
    if not settings.SENTRY_DSN:
        return
    sentry_sdk.init(
        dsn=settings.SENTRY_DSN,
        release=settings.VERSION,
        environment=settings.SENTRY_ENVIRONMENT,
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[
            LoggingIntegration(level=None, event_level=logging.ERROR, sentry_logs_level=None),
            ExcepthookIntegration(),
            DedupeIntegration(),
        ],
        # Variables of a frame are messages and credentials.
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        **{"before_send": scrub, **options},
    )


def scrub(event: Any, _: Any) -> Any:
    """Keep types, places and the names of request, task and tenant; redact every text; drop all else."""
    for kept_out in ("request", "user", "extra", "breadcrumbs", "modules"):
        event.pop(kept_out, None)
    entry = event.get("logentry")
    if entry:
        # The finished message, without the arguments that went into it.
        text = entry.get("formatted") or entry.get("message") or ""
        event["logentry"] = {"message": redact(str(entry.get("message", ""))), "formatted": redact(str(text))}
    for value in (event.get("exception") or {}).get("values", []):
        value["value"] = redact(str(value.get("value") or ""))
        for frame in (value.get("stacktrace") or {}).get("frames", []):
            frame.pop("vars", None)
    event["tags"] = {**event.get("tags", {}), **bound(), "process": processes.role()}
    return event
