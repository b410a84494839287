"""How much a workspace keeps of files and photos, how much it may, and the refusal in between."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q, Sum

from shared_apps.core.errors import Conflict
from shared_apps.plans import entitlements, meters
from shared_apps.plans.choices import Limit, Meter
from tenant_apps.files.selectors import megabytes
from tenant_apps.knowledge.errors import KnowledgeErrorCode
from tenant_apps.knowledge.models import Document, DocumentKind


@dataclass(frozen=True, slots=True)
class Usage:
    """What stands now; `bytes` are those of the kept files, older versions included."""

    documents: int
    photos: int
    bytes: int


class QuotaReached(Conflict):
    """No room for more; `data` says of what, how much is used and the most there may be."""

    def __init__(self, what: str, *, used: int, most: int) -> None:
        shown = (
            (round(used / 1_000_000), f"{round(most / 1_000_000)} MB") if what == "bytes" else (used, most)
        )
        message = (
            f"A workspace holds up to {shown[1]} of {_WORDS[what]}. Delete what is out of date, then upload."
        )
        super().__init__(
            KnowledgeErrorCode.QUOTA_REACHED, message, data={"what": what, "used": used, "most": most}
        )


_WORDS = {"documents": "documents", "photos": "photos", "bytes": "files"}


def usage() -> Usage:
    """Return what the workspace keeps; one query."""
    found = Document.objects.filter(kind__in=[DocumentKind.FILE, DocumentKind.PHOTO]).aggregate(
        documents=Count("id", filter=Q(kind=DocumentKind.FILE)),
        photos=Count("id", filter=Q(kind=DocumentKind.PHOTO)),
        bytes=Sum("size", filter=Q(file__isnull=False)),
    )
    return Usage(found["documents"], found["photos"], found["bytes"] or 0)


def limits() -> Usage:
    """Return the most of each that the house allows in any workspace; a plan may allow less."""
    return Usage(
        settings.KNOWLEDGE_MAX_DOCUMENTS, settings.KNOWLEDGE_MAX_PHOTOS, settings.KNOWLEDGE_MAX_BYTES
    )


def require_room(*, documents: int = 0, photos: int = 0, size: int = 0) -> None:
    """Refuse what does not fit beside what is there; raises QuotaReached, and LimitReached of the plan.

    Nothing is kept then. Call in the transaction that keeps them: the month's photos are taken at once.
    """
    stands, most = usage(), limits()
    for what, adding in (("documents", documents), ("photos", photos), ("bytes", size)):
        used, limit = getattr(stands, what), getattr(most, what)
        if adding and used + adding > limit:
            raise QuotaReached(what, used=used, most=limit)
    entitlements.require_room(Limit.DOCUMENTS, used=count_files, adding=documents)
    entitlements.require_room(Limit.STORAGE_MB, used=megabytes, adding=-(-size // 1_000_000))
    if photos:
        meters.consume(Meter.PHOTOS, photos)


def count_files() -> int:
    """Return the documents that count against a plan."""
    return usage().documents
