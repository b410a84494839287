"""Signed-in devices: opened at a sign-in, listed, ended one by one or all at once."""

from uuid import UUID

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from shared_apps.accounts.actions.second_factor import is_on
from shared_apps.accounts.credentials import SESSION_ID
from shared_apps.accounts.devices import (
    address_of,
    agent_of,
    device_name,
    recognise,
    token_of_browser,
    token_of_client,
)
from shared_apps.accounts.letters import send_notice
from shared_apps.accounts.models import DeviceSession, RefreshToken, SessionKind, User
from shared_apps.audit.actions import record
from shared_apps.core.clock import now
from shared_apps.core.errors import NotFound
from shared_apps.realtime.push import end_sockets


@transaction.atomic
def note_browser(request: HttpRequest, user: User, *, is_silent: bool = False) -> DeviceSession:
    """Keep a row for the browser that has just signed in; a new device is told to the person by letter."""
    if not request.session.session_key:
        request.session.create()
    opened = _opened(
        request,
        user,
        SessionKind.BROWSER,
        key=str(request.session.session_key),
        # Who comes over from another host has shown nothing here.
        is_proved_twice=not is_silent and _was_asked_twice(request, user),
    )
    request.session[SESSION_ID] = str(opened.id)
    is_new = recognise(user, token_of_browser(request))
    _tell(request, user, opened, is_new=is_new and not is_silent)
    return opened


@transaction.atomic
def open_client(request: HttpRequest, user: User) -> DeviceSession:
    """Keep a row for the API client that has just signed in; its tokens are the family of the same id."""
    is_proved_twice = _was_asked_twice(request, user)
    opened = _opened(request, user, SessionKind.API, is_proved_twice=is_proved_twice)
    _tell(request, user, opened, is_new=recognise(user, token_of_client(request)))
    return opened


def _was_asked_twice(request: HttpRequest, user: User) -> bool:
    """Say whether this sign-in proved two factors: every door asks who has an app for its code; a passkey is both."""
    return is_on(user) or bool(getattr(request, "came_by_passkey", False))


def _opened(
    request: HttpRequest, user: User, kind: SessionKind, *, key: str = "", is_proved_twice: bool = False
) -> DeviceSession:
    return DeviceSession.objects.create(
        user=user,
        kind=kind,
        session_key=key,
        user_agent=agent_of(request),
        ip=address_of(request),
        last_seen_at=now(),
        confirmed_at=now(),
        second_factor_at=now() if is_proved_twice else None,
    )


def _tell(request: HttpRequest, user: User, opened: DeviceSession, *, is_new: bool) -> None:
    seen = {"device": device_name(opened.user_agent), "ip": str(opened.ip)}
    record("user.signed_in", actor=user, target_kind="session", target_id=opened.id, details=seen)
    if is_new:
        send_notice("new_device", user, **seen)


def sessions_of(user: User) -> list[DeviceSession]:
    """Return the open sessions that were ever used, the latest first."""
    rows = DeviceSession.objects.filter(user=user, ended_at=None, last_seen_at__isnull=False)
    return list(rows.order_by("-last_seen_at", "-id"))


def end_session(user: User, session_id: UUID) -> None:
    """Sign one device out, its sockets included; raises NotFound."""
    if not _end(user, DeviceSession.objects.filter(id=session_id)):
        raise NotFound("This session has ended already.")


def end_sessions(user: User, *, but: UUID | None = None) -> int:
    """Sign every device out but one; return how many there were."""
    rows = DeviceSession.objects.all()
    return _end(user, rows.exclude(id=but) if but else rows)


@transaction.atomic
def _end(user: User, which: QuerySet[DeviceSession]) -> int:
    rows = list(which.filter(user=user, ended_at=None).select_for_update())
    ids = [row.id for row in rows]
    DeviceSession.objects.filter(id__in=ids).update(ended_at=now())
    Session.objects.filter(session_key__in=[row.session_key for row in rows if row.session_key]).delete()
    RefreshToken.objects.filter(family__in=ids, revoked_at=None).update(revoked_at=now())
    for row in rows:
        record("user.session_ended", actor=user, target_kind="session", target_id=row.id)
    end_sockets(user.id, [f"session:{id}" for id in ids])
    return len(rows)


def confirm(session_id: UUID, *, by_second_factor: bool = False) -> None:
    """Note that the person behind a session has just proved who they are."""
    proved = {"second_factor_at": now()} if by_second_factor else {}
    DeviceSession.objects.filter(id=session_id, ended_at=None).update(confirmed_at=now(), **proved)


def follow(request: HttpRequest, session_id: UUID | None) -> None:
    """Keep up with a browser's session that got a new key under way."""
    if session_id is None or request.session.session_key is None:
        return
    DeviceSession.objects.filter(id=session_id, kind=SessionKind.BROWSER).update(
        session_key=request.session.session_key
    )
