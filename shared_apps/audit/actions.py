"""Write the trail, in the transaction of what it records."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from shared_apps.audit.models import AuditEntry


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


def forget_before(at: datetime) -> int:
    """Remove the lines of the trail we are in that are older than `at`; return how many."""
    count, _ = AuditEntry.objects.filter(at__lt=at).delete()
    return count
