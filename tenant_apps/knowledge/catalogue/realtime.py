from collections.abc import Sequence

from shared_apps.realtime import Frame
from tenant_apps.knowledge.catalogue.events import ItemChanged, ItemDeleted
from tenant_apps.knowledge.catalogue.presentation import item_view
from tenant_apps.knowledge.catalogue.selectors import items_called


def item_updated(facts: Sequence[ItemChanged]) -> list[Frame | None]:
    rows = items_called([fact.item_id for fact in facts])
    return [
        Frame("item.updated", item_view(item), item.rev) if (item := rows.get(fact.item_id)) else None
        for fact in facts
    ]


def item_deleted(facts: Sequence[ItemDeleted]) -> list[Frame | None]:
    return [Frame("item.deleted", {"id": str(fact.item_id)}) for fact in facts]
