"""Keep what was not followed and not said, for the owner to read."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from tenant_apps.agent.safety.models import Blocked

LONGEST = 2_000


def keep(found: Sequence[Mapping[str, Any]], *, conversation_id: UUID | None, turn_id: UUID) -> None:
    """Store what a turn's trace noted: dicts of kind, direction, text and detail."""
    Blocked.objects.bulk_create(
        Blocked(
            kind=one["kind"],
            direction=one["direction"],
            text=one["text"][:LONGEST],
            detail=one["detail"][:LONGEST],
            conversation_id=conversation_id,
            turn_id=turn_id,
        )
        for one in found
    )
