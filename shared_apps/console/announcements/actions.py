"""Say something to the people of all businesses, and take it back."""

import logging
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db import transaction
from redis.exceptions import RedisError

from shared_apps.accounts.models import User
from shared_apps.audit.actions import record
from shared_apps.console.announcements.selectors import CACHE_S, CURRENT, get_announcement, mark_of
from shared_apps.console.errors import ConsoleErrorCode
from shared_apps.console.models import Announcement, Dismissal
from shared_apps.core.clock import now
from shared_apps.core.errors import Conflict, Invalid, NotFound

log = logging.getLogger(__name__)


@transaction.atomic
def announce(*, actor: User, **given: Any) -> Announcement:
    """Announce something from `starts_at` until `ends_at`. Raises Invalid."""
    _check_time(given["starts_at"], given["ends_at"])
    made = Announcement.objects.create(created_by_name=actor.name, **given)
    _note(made, "announcement.made", actor)
    return made


@transaction.atomic
def change_announcement(*, announcement_id: UUID, actor: User, seen: str = "", **given: Any) -> Announcement:
    """Word it anew or move its time; who has dismissed it is not bothered again.

    `seen` is the mark of what the operator saw. Raises NotFound, Invalid, Conflict `console_overtaken`.
    """
    row = Announcement.objects.select_for_update().filter(id=announcement_id, withdrawn_at=None).first()
    if row is None:
        raise NotFound("There is no such announcement.")
    if seen and seen != mark_of(row):
        message = "Somebody has changed the announcement in the meantime. Load the page again."
        raise Conflict(ConsoleErrorCode.OVERTAKEN, message)
    for name, value in given.items():
        setattr(row, name, value)
    if row.ends_at <= row.starts_at:
        raise _wrong_time()
    row.save()
    _note(row, "announcement.changed", actor)
    return row


@transaction.atomic
def withdraw(*, announcement_id: UUID, actor: User) -> Announcement:
    """Take it off everybody's screen; the row stays for the record. Raises NotFound."""
    row = get_announcement(announcement_id)
    if row.withdrawn_at is None:
        row.withdrawn_at = now()
        row.save(update_fields=["withdrawn_at"])
        _note(row, "announcement.withdrawn", actor)
    return row


def dismiss(*, announcement_id: UUID, user_id: UUID) -> None:
    """Show it to this person no more. Raises NotFound."""
    if not Announcement.objects.filter(id=announcement_id, withdrawn_at=None).exists():
        raise NotFound("There is no such announcement.")
    Dismissal.objects.get_or_create(announcement_id=announcement_id, user_id=user_id)


def _check_time(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at or ends_at <= now():
        raise _wrong_time()


def _wrong_time() -> Invalid:
    return Invalid(
        "The time is not one.", fields={"ends_at": ["It has to end after it begins, and not in the past."]}
    )


def _note(row: Announcement, what: str, actor: User) -> None:
    details = {"title": row.title_en, "audience": row.audience, "severity": row.severity}
    record(what, actor=actor, target_kind="announcement", target_id=row.id, details=details)
    transaction.on_commit(_forget, robust=True)


def _forget() -> None:
    try:
        cache.delete(CURRENT)
    except RedisError as error:
        log.warning("announcements are remembered for %s s more: %s", CACHE_S, error)
