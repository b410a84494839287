"""Saved views as socket frames: shared ones for everybody, others for their owner's tabs."""

from collections.abc import Sequence

from shared_apps.realtime import Audience, Frame
from tenant_apps.conversations.lists.events import ViewChanged, ViewDeleted
from tenant_apps.conversations.lists.models import SavedView


def view_updated(facts: Sequence[ViewChanged]) -> list[Frame | None]:
    """Counts and `is_mine` differ from member to member, so clients ask for the views anew."""
    views = SavedView.objects.in_bulk([fact.view_id for fact in facts])
    return [
        Frame(
            "view.updated",
            {"id": str(view.id)},
            audience=None if view.is_shared else Audience.of_member(view.owner_id),
        )
        if (view := views.get(fact.view_id))
        else None
        for fact in facts
    ]


def view_deleted(facts: Sequence[ViewDeleted]) -> list[Frame | None]:
    return [Frame("view.deleted", {"id": str(fact.view_id)}) for fact in facts]
