"""What happens to a business as a whole. Published in the public schema: its own may be closed, or gone."""

from dataclasses import dataclass
from uuid import UUID

from shared_apps.facts import Fact


@dataclass(frozen=True, kw_only=True)
class TenantSuspended(Fact):
    """An operator closed a business for a time."""

    tenant_id: UUID


@dataclass(frozen=True, kw_only=True)
class TenantResumed(Fact):
    """A business is open again after it was suspended."""

    tenant_id: UUID


@dataclass(frozen=True, kw_only=True)
class TenantRenamed(Fact):
    """A business has another name or address."""

    tenant_id: UUID


@dataclass(frozen=True, kw_only=True)
class DeletionAsked(Fact):
    """A business is closed and will be purged when its grace is over."""

    tenant_id: UUID


@dataclass(frozen=True, kw_only=True)
class DeletionNear(Fact):
    """The grace of a business that is to be purged is over in a few days."""

    tenant_id: UUID


@dataclass(frozen=True, kw_only=True)
class DeletionCancelled(Fact):
    """A business that was to be deleted stays."""

    tenant_id: UUID


@dataclass(frozen=True, kw_only=True)
class TenantPurged(Fact):
    """Everything of a business is gone but its nameless row."""

    tenant_id: UUID
