from tenant_apps.knowledge.sources.actions.add import add_source
from tenant_apps.knowledge.sources.actions.change import (
    change_source,
    delete_source,
    refresh_all,
    refresh_source,
)
from tenant_apps.knowledge.sources.actions.crawl import crawl_step
from tenant_apps.knowledge.sources.actions.sweep import sweep

__all__ = [
    "add_source",
    "change_source",
    "crawl_step",
    "delete_source",
    "refresh_all",
    "refresh_source",
    "sweep",
]
