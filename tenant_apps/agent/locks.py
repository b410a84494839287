"""Order: lease, then what conversations' own locks take; never the other way round."""

from uuid import UUID

from tenant_apps.agent.models import Lease


def locked_lease(conversation_id: UUID) -> Lease | None:
    """Lock and return the lease until the transaction ends, None when nobody ever wanted one."""
    return Lease.objects.select_for_update().filter(conversation_id=conversation_id).first()


def made_lease(conversation_id: UUID) -> Lease:
    """Lock and return the lease until the transaction ends, making it first if need be."""
    Lease.objects.get_or_create(conversation_id=conversation_id)
    return Lease.objects.select_for_update().get(conversation_id=conversation_id)
