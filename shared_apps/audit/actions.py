"""Write the trail, in the transaction of what it records."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import connection

from shared_apps.audit.models import AuditEntry
from shared_apps.core.ids import uuid7


class Actor(Protocol):
    """A user, as far as the trail needs one."""

    @property
    def id(self) -> UUID: ...
    @property
    def name(self) -> str: ...


def record(
    action: str,
    *,
    actor: Actor | None,
    target_kind: str = "",
    target_id: object = "",
    details: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Add a line, such as `record("service.deleted", actor=user, target_kind="service", target_id=id)`."""
    return AuditEntry.objects.create(
        action=action,
        actor_id=actor.id if actor else None,
        actor_name=actor.name if actor else "",
        target_kind=target_kind,
        target_id=str(target_id),
        details=dict(details or {}),
    )


_RECORD_PUBLICLY = """
    INSERT INTO public.audit_auditentry (id, at, actor_id, actor_name, action, target_kind, target_id, details)
    VALUES (%s, clock_timestamp(), %s, %s, %s, %s, %s, %s)
"""


def record_publicly(
    action: str,
    *,
    actor: Actor | None,
    target_kind: str = "",
    target_id: object = "",
    details: Mapping[str, Any] | None = None,
) -> None:
    """Add a line to the platform's trail from inside a tenant, whose own trail the model leads to there."""
    who = (actor.id, actor.name) if actor else (None, "")
    row = [uuid7(), *who, action, target_kind, str(target_id), json.dumps(dict(details or {}))]
    with connection.cursor() as cursor:
        cursor.execute(_RECORD_PUBLICLY, row)


def forget_before(at: datetime) -> int:
    """Remove the lines of the trail we are in that are older than `at`; return how many."""
    count, _ = AuditEntry.objects.filter(at__lt=at).delete()
    return count
