from typing import Any

from tenant_apps.knowledge.entries.models import Entry, Suggestion


def entry_view(entry: Entry) -> dict[str, Any]:
    return {
        "id": str(entry.id),
        "question": entry.question,
        "answer": entry.answer,
        "phrasings": entry.phrasings,
        "origin": entry.origin,
        "status": entry.status,
        "reason": entry.reason,
        "updated_by": entry.updated_by_name,
        "updated_at": entry.updated_at.isoformat().replace("+00:00", "Z"),
        "rev": entry.rev,
    }


def suggestion_view(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "id": str(suggestion.id),
        "question": suggestion.question,
        "answer": suggestion.answer,
        "times": suggestion.times,
        "conversation": str(suggestion.conversation_id) if suggestion.conversation_id else None,
        "created_at": suggestion.created_at.isoformat().replace("+00:00", "Z"),
    }
