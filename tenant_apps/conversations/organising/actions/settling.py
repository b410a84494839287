"""Resolve by itself what nobody writes in any more."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from shared_apps.audit.actions import record
from shared_apps.core.clock import now
from shared_apps.core.errors import AppError
from tenant_apps.conversations.actions import SystemSender, change_conversation, send_message
from tenant_apps.conversations.models import Conversation, Status
from tenant_apps.conversations.organising.models import InboxSettings
from tenant_apps.conversations.organising.selectors import inbox_settings
from tenant_apps.team.models import Member

BATCH = 100


@transaction.atomic
def save_settings(*, actor: Member, changes: dict[str, Any]) -> InboxSettings:
    """Change how the inbox keeps itself in order."""
    settings, _ = InboxSettings.objects.select_for_update().get_or_create(is_only=True)
    for name, value in changes.items():
        setattr(settings, name, value)
    settings.save()
    record("inbox_settings.updated", actor=actor, target_kind="inbox_settings", details=changes)
    return settings


def resolve_idle() -> int:
    """Resolve open conversations that nobody wrote in for the hours that were chosen; return how many.

    One in which the customer waits for an answer is never resolved. The message goes first, where the channel still
    takes one; where it does not, the conversation is resolved without.
    """
    settings = inbox_settings()
    if settings.auto_resolve_hours is None:
        return 0
    before = now() - timedelta(hours=settings.auto_resolve_hours)
    resolved = 0
    while True:
        with transaction.atomic():
            idle = Conversation.objects.select_for_update(skip_locked=True, of=("self",)).filter(
                status__in=[Status.OPEN, Status.PENDING],
                waiting_since__isnull=True,
                last_message_at__lt=before,
            )
            rows = list(idle.order_by("last_message_at", "id")[:BATCH])
            for conversation in rows:
                _say_goodbye(conversation, settings.auto_resolve_message)
                change_conversation(conversation_id=conversation.id, changes={"status": Status.RESOLVED})
        resolved += len(rows)
        if len(rows) < BATCH:
            return resolved


def _say_goodbye(conversation: Conversation, text: str) -> None:
    if not text.strip():
        return
    try:
        with transaction.atomic():
            send_message(conversation_id=conversation.id, sender=SystemSender(), text=text)
    except AppError:
        # The window is closed or the channel gone: the conversation is over without a word.
        return
