from collections.abc import Sequence

from shared_apps.realtime import Frame
from tenant_apps.contacts.labels.events import LabelChanged, LabelDeleted
from tenant_apps.contacts.labels.models import Label
from tenant_apps.contacts.labels.presentation import label_view


def label_updated(facts: Sequence[LabelChanged]) -> list[Frame | None]:
    rows = Label.objects.in_bulk([fact.label_id for fact in facts])
    return [
        Frame("label.updated", label_view(rows[fact.label_id])) if fact.label_id in rows else None
        for fact in facts
    ]


def label_deleted(facts: Sequence[LabelDeleted]) -> list[Frame | None]:
    return [Frame("label.deleted", {"id": str(fact.label_id)}) for fact in facts]
