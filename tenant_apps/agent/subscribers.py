"""Durable reactions: a document that was deleted is quoted nowhere any more."""

from collections.abc import Sequence

from tenant_apps.agent import quotes
from tenant_apps.knowledge.events import WordsForgotten


def forget_quotes(facts: Sequence[WordsForgotten]) -> None:
    quotes.forget_quotes({fact.document_id for fact in facts})
