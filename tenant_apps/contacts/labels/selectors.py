"""Reads: the set, one of it, what contacts wear."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import QuerySet

from shared_apps.core.errors import Invalid, NotFound
from tenant_apps.contacts.labels.models import ContactLabel, Label


def labels() -> QuerySet[Label]:
    """Return every label in the order that people gave them."""
    return Label.objects.order_by("position", "name", "id")


def get_label(label_id: UUID) -> Label:
    """Return one label; raises NotFound."""
    label = Label.objects.filter(id=label_id).first()
    if label is None:
        raise NotFound("There is no such label.")
    return label


def labels_called(ids: Iterable[UUID]) -> list[Label]:
    """Return the labels `ids` in their order; raises Invalid when one is gone."""
    wanted = set(ids)
    found = list(labels().filter(id__in=wanted))
    if len(found) < len(wanted):
        raise Invalid("A label is gone. Choose again.", fields={"labels": ["There is no such label."]})
    return found


def labels_of_contacts(contact_ids: Sequence[UUID]) -> dict[UUID, list[Label]]:
    """Return contact → labels, one query for all."""
    worn: dict[UUID, list[Label]] = defaultdict(list)
    links = ContactLabel.objects.filter(contact__in=contact_ids).select_related("label")
    for link in links.order_by("label__position", "label__name"):
        worn[link.contact_id].append(link.label)
    return worn
