"""Labels and participants of a conversation."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import F

from shared_apps.core.errors import Invalid
from shared_apps.facts import publish
from tenant_apps.contacts.labels.selectors import labels_called
from tenant_apps.conversations.events import ConversationChanged, ConversationMoved
from tenant_apps.conversations.locks import locked_conversation
from tenant_apps.conversations.models import Conversation
from tenant_apps.conversations.organising.events import ParticipantsChanged
from tenant_apps.conversations.organising.models import ConversationLabel, Participant
from tenant_apps.team.models import Member

MAX_WORN = 50


@transaction.atomic
def set_labels(*, conversation_id: UUID, label_ids: Collection[UUID]) -> bool:
    """Let the conversation wear exactly these labels; return whether that changed any. Raises NotFound, Invalid."""
    locked_conversation(conversation_id)
    return _wear(conversation_id, worn(conversation_id), set(label_ids))


@transaction.atomic
def change_labels(
    *, conversation_id: UUID, add: Collection[UUID] = (), remove: Collection[UUID] = ()
) -> bool:
    """Put labels on and take others off, leaving what somebody else changes meanwhile; return whether any changed.

    Raises NotFound, Invalid.
    """
    locked_conversation(conversation_id)
    held = worn(conversation_id)
    return _wear(conversation_id, held, (held | set(add)) - set(remove))


def worn(conversation_id: UUID) -> set[UUID]:
    """Return the labels of a conversation."""
    links = ConversationLabel.objects.filter(conversation=conversation_id)
    return set(links.values_list("label_id", flat=True))


def _wear(conversation_id: UUID, held: set[UUID], asked: set[UUID]) -> bool:
    if len(asked) > MAX_WORN:
        raise Invalid("That is too much.", fields={"labels": [f"Choose up to {MAX_WORN} labels."]})
    wanted = {label.id for label in labels_called(asked)}
    if wanted == held:
        return False
    ConversationLabel.objects.filter(conversation=conversation_id, label__in=held - wanted).delete()
    ConversationLabel.objects.bulk_create(
        [ConversationLabel(conversation_id=conversation_id, label_id=each) for each in wanted - held]
    )
    Conversation.objects.filter(id=conversation_id).update(rev=F("rev") + 1)
    publish(ConversationChanged(conversation_id=conversation_id))
    return True


@transaction.atomic
def set_participants(*, conversation_id: UUID, member_ids: Collection[UUID]) -> None:
    """Let exactly these members watch the conversation; raises NotFound, Invalid for somebody who is no member."""
    locked_conversation(conversation_id)
    wanted = set(member_ids)
    if Member.objects.filter(id__in=wanted, is_active=True).count() < len(wanted):
        raise Invalid("Somebody is not in this workspace.", fields={"members": ["Choose active members."]})
    seats = Participant.objects.filter(conversation=conversation_id)
    seated = set(seats.values_list("member_id", flat=True))
    if wanted == seated:
        return
    seats.filter(member__in=seated - wanted).delete()
    Participant.objects.bulk_create(
        [Participant(conversation_id=conversation_id, member_id=each) for each in wanted - seated]
    )
    publish(
        ParticipantsChanged(conversation_id=conversation_id),
        ConversationMoved(conversation_id=conversation_id),
    )
