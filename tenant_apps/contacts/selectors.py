"""Reads: a contact by id, the identities by which an account can reach one."""

from collections.abc import Sequence
from uuid import UUID

from shared_apps.core.errors import NotFound
from tenant_apps.contacts.look_alikes import LookAlike, look_alikes
from tenant_apps.contacts.models import Contact, Identity
from tenant_apps.contacts.sight import visible_to
from tenant_apps.team.models import Member

__all__ = ["LookAlike", "contact_behind", "get_contact", "get_contact_for", "identities_at", "look_alikes"]


def get_contact(contact_id: UUID) -> Contact:
    """Return the contact with its identities; raises NotFound."""
    contact = (
        Contact.objects.prefetch_related("identities", "label_links__label").filter(id=contact_id).first()
    )
    if contact is None:
        raise NotFound
    return contact


def get_contact_for(member: Member, contact_id: UUID) -> Contact:
    """Return the contact; raises NotFound when there is none that `member` may see."""
    if not Contact.objects.filter(visible_to(member), id=contact_id).exists():
        raise NotFound
    return get_contact(contact_id)


def identities_at(*, contact_id: UUID, channel_account_id: UUID) -> tuple[tuple[str, str], ...]:
    """Return (kind, value) pairs by which the account can address the contact, strongest first."""
    rows = Identity.objects.filter(contact_id=contact_id, channel_account_id=channel_account_id)
    return tuple(rows.order_by("strength", "-id").values_list("kind", "value"))


def contact_behind(channel_account_id: UUID, identities: Sequence[tuple[str, str]]) -> UUID | None:
    """Return the contact that the account knows by any of `identities`, the strongest first."""
    known = {
        (kind, value): contact_id
        for kind, value, contact_id in Identity.objects.filter(
            channel_account_id=channel_account_id, value__in=[value for _, value in identities]
        ).values_list("kind", "value", "contact_id")
    }
    return next((known[identity] for identity in identities if identity in known), None)
