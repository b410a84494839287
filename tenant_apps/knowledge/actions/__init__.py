from tenant_apps.knowledge.actions.clean import clean_up
from tenant_apps.knowledge.actions.delete import delete_document
from tenant_apps.knowledge.actions.keep import decide_version
from tenant_apps.knowledge.actions.read import read_document
from tenant_apps.knowledge.actions.retry import requeue_stale, retry_document
from tenant_apps.knowledge.actions.upload import upload_documents

__all__ = [
    "clean_up",
    "decide_version",
    "delete_document",
    "read_document",
    "requeue_stale",
    "retry_document",
    "upload_documents",
]
