"""The weekly clean-up: what nobody can use any more goes by itself."""

from datetime import datetime, timedelta

from django.db.models import Q

from tenant_apps.files.actions import drop_orphans
from tenant_apps.knowledge.actions.delete import delete_document
from tenant_apps.knowledge.models import Document, DocumentKind, DocumentStatus

# Long enough to see the reason and to mend the file.
KEEP_FAILED = timedelta(days=30)
# Long enough to want the prices of last season back.
KEEP_SUPERSEDED = timedelta(days=180)
MOST_AT_ONCE = 500


def clean_up(at: datetime) -> int:
    """Delete failed files and long superseded versions, and stored bytes without a row; return how many."""
    failed = Q(status=DocumentStatus.FAILED, touched_at__lt=at - KEEP_FAILED)
    replaced = Q(superseded_by__isnull=False, touched_at__lt=at - KEEP_SUPERSEDED)
    stale = Document.objects.filter(failed | replaced, kind__in=[DocumentKind.FILE, DocumentKind.PHOTO])
    rows = list(stale.values_list("id", "kind")[:MOST_AT_ONCE])
    for document_id, kind in rows:
        delete_document(document_id=document_id, kind=DocumentKind(kind))
    return len(rows) + drop_orphans(older_than=at - timedelta(days=1))
