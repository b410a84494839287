"""Writes: the set of labels, and what a contact wears."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from shared_apps.audit.actions import record
from shared_apps.core.errors import Invalid, NotFound
from shared_apps.facts import publish
from tenant_apps.contacts.events import ContactChanged
from tenant_apps.contacts.labels.errors import LabelTaken
from tenant_apps.contacts.labels.events import LabelChanged, LabelDeleted
from tenant_apps.contacts.labels.models import ContactLabel, Label
from tenant_apps.contacts.labels.selectors import get_label, labels_called
from tenant_apps.contacts.models import Contact
from tenant_apps.team.models import Member

MAX_WORN = 50


@transaction.atomic
def create_label(*, actor: Member, name: str, **fields: Any) -> Label:
    """Add a label at the end of the set; raises LabelTaken."""
    last = Label.objects.aggregate(last=Max("position"))["last"]
    fields.setdefault("position", 0 if last is None else last + 1)
    label = _stored(Label(name=name.strip(), **fields))
    record("label.created", actor=actor, target_kind="label", target_id=label.id, details={"name": name})
    publish(LabelChanged(label_id=label.id))
    return label


@transaction.atomic
def change_label(*, actor: Member, label_id: UUID, changes: dict[str, Any]) -> Label:
    """Set the given fields; raises NotFound, LabelTaken."""
    label = get_label(label_id)
    for name, value in changes.items():
        setattr(label, name, value.strip() if name == "name" else value)
    _stored(label)
    record(
        "label.updated", actor=actor, target_kind="label", target_id=label.id, details={"fields": [*changes]}
    )
    publish(LabelChanged(label_id=label.id))
    return label


def _stored(label: Label) -> Label:
    try:
        with transaction.atomic():
            label.save()
    except IntegrityError as error:
        raise LabelTaken(label.name) from error
    return label


@transaction.atomic
def delete_label(*, actor: Member, label_id: UUID) -> None:
    """Take the label off everything that wears it, and out of the set; raises NotFound.

    Rows that wore it are told anew by clients on `label.deleted`; a frame for each of a hundred thousand would be none.
    """
    label = get_label(label_id)
    record(
        "label.deleted", actor=actor, target_kind="label", target_id=label.id, details={"name": label.name}
    )
    label.delete()
    publish(LabelDeleted(label_id=label_id))


@transaction.atomic
def order_labels(*, ids: Sequence[UUID]) -> None:
    """Put the labels into the order of `ids`; raises Invalid when one is gone."""
    found = {label.id: label for label in labels_called(ids)}
    for position, label_id in enumerate(ids):
        found[label_id].position = position
    Label.objects.bulk_update(found.values(), ["position"])
    publish(*(LabelChanged(label_id=label_id) for label_id in ids))


@transaction.atomic
def set_contact_labels(*, contact_id: UUID, label_ids: Collection[UUID]) -> None:
    """Let the contact wear exactly these labels; raises NotFound, Invalid."""
    contact = Contact.objects.select_for_update(no_key=True).filter(id=contact_id).first()
    if contact is None:
        raise NotFound
    if len(set(label_ids)) > MAX_WORN:
        raise Invalid("That is too much.", fields={"labels": [f"Choose up to {MAX_WORN} labels."]})
    wanted = {label.id for label in labels_called(label_ids)}
    worn = set(ContactLabel.objects.filter(contact=contact).values_list("label_id", flat=True))
    if wanted == worn:
        return
    ContactLabel.objects.filter(contact=contact, label__in=worn - wanted).delete()
    ContactLabel.objects.bulk_create(
        [ContactLabel(contact=contact, label_id=label_id) for label_id in wanted - worn]
    )
    Contact.objects.filter(id=contact_id).update(rev=contact.rev + 1)
    publish(ContactChanged(contact_id=contact_id))
