"""Join two contacts and part them again: identities, labels, notes, fields. Threads are the inbox's to move.

Call inside a transaction, with both contacts locked by `locked_pair`.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from shared_apps.core.clock import now
from shared_apps.core.errors import Conflict, Invalid, NotFound
from tenant_apps.contacts.cards.models import ContactMerge, ContactNote
from tenant_apps.contacts.labels.models import ContactLabel, Label
from tenant_apps.contacts.models import Contact, Identity
from tenant_apps.team.models import Member

# Blank fields of the contact that stays are filled from the one that goes.
FILLED = ("name", "phone", "email", "language")


def locked_pair(into: UUID, gone: UUID) -> tuple[Contact, Contact]:
    """Lock both in one order; raises Invalid for one contact twice, NotFound, Conflict for one that was joined."""
    if into == gone:
        raise Invalid("A contact cannot be joined with itself.", fields={"from": ["Choose another one."]})
    rows = {
        row.id: row
        for row in Contact.objects.select_for_update(no_key=True).filter(id__in=[into, gone]).order_by("id")
    }
    if len(rows) < 2:
        raise NotFound
    if any(row.merged_into_id for row in rows.values()):
        raise Conflict("already_merged", "One of the two was joined with another contact before.")
    return rows[into], rows[gone]


def join(into: Contact, gone: Contact, *, by: Member) -> ContactMerge:
    """Give `into` all that `gone` has and leave `gone` empty behind; both are saved."""
    moved: dict[str, Any] = {
        "into": {name: getattr(into, name) for name in (*FILLED, "notes", "custom")},
        "gone": {name: getattr(gone, name) for name in (*FILLED, "notes", "custom")},
        "identities": _move(Identity, gone, into),
        "notes": _move(ContactNote, gone, into),
        **_move_labels(gone, into),
    }
    moved["kept"] = _merge_fields(into, gone)
    moved["after"] = {name: getattr(into, name) for name in (*FILLED, "notes", "custom")}
    gone.merged_into, gone.phone, gone.email = into, "", ""
    for contact in (into, gone):
        contact.rev += 1
        contact.save()
    return ContactMerge.objects.create(
        into=into, gone=gone, by=by, by_name=by.name, moved=moved, created_at=now()
    )


def _move(model: type[Any], gone: Contact, into: Contact) -> list[str]:
    ids = list(model.objects.filter(contact=gone).values_list("id", flat=True))
    model.objects.filter(id__in=ids).update(contact=into)
    return [str(id) for id in ids]


def _move_labels(gone: Contact, into: Contact) -> dict[str, list[str]]:
    worn = set(ContactLabel.objects.filter(contact=into).values_list("label_id", flat=True))
    theirs = set(ContactLabel.objects.filter(contact=gone).values_list("label_id", flat=True))
    ContactLabel.objects.filter(contact=gone).delete()
    ContactLabel.objects.bulk_create(
        [ContactLabel(contact=into, label_id=label_id) for label_id in theirs - worn]
    )
    return {"labels": [str(id) for id in theirs], "new_labels": [str(id) for id in theirs - worn]}


def _merge_fields(into: Contact, gone: Contact) -> list[str]:
    """Fill blanks; what differs is kept as a line of the notes. Return the names of what differed."""
    differing: list[str] = []
    for name in FILLED:
        own, other = getattr(into, name), getattr(gone, name)
        if not own:
            setattr(into, name, other)
        elif other and other != own:
            differing.append(f"{name}: {other}")
    custom = dict(into.custom)
    for key, value in gone.custom.items():
        if key not in custom:
            custom[key] = value
        elif custom[key] != value:
            differing.append(f"{key}: {value}")
    into.custom = custom
    into.notes = "\n".join(part for part in (into.notes, gone.notes, *differing) if part)
    return differing


def part(merge: ContactMerge, into: Contact, gone: Contact) -> None:
    """Put back what `join` moved. What a person changed since stays with the contact that was left."""
    moved = merge.moved
    Identity.objects.filter(id__in=moved["identities"], contact=into).update(contact=gone)
    ContactNote.objects.filter(id__in=moved["notes"], contact=into).update(contact=gone)
    ContactLabel.objects.filter(contact=into, label__in=moved["new_labels"]).delete()
    ContactLabel.objects.bulk_create(
        [ContactLabel(contact=gone, label_id=label_id) for label_id in _labels_left(moved["labels"])],
        ignore_conflicts=True,
    )
    for name, before in moved["into"].items():
        if getattr(into, name) == moved["after"][name]:
            setattr(into, name, before)
    for name, before in moved["gone"].items():
        setattr(gone, name, before)
    gone.merged_into = None
    for contact in (into, gone):
        contact.rev += 1
        contact.save()


def _labels_left(ids: list[str]) -> list[UUID]:
    return list(Label.objects.filter(id__in=ids).values_list("id", flat=True))


def split(contact: Contact, identities: Sequence[Identity], *, name: str) -> Contact:
    """Give `identities` a contact of their own; raises Conflict when none would be left."""
    ids = [identity.id for identity in identities]
    if not Identity.objects.filter(contact=contact).exclude(id__in=ids).exists():
        raise Conflict("only_identity", "A contact keeps one identity at least.")
    phone = next((identity.value for identity in identities if identity.kind == "phone"), "")
    parted = Contact.objects.create(name=name or contact.name, phone=phone)
    Identity.objects.filter(id__in=ids).update(contact=parted)
    contact.rev += 1
    contact.save(update_fields=["rev"])
    return parted
