from uuid import UUID

from tenant_apps.knowledge.sources.models import Source


def lock_source(source_id: UUID) -> Source | None:
    """Lock and return the source, None when it is gone; call inside a transaction."""
    return Source.objects.select_for_update().filter(id=source_id).first()
