from collections.abc import Sequence

from tenant_apps.knowledge.events import DocumentQueued
from tenant_apps.knowledge.tasks import read


def start_reading(facts: Sequence[DocumentQueued]) -> None:
    for document_id in dict.fromkeys(fact.document_id for fact in facts):
        read.delay(str(document_id))
