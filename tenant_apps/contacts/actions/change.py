from typing import Any
from uuid import UUID

from django.db import transaction

from shared_apps.core.errors import Invalid, NotFound
from shared_apps.facts import publish
from tenant_apps.contacts.actions.recognise import MAX_NAME_CHARS
from tenant_apps.contacts.cards.models import CustomField
from tenant_apps.contacts.cards.values import changed
from tenant_apps.contacts.events import ContactChanged
from tenant_apps.contacts.models import Contact

CHANGEABLE = ("name", "phone", "email", "language", "notes")


@transaction.atomic
def change_contact(*, contact_id: UUID, changes: dict[str, Any]) -> Contact:
    """Set the given fields of CHANGEABLE and the given values of `custom`; raises NotFound, Invalid."""
    contact = Contact.objects.select_for_update(no_key=True).filter(id=contact_id).first()
    if contact is None:
        raise NotFound
    if "custom" in changes:
        contact.custom = _custom(contact, changes["custom"])
    for name in CHANGEABLE:
        if name in changes:
            setattr(contact, name, changes[name])
    contact.rev += 1
    contact.save()
    publish(ContactChanged(contact_id=contact.id))
    return contact


@transaction.atomic
def name_contact(*, contact_id: UUID, name: str) -> None:
    """Give a nameless contact the name that a platform knows; one that has a name keeps it."""
    contact = Contact.objects.select_for_update(no_key=True).filter(id=contact_id, name="").first()
    if contact is not None:
        change_contact(contact_id=contact_id, changes={"name": name[:MAX_NAME_CHARS].replace("\0", "")})


def _custom(contact: Contact, given: dict[str, Any]) -> dict[str, Any]:
    values, wrong = changed(list(CustomField.objects.all()), contact.custom, given)
    if wrong:
        raise Invalid("A field does not take this value.", fields=wrong)
    return values
