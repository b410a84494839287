from typing import Any

from django.db.models import QuerySet

from tenant_apps.knowledge.extract.blocks import REASONS, FailureCode
from tenant_apps.knowledge.models import Document
from tenant_apps.knowledge.preview.models import ReadPage


def pages_of(document: Document) -> QuerySet[ReadPage]:
    return ReadPage.objects.filter(document=document).order_by("ord")


def page_view(page: ReadPage) -> dict[str, Any]:
    """Return a page as the API shows it; the error's message is the file's own reason with the same code."""
    error = None
    if page.error_code:
        error = {"code": page.error_code, "message": REASONS[FailureCode(page.error_code)]}
    return {
        "ord": page.ord,
        "number": page.number,
        "title": page.title,
        "is_scan": page.is_scan,
        "error": error,
        "blocks": page.blocks,
    }
