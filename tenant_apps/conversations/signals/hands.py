"""Whose hands are on a conversation: a member who types a reply keeps the agent waiting."""

from uuid import UUID

from django.core.cache import cache

from shared_apps.core.keys import tenant_key

# Clients tell every few seconds that somebody types; this much silence means that they stopped.
STILL_TYPING_S = 12


def note_typing(conversation_id: UUID) -> None:
    cache.set(_key(conversation_id), 1, timeout=STILL_TYPING_S)


def is_person_typing(conversation_id: UUID) -> bool:
    return cache.get(_key(conversation_id)) is not None


def _key(conversation_id: UUID) -> str:
    return tenant_key("person-typing", conversation_id)
