"""Durable reactions: what others asked models for belongs into the charts, too."""

from collections.abc import Sequence

from tenant_apps.agent.usage.actions import record_call
from tenant_apps.agent.usage.models import Feature
from tenant_apps.knowledge.events import PhotoShown


def book_photos(facts: Sequence[PhotoShown]) -> None:
    for fact in facts:
        record_call(
            feature=Feature.VISION,
            provider=fact.provider,
            model=fact.model,
            prompt_tokens=fact.prompt_tokens,
            completion_tokens=fact.completion_tokens,
            ms=fact.ms,
            is_ok=not fact.error,
            error=fact.error,
            call_id=fact.call_id,
        )
