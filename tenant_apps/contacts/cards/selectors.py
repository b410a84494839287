"""Reads: contacts as a list, notes, fields."""

from uuid import UUID

from django.db.models import Q, QuerySet

from shared_apps.core.errors import NotFound
from tenant_apps.contacts.cards.models import ContactNote, CustomField
from tenant_apps.contacts.models import Contact
from tenant_apps.contacts.sight import visible_to
from tenant_apps.team.models import Member


def contacts(
    member: Member, *, q: str = "", label: UUID | None = None, blocked: bool | None = None
) -> QuerySet[Contact]:
    """Return the contacts that `member` sees and `q` is part of, identities and labels loaded.

    Joined ones are left out.
    """
    rows = Contact.objects.filter(visible_to(member), merged_into=None).prefetch_related(
        "identities", "label_links__label"
    )
    for word in q.split():
        named = Q(name__icontains=word) | Q(email__icontains=word) | Q(phone__icontains=word)
        digits = "".join(char for char in word if char.isdigit())
        known = Q(identities__value__icontains=digits if len(digits) > 5 else word)
        rows = rows.filter(id__in=Contact.objects.filter(named | known).values("id"))
    if label is not None:
        rows = rows.filter(label_links__label=label)
    if blocked is not None:
        rows = rows.filter(blocked_at__isnull=not blocked)
    return rows


def notes_of(contact_id: UUID) -> QuerySet[ContactNote]:
    """Return the remarks about a contact, newest first."""
    return ContactNote.objects.filter(contact=contact_id).order_by("-created_at", "-id")


def get_note(contact_id: UUID, note_id: UUID) -> ContactNote:
    """Return one remark; raises NotFound."""
    note = ContactNote.objects.filter(id=note_id, contact=contact_id).first()
    if note is None:
        raise NotFound
    return note


def custom_fields() -> QuerySet[CustomField]:
    """Return the fields in the order people gave them."""
    return CustomField.objects.order_by("position", "name", "id")


def get_custom_field(field_id: UUID) -> CustomField:
    """Return one field; raises NotFound."""
    field = CustomField.objects.filter(id=field_id).first()
    if field is None:
        raise NotFound
    return field
