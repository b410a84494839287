from collections.abc import Sequence

from tenant_apps.knowledge.sources.events import SourceQueued
from tenant_apps.knowledge.sources.tasks import crawl


def start_crawling(facts: Sequence[SourceQueued]) -> None:
    for source_id in dict.fromkeys(fact.source_id for fact in facts):
        crawl.delay(str(source_id))
