"""Reads: a contact by id, the identities by which an account can reach one."""

from uuid import UUID

from shared_apps.core.errors import NotFound
from tenant_apps.contacts.models import Contact, Identity


def get_contact(contact_id: UUID) -> Contact:
    """Return the contact with its identities; raises NotFound."""
    contact = Contact.objects.prefetch_related("identities").filter(id=contact_id).first()
    if contact is None:
        raise NotFound
    return contact


def identities_at(*, contact_id: UUID, channel_account_id: UUID) -> tuple[tuple[str, str], ...]:
    """Return (kind, value) pairs by which the account can address the contact, strongest first."""
    rows = Identity.objects.filter(contact_id=contact_id, channel_account_id=channel_account_id)
    return tuple(rows.order_by("strength", "-id").values_list("kind", "value"))
