"""What the clock does about sign-ins: what has ended is forgotten after a while."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q, QuerySet

from shared_apps.accounts.models import (
    DeviceSession,
    EmailChange,
    EmailCode,
    EntryToken,
    FlowCode,
    KnownDevice,
    PendingSignIn,
    RefreshToken,
    SessionKind,
)

# How long what has ended can still be looked at by who asks how somebody came in.
KEEP = timedelta(days=30)
# The browser's own mark of a device ends then.
DEVICE_KEEP = timedelta(days=365)


def session_clean_up(at: datetime) -> dict[str, int]:
    """End sessions that nobody can use any more, and forget what has ended; return how many of each."""
    return {
        "ended": _end_unusable(at),
        "browser_sessions": _deleted(Session.objects.filter(expire_date__lte=at)),
        "device_sessions": _deleted(DeviceSession.objects.filter(ended_at__lte=at - KEEP)),
        # Kept until it would have ended anyway: a used one that comes back ends its family.
        "refresh_tokens": _deleted(RefreshToken.objects.filter(expires_at__lte=at)),
        "codes": sum(
            _deleted(kind.objects.filter(expires_at__lte=at))
            for kind in (EntryToken, FlowCode, EmailCode, EmailChange, PendingSignIn)
        ),
        "devices": _deleted(KnownDevice.objects.filter(created_at__lte=at - DEVICE_KEEP)),
    }


@transaction.atomic
def _end_unusable(at: datetime) -> int:
    """Put an end to rows whose cookie or refresh token ran out: the list of devices shows what is open."""
    live = RefreshToken.objects.filter(revoked_at=None, used_at=None, expires_at__gt=at)
    sessions = Session.objects.filter(expire_date__gt=at)
    gone = Q(kind=SessionKind.BROWSER) & ~Q(session_key__in=sessions.values("session_key"))
    gone |= Q(kind=SessionKind.API) & ~Q(id__in=live.values("family"))
    return DeviceSession.objects.filter(gone, ended_at=None).update(ended_at=at)


def _deleted(rows: QuerySet[Any]) -> int:
    deleted, _ = rows.delete()
    return deleted
