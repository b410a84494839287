"""The base of every Celery task: one of the four doors into a tenant.

tenant-schemas-celery puts the sender's schema into the message headers and enters it before the task runs.
"""

from typing import Any

from tenant_schemas_celery.task import TenantTask


class ParlorTask(TenantTask):  # type: ignore[misc]  # the library is untyped
    abstract = True
    acks_late = True
    reject_on_worker_lost = True
    # Tenants are looked up by schema on every task; a minute keeps that off the message path.
    tenant_cache_seconds = 60


def send_after_commit(task: Any, *args: Any) -> None:
    """Queue `task` once the current transaction holds; its worker then sees what was written."""
    task.delay_on_commit(*args)
