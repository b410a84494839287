"""Durable reactions: a document that was deleted is quoted by no result any more."""

from collections.abc import Sequence

from django.db.models import Q

from tenant_apps.agent.evaluations.models import EvalResult, ReplayResult
from tenant_apps.agent.quotes import without_words
from tenant_apps.knowledge.events import WordsForgotten


def forget_quotes(facts: Sequence[WordsForgotten]) -> None:
    gone = {str(fact.document_id) for fact in facts}
    for result in EvalResult.objects.filter(passage__document__in=gone):
        result.passage = {**(result.passage or {}), "text": ""}
        result.save(update_fields=["passage"])
    quoting = Q(pk__in=[])
    for document in gone:
        quoting |= Q(citations__contains=[{"document": document}])
    for replayed in ReplayResult.objects.filter(quoting):
        replayed.citations = without_words(replayed.citations, gone)
        replayed.save(update_fields=["citations"])
