"""What is announced now, and to whom."""

import logging
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import Count, QuerySet
from redis.exceptions import RedisError

from shared_apps.console.models import Announcement, Audience, Dismissal
from shared_apps.core import marks
from shared_apps.core.clock import now
from shared_apps.core.errors import NotFound
from shared_apps.core.keys import PUBLIC
from tenants.models import Role

log = logging.getLogger(__name__)

CURRENT = f"{PUBLIC}:announcements"
CACHE_S = 60
SHOWN = (
    "id",
    "severity",
    "audience",
    "title_en",
    "text_en",
    "title_uk",
    "text_uk",
    "link",
    "starts_at",
    "ends_at",
)


def announcements() -> QuerySet[Announcement]:
    """Return all of them with `dismissed`, for operators."""
    return Announcement.objects.annotate(dismissed=Count("dismissals"))


def get_announcement(announcement_id: UUID) -> Announcement:
    """Raises NotFound."""
    found = announcements().filter(id=announcement_id).first()
    if found is None:
        raise NotFound("There is no such announcement.")
    return found


def mark_of(row: Announcement) -> str:
    """Return a short name for what is announced: who shows it has seen it as it is now."""
    return marks.mark_of(*(getattr(row, name) for name in SHOWN))


def shown_to(*, user_id: UUID, role: str, language: str) -> list[dict[str, Any]]:
    """Return what a member is to read, in their language; nothing is asked of the database while nothing is on."""
    at = now()
    rows = [row for row in _coming() if row["starts_at"] <= at < row["ends_at"]]
    if role != Role.OWNER:
        rows = [row for row in rows if row["audience"] == Audience.EVERYBODY]
    if not rows:
        return []
    read = set(
        Dismissal.objects.filter(user=user_id, announcement__in=[row["id"] for row in rows]).values_list(
            "announcement_id", flat=True
        )
    )
    tongue = "uk" if language == "uk" else "en"
    return [
        {
            "id": row["id"],
            "severity": row["severity"],
            "title": row[f"title_{tongue}"],
            "text": row[f"text_{tongue}"],
            "link": row["link"],
            "ends_at": row["ends_at"],
        }
        for row in rows
        if row["id"] not in read
    ]


def _coming() -> list[dict[str, Any]]:
    """Return what is announced now or will be; kept in the cache."""
    try:
        known = cache.get(CURRENT)
    except RedisError:
        known = None
    if known is not None:
        return list(known)
    rows = _not_over(now())
    try:
        cache.set(CURRENT, rows, CACHE_S)
    except RedisError as error:
        log.warning("announcements are not cached, Valkey is away: %s", error)
    return rows


def _not_over(at: datetime) -> list[dict[str, Any]]:
    rows = Announcement.objects.filter(ends_at__gt=at, withdrawn_at=None)
    return list(rows.order_by("-starts_at", "-id").values(*SHOWN)[:50])
