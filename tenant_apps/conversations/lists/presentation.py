"""How saved views look to the API and in socket frames."""

from collections.abc import Sequence
from typing import Any

from tenant_apps.conversations.lists.models import SavedView

View = dict[str, Any]


def saved_view_view(
    view: SavedView, *, member_id: object, count: int | None, gone: Sequence[dict[str, str]]
) -> View:
    return {
        "id": str(view.id),
        "name": view.name,
        "icon": view.icon,
        "owner": {"id": str(view.owner_id), "name": view.owner.name},
        "is_shared": view.is_shared,
        "is_mine": view.owner_id == member_id,
        "filter": view.filter,
        "sort": view.sort,
        "position": view.position,
        "count": count,
        "gone": list(gone),
    }
