"""The Celery application: tenant in the headers, one queue per kind of work."""

import os

from tenant_schemas_celery.app import CeleryApp

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")

app = CeleryApp("parlor", task_cls="shared_apps.core.tasks:ParlorTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# Rooms inside an app, whose tasks Celery does not look for by itself.
app.autodiscover_tasks(["tenant_apps.conversations.organising", "tenant_apps.conversations.assignment"])
