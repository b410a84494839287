"""The Celery application: tenant in the headers, one queue per kind of work."""

import os
from typing import Any

from celery.signals import task_postrun
from django.db import connections
from tenant_schemas_celery.app import CeleryApp

import config.telemetry.tasks  # noqa: F401 - its signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")

app = CeleryApp("parlor", task_cls="shared_apps.core.tasks:ParlorTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# Rooms inside an app, whose tasks Celery does not look for by itself.
app.autodiscover_tasks(["tenant_apps.conversations.organising", "tenant_apps.conversations.assignment"])


@task_postrun.connect
def give_connection_back(sender: Any, **_: Any) -> None:
    """Return the task's connection to the pool. Celery itself would close a forked worker's whole pool each time."""
    if not sender.request.is_eager:
        for connection in connections.all(initialized_only=True):
            connection.close()
