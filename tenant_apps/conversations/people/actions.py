"""Join and part contacts with their threads: one transaction for both floors."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from shared_apps.audit.actions import record
from shared_apps.core.clock import now
from shared_apps.core.errors import Conflict, Invalid, NotFound
from shared_apps.facts import Fact, publish
from shared_apps.intake.actions import hold_drain
from tenant_apps.contacts.cards import merges
from tenant_apps.contacts.cards.models import ContactMerge
from tenant_apps.contacts.events import ContactChanged
from tenant_apps.contacts.models import Contact, Identity
from tenant_apps.conversations.events import ConversationChanged
from tenant_apps.conversations.models import Conversation
from tenant_apps.conversations.people import threads
from tenant_apps.conversations.people.events import ThreadsJoined, ThreadsParted
from tenant_apps.team.models import Member


@transaction.atomic
def join_contacts(*, into: UUID, gone: UUID, by: Member) -> ContactMerge:
    """Join `gone` with `into`, threads included; raises Invalid, NotFound, Conflict."""
    hold_drain()
    kept, left = merges.locked_pair(into, gone)
    thread = threads.join_threads(kept.id, left.id)
    merge = merges.join(kept, left, by=by)
    merge.thread = thread
    merge.save(update_fields=["thread"])
    record("contact.merged", actor=by, target_kind="contact", target_id=into, details={"from": str(gone)})
    facts: list[Fact] = [ContactChanged(contact_id=into), ContactChanged(contact_id=gone)]
    if "into_id" in thread:
        into_id = UUID(thread["into_id"])
        facts += [
            ThreadsJoined(gone_id=UUID(thread["gone_id"]), into_id=into_id),
            ConversationChanged(conversation_id=into_id),
        ]
    elif "renamed" in thread:
        facts.append(ConversationChanged(conversation_id=UUID(thread["renamed"])))
    publish(*facts)
    return merge


@transaction.atomic
def part_contacts(*, merge_id: UUID, by: Member) -> ContactMerge:
    """Undo a join; raises NotFound, and Conflict when it was undone or one of the two was joined on."""
    hold_drain()
    merge = ContactMerge.objects.select_for_update().filter(id=merge_id).first()
    if merge is None:
        raise NotFound
    rows = (
        Contact.objects.select_for_update(no_key=True)
        .filter(id__in=[merge.into_id, merge.gone_id])
        .order_by("id")
    )
    both = {row.id: row for row in rows}
    into, gone = both[merge.into_id], both[merge.gone_id]
    if merge.undone_at is not None or gone.merged_into_id != into.id or into.merged_into_id:
        raise Conflict("not_undoable", "These contacts are not joined this way any more.")
    later = ContactMerge.objects.filter(into=into, undone_at=None, created_at__gt=merge.created_at)
    if later.exists():
        raise Conflict("not_undoable", "Another contact was joined since. Undo that one first.")
    thread = threads.part_threads(
        merge.thread, into_contact=into.id, gone_contact=gone.id, since=merge.created_at
    )
    merges.part(merge, into, gone)
    own = _thread_of_own_channels(into, thread) if thread and "renamed" in merge.thread else None
    merge.undone_at = now()
    merge.save(update_fields=["undone_at"])
    record(
        "contact.parted", actor=by, target_kind="contact", target_id=into.id, details={"from": str(gone.id)}
    )
    facts: list[Fact] = [ContactChanged(contact_id=into.id), ContactChanged(contact_id=gone.id)]
    facts += _parted(thread, UUID(merge.thread["into_id"]) if "into_id" in merge.thread else None)
    facts += _parted(own, thread.id if thread else None)
    publish(*facts)
    return merge


def _thread_of_own_channels(contact: Contact, joined: Conversation) -> Conversation | None:
    """Give a contact that had no thread before the join the messages that came since on its own channels."""
    own = set(Identity.objects.filter(contact=contact).values_list("channel_account_id", flat=True))
    theirs = Identity.objects.filter(contact=joined.contact_id).values_list("channel_account_id", flat=True)
    return threads.split_thread(joined, contact_id=contact.id, account_ids=sorted(own.difference(theirs)))


def _parted(thread: Conversation | None, into_id: UUID | None) -> list[Fact]:
    if thread is None:
        return []
    changed: list[Fact] = [ConversationChanged(conversation_id=thread.id)]
    if into_id is None:
        return changed
    return [
        ThreadsParted(conversation_id=thread.id, into_id=into_id),
        ConversationChanged(conversation_id=into_id),
        *changed,
    ]


@transaction.atomic
def split_contact(
    *, contact_id: UUID, identity_ids: Sequence[UUID], name: str, by: Member
) -> tuple[Contact, Conversation | None]:
    """Give identities a contact of their own, with the thread of channels that go with them entirely.

    Raises NotFound, Invalid, Conflict.
    """
    hold_drain()
    contact = Contact.objects.select_for_update(no_key=True).filter(id=contact_id).first()
    if contact is None:
        raise NotFound
    chosen = list(Identity.objects.filter(contact=contact, id__in=identity_ids))
    if len(chosen) < len(set(identity_ids)):
        raise Invalid("An identity is not this contact's.", fields={"identities": ["Choose again."]})
    parted = merges.split(contact, chosen, name=name)
    left = set(Identity.objects.filter(contact=contact).values_list("channel_account_id", flat=True))
    accounts = sorted({identity.channel_account_id for identity in chosen} - left)
    thread = threads.thread_of(contact.id)
    own = thread and threads.split_thread(thread, contact_id=parted.id, account_ids=accounts)
    record(
        "contact.split", actor=by, target_kind="contact", target_id=contact.id, details={"to": str(parted.id)}
    )
    publish(
        ContactChanged(contact_id=contact.id),
        ContactChanged(contact_id=parted.id),
        *_parted(own, thread.id if thread else None),
    )
    return parted, own
