"""A contact's frames go to those who see its conversation.

Who shows a thread that was joined goes to the other one; who shows one that was parted reads it anew."""

from collections.abc import Sequence
from dataclasses import replace

from shared_apps.realtime import Frame
from tenant_apps.contacts import realtime as contacts
from tenant_apps.contacts.events import ContactChanged
from tenant_apps.contacts.models import Contact
from tenant_apps.conversations.lists.visibility import audiences
from tenant_apps.conversations.models import Conversation
from tenant_apps.conversations.people.events import ThreadsJoined, ThreadsParted


def contact_updated(facts: Sequence[ContactChanged]) -> list[Frame | None]:
    frames = contacts.contact_updated(facts)
    people = Contact.objects.filter(id__in=[fact.contact_id for fact in facts], merged_into__isnull=False)
    behind = dict(people.values_list("id", "merged_into"))
    asked = {behind.get(fact.contact_id) or fact.contact_id for fact in facts}
    rows = Conversation.objects.filter(contact__in=asked).only("id", "team", "assignee", "contact")
    seen_by = audiences(rows)
    audience = {row.contact_id: seen_by[row.id] for row in rows}
    return [
        frame and replace(frame, audience=audience.get(behind.get(fact.contact_id) or fact.contact_id))
        for fact, frame in zip(facts, frames, strict=True)
    ]


def conversation_joined(facts: Sequence[ThreadsJoined]) -> list[Frame | None]:
    return [
        Frame("conversation.joined", {"id": str(fact.gone_id), "into": str(fact.into_id)}) for fact in facts
    ]


def conversation_parted(facts: Sequence[ThreadsParted]) -> list[Frame | None]:
    return [
        Frame("conversation.parted", {"id": str(fact.conversation_id), "into": str(fact.into_id)})
        for fact in facts
    ]
