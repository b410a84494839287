"""What the web chat does when a visitor's message has become a message of a contact."""

from collections.abc import Sequence

from tenant_apps.contacts.actions import change_contact
from tenant_apps.conversations.events import DetailsTold
from tenant_apps.conversations.models import Message
from tenant_apps.webchat.selectors import KIND

# What the pre-chat form asks for and a contact has; a visitor's word only fills what is still empty.
_COLUMNS = ("name", "email", "phone", "language")


def keep_details(facts: Sequence[DetailsTold]) -> None:
    """Note what the visitor told about themselves; it is a claim, so it never joins them with somebody else."""
    messages = Message.objects.filter(
        id__in=[fact.message_id for fact in facts], channel_account__kind=KIND
    ).select_related("conversation__contact")
    for message in messages:
        contact = message.conversation.contact
        told = {**message.payload.get("details", {}), "language": message.payload.get("language", "")}
        changes = {
            name: told[name]
            for name in _COLUMNS
            if told.get(name) and not str(getattr(contact, name)).strip()
        }
        if changes:
            change_contact(contact_id=contact.id, changes=changes)
