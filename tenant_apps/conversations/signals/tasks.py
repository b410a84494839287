"""Celery entry points of signals. They expire: an old "is typing" would be a lie."""

from uuid import UUID

from celery import shared_task

from tenant_apps.conversations.signals.actions import show_read, show_typing

READ_EXPIRES_S = 300
TYPING_EXPIRES_S = 5


@shared_task
def tell_read(conversation_id: str) -> None:
    """Tell the customer that the newest message was read."""
    show_read(conversation_id=UUID(conversation_id))


@shared_task
def tell_typing(conversation_id: str, is_answer_due: bool) -> None:
    """Show the customer that somebody writes."""
    show_typing(conversation_id=UUID(conversation_id), is_answer_due=is_answer_due)
