"""Reads: which contacts were joined, and the files of a person."""

from uuid import UUID

from django.db.models import QuerySet

from shared_apps.core.errors import NotFound
from tenant_apps.contacts.cards.models import ContactMerge
from tenant_apps.contacts.models import Contact
from tenant_apps.conversations.lists.visibility import visible_to
from tenant_apps.conversations.models import Attachment
from tenant_apps.team.models import Member

MAX_MERGES = 100


def kept_contact(merge_id: UUID) -> UUID:
    """Return which contact stayed when two were joined; raises NotFound."""
    into: UUID | None = ContactMerge.objects.filter(id=merge_id).values_list("into_id", flat=True).first()
    if into is None:
        raise NotFound
    return into


def merges_into(contact: Contact) -> QuerySet[ContactMerge]:
    """Return whom `contact` was joined with, the latest first, MAX_MERGES at most."""
    return ContactMerge.objects.filter(into=contact).order_by("-created_at")[:MAX_MERGES]


def files_of(contact: Contact, member: Member) -> QuerySet[Attachment]:
    """Return the files in all threads of `contact` that `member` may see, with their messages, in no order."""
    rows = Attachment.objects.filter(
        visible_to(member, "message__conversation"),
        message__conversation__contact=contact,
        message__deleted_at=None,
    )
    return rows.select_related("message")
