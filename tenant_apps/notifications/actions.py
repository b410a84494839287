"""Tell members, and let them say that they know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from shared_apps.core.clock import now
from shared_apps.core.errors import NotFound
from shared_apps.core.tasks import send_after_commit
from shared_apps.realtime import Audience, push_ephemeral
from tenant_apps.notifications.choices import is_quiet, ways
from tenant_apps.notifications.models import Alert, AlertSettings, PushSubscription
from tenant_apps.notifications.presentation import alert_view
from tenant_apps.notifications.selectors import settings_of, unread_count
from tenant_apps.notifications.tasks import push_alert
from tenant_apps.team.models import Member
from tenant_apps.workspace.selectors import current_workspace

MAX_DEVICES = 20


@dataclass(frozen=True)
class News:
    """One thing to tell one member."""

    member_id: UUID
    kind: str
    conversation_id: UUID | None = None
    message_id: UUID | None = None
    about: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def tell(news: Iterable[News]) -> list[Alert]:
    """Store alerts as the members want them and tell their sockets and devices after the commit.

    The same about the same conversation counts on while it is unread. Members are taken in one order, so that two
    workers never wait for each other.
    """
    ordered = sorted(news, key=lambda one: (str(one.member_id), one.kind, str(one.conversation_id)))
    if not ordered:
        return []
    members = Member.objects.in_bulk([one.member_id for one in ordered])
    chosen = settings_of(list(members))
    zone = current_workspace().timezone
    alerts = []
    for one in ordered:
        member = members.get(one.member_id)
        if member is None or not member.is_active:
            continue
        alert = _told(member, one, chosen[member.id], zone)
        if alert is not None:
            alerts.append(alert)
    return alerts


def _told(member: Member, one: News, chosen: AlertSettings, zone: str) -> Alert | None:
    wanted = ways(chosen.kinds, one.kind)
    if not (wanted.in_app or wanted.push or wanted.email):
        return None
    alert = _stored(one)
    at = now()
    quiet = is_quiet(chosen.quiet_from, chosen.quiet_to, chosen.timezone or zone, at)
    if wanted.in_app:
        _show(alert, sound=wanted.sound and not quiet)
    if wanted.push and not quiet:
        send_after_commit(push_alert, str(alert.id))
    return alert


def _stored(one: News) -> Alert:
    at = now()
    same = Alert.objects.select_for_update().filter(
        member=one.member_id, kind=one.kind, conversation=one.conversation_id, read_at=None
    )
    alert = same.first() if one.conversation_id else None
    if alert is None:
        return Alert.objects.create(
            member_id=one.member_id,
            kind=one.kind,
            conversation_id=one.conversation_id,
            message_id=one.message_id,
            about=dict(one.about),
            at=at,
        )
    alert.count += 1
    alert.about, alert.message_id, alert.at, alert.mailed_at = dict(one.about), one.message_id, at, None
    alert.save()
    return alert


def _show(alert: Alert, *, sound: bool) -> None:
    view, mine, member_id = alert_view(alert), Audience.of_member(alert.member_id), alert.member_id

    def push_it() -> None:
        data = {"alert": view, "unread": unread_count(member_id), "sound": sound}
        push_ephemeral("notification", data, mine)

    transaction.on_commit(push_it, robust=True)


@transaction.atomic
def mark_read(*, member: Member, alert_id: UUID) -> Alert:
    """Set one alert to read; raises NotFound for another's."""
    alert = Alert.objects.select_for_update().filter(id=alert_id, member=member).first()
    if alert is None:
        raise NotFound
    if alert.read_at is None:
        alert.read_at = now()
        alert.save(update_fields=["read_at"])
        _recount(member.id)
    return alert


@transaction.atomic
def mark_all_read(*, member: Member, conversation_id: UUID | None = None) -> int:
    """Set all alerts, or those about one conversation, to read; return how many were not."""
    rows = Alert.objects.filter(member=member, read_at=None)
    if conversation_id is not None:
        rows = rows.filter(conversation=conversation_id)
    changed = rows.update(read_at=now())
    if changed:
        _recount(member.id)
    return changed


def _recount(member_id: UUID) -> None:
    """Bring the badge of the member's other devices up to date."""

    def push_it() -> None:
        data = {"alert": None, "unread": unread_count(member_id), "sound": False}
        push_ephemeral("notification", data, Audience.of_member(member_id))

    transaction.on_commit(push_it, robust=True)


@transaction.atomic
def add_device(*, member: Member, endpoint: str, keys: Mapping[str, str], device: str) -> PushSubscription:
    """Push to a browser from now on: to `member`, whoever it was before. Their oldest one above MAX_DEVICES goes."""
    row, _ = PushSubscription.objects.update_or_create(
        endpoint=endpoint, defaults={"member": member, "device": device, "failures": 0, **keys}
    )
    spare = PushSubscription.objects.filter(member=member).order_by("-id").values("id")[MAX_DEVICES:]
    PushSubscription.objects.filter(id__in=list(spare.values_list("id", flat=True))).delete()
    row.refresh_from_db()
    return row


def remove_device(*, member: Member, subscription_id: UUID) -> None:
    """Push to one of the member's browsers no longer; raises NotFound."""
    gone, _ = PushSubscription.objects.filter(id=subscription_id, member=member).delete()
    if not gone:
        raise NotFound


@transaction.atomic
def choose(*, member: Member, fields: Mapping[str, Any]) -> AlertSettings:
    """Save how a member wants to be told; `kinds` changes the given ways only."""
    row, _ = AlertSettings.objects.select_for_update().get_or_create(member=member)
    for kind, given in fields.get("kinds", {}).items():
        row.kinds = {**row.kinds, kind: {**row.kinds.get(kind, {}), **given}}
    for name in ("quiet_from", "quiet_to", "timezone", "digest", "digest_hour"):
        if name in fields:
            setattr(row, name, fields[name])
    row.save()
    return row
