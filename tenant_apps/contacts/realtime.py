from collections.abc import Sequence

from shared_apps.realtime import Frame
from tenant_apps.contacts.events import ContactChanged
from tenant_apps.contacts.models import Contact


def contact_updated(facts: Sequence[ContactChanged]) -> list[Frame | None]:
    """The fields that lists and panels show; who needs more asks the API."""
    rows = Contact.objects.in_bulk([fact.contact_id for fact in facts])
    return [
        Frame("contact.updated", _view(contact), contact.rev)
        if (contact := rows.get(fact.contact_id))
        else None
        for fact in facts
    ]


def _view(contact: Contact) -> dict[str, object]:
    return {
        "id": str(contact.id),
        "name": contact.name,
        "phone": contact.phone,
        "email": contact.email,
        "language": contact.language,
        "notes": contact.notes,
        "custom": contact.custom,
        "blocked": contact.blocked_at is not None,
        "merged_into": str(contact.merged_into_id) if contact.merged_into_id else None,
        "rev": contact.rev,
    }
