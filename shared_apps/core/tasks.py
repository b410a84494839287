"""The base of every Celery task: one of the four doors into a tenant.

tenant-schemas-celery puts the sender's schema into the message headers and enters it before the task runs. In a tenant
that is closed nothing runs: what waits there is found again by the sweeps once it is open.
"""

import logging
from typing import Any

from celery.exceptions import Ignore
from django.conf import settings
from django.db import DatabaseError
from django.utils.module_loading import import_string
from tenant_schemas_celery.app import get_schema_name_from_task
from tenant_schemas_celery.task import TenantTask

from shared_apps.core.keys import PUBLIC, schema

log = logging.getLogger(__name__)


def closed_schemas() -> frozenset[str]:
    """Return the schemas in which nothing may be done now."""
    found: frozenset[str] = import_string(settings.CLOSED_SCHEMAS)()
    return found


class ParlorTask(TenantTask):  # type: ignore[misc]  # the library is untyped
    abstract = True
    acks_late = True
    reject_on_worker_lost = True
    # Tenants are looked up by schema on every task; a minute keeps that off the message path.
    tenant_cache_seconds = 60

    def before_start(self, task_id: str, args: Any, kwargs: Any) -> None:
        """End quietly in a tenant that is closed, or gone: the library could not enter it then."""
        wanted = get_schema_name_from_task(self, kwargs)
        if wanted and wanted != PUBLIC and (wanted != schema() or wanted in closed_schemas()):
            log.info("%s: nothing is done in %s now", self.name, wanted)
            raise Ignore

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.request.called_directly:
            return super().__call__(*args, **kwargs)
        try:
            return self.run(*args, **kwargs)
        except DatabaseError:
            # Its tables went while it was at work.
            if schema() != PUBLIC and schema() in closed_schemas():
                log.info("%s: %s was closed meanwhile", self.name, schema())
                raise Ignore from None
            raise


def send_after_commit(task: Any, *args: Any) -> None:
    """Queue `task` once the current transaction holds; its worker then sees what was written."""
    task.delay_on_commit(*args)
