"""A source and its pages as the API and the socket show them."""

from datetime import datetime
from typing import Any

from tenant_apps.knowledge.sources.models import PageState, Source, SourcePage, SourceStatus


def source_view(source: Source) -> dict[str, Any]:
    """Return the view of a source that `selectors.sources` counted."""
    counts = {state: getattr(source, f"{state}_pages") for state in PageState.values}
    whole = getattr(source, "all_pages", 0)
    is_done = source.status in {SourceStatus.READY, SourceStatus.FAILED}
    done = whole - counts[PageState.QUEUED]
    return {
        "id": str(source.id),
        "kind": source.kind,
        "url": source.url,
        "account": str(source.account_id) if source.account_id else None,
        "name": source.name,
        "status": source.status,
        "reason": source.reason,
        "reason_code": source.reason_code,
        "is_paused": source.is_paused,
        "progress": 100 if is_done else min(99, 100 * done // whole) if whole else 0,
        "pages": counts,
        "max_pages": source.max_pages,
        "max_depth": source.max_depth,
        "refresh_hours": source.refresh_hours,
        "checked_at": _moment(source.checked_at),
        "next_at": _moment(source.next_at),
        "created_at": _moment(source.created_at),
        "rev": source.rev,
    }


def page_view(page: SourcePage) -> dict[str, Any]:
    return {
        "id": str(page.id),
        "url": page.url,
        "title": page.title,
        "state": page.state,
        "reason": page.reason,
        "reason_code": page.reason_code,
        "http_status": page.http_status,
        "document": str(page.document_id) if page.document_id else None,
        "passages": page.document.chunk_count if page.document else 0,
        "depth": page.depth,
        "checked_at": _moment(page.checked_at),
        "changed_at": _moment(page.changed_at),
        "gone_since": _moment(page.gone_since),
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat().replace("+00:00", "Z") if at else None
