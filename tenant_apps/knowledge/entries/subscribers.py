from collections.abc import Sequence

from tenant_apps.knowledge.entries.events import EntryQueued
from tenant_apps.knowledge.entries.tasks import read


def start_reading(facts: Sequence[EntryQueued]) -> None:
    for entry_id in dict.fromkeys(fact.entry_id for fact in facts):
        read.delay(str(entry_id))
