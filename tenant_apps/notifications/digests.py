"""The letter with what a member has not read: every hour, or once a day at their hour."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string

from shared_apps.core.clock import now
from tenant_apps.conversations.lists.visibility import visible_to
from tenant_apps.notifications.choices import DEFAULTS, is_quiet, ways
from tenant_apps.notifications.models import Alert, AlertSettings, Digest
from tenant_apps.notifications.presentation import worded
from tenant_apps.workspace.models import Workspace
from tenant_apps.workspace.selectors import current_workspace
from tenants.hosts import url_of

MAX_LINES = 30
SUBJECTS = {"en": "{count} unread in {business}", "uk": "{business}: непрочитаних — {count}"}


def is_due(row: AlertSettings, zone: str, at: datetime) -> bool:
    """Return whether the next digest of `row` is to be sent at `at`."""
    if row.digest == Digest.OFF:
        return False
    last = row.digest_sent_at
    if row.digest == Digest.HOURLY:
        quiet = is_quiet(row.quiet_from, row.quiet_to, zone, at)
        return not quiet and (last is None or at - last >= timedelta(hours=1))
    here = at.astimezone(ZoneInfo(zone))
    was_today = last is not None and last.astimezone(ZoneInfo(zone)).date() == here.date()
    return here.hour >= row.digest_hour and not was_today


def subscribed() -> QuerySet[AlertSettings]:
    """Return the settings of those who want digests."""
    return AlertSettings.objects.exclude(digest=Digest.OFF)


def send_due_digests() -> int:
    """Send every digest that is due; return how many letters went out."""
    business, at = current_workspace(), now()
    rows = subscribed().select_related("member")
    due = [row for row in rows if row.member.is_active and is_due(row, row.timezone or business.timezone, at)]
    return sum(_send(row.member_id, business) for row in due)


@transaction.atomic
def _send(member_id: UUID, business: Workspace) -> int:
    """Send one letter: the row is locked first and the letter goes last, so two sweeps send one."""
    row = AlertSettings.objects.select_for_update().select_related("member").get(member=member_id)
    if not is_due(row, row.timezone or business.timezone, now()):
        return 0
    wanted = [kind for kind in DEFAULTS if ways(row.kinds, kind).email]
    unread = Alert.objects.filter(member=row.member, read_at=None, mailed_at=None, kind__in=wanted)
    if row.member.is_restricted:
        unread = unread.filter(Q(conversation=None) | visible_to(row.member, "conversation"))
    alerts = list(unread.order_by("-at", "-id")[:MAX_LINES])
    count = unread.count()
    row.digest_sent_at = now()
    row.save(update_fields=["digest_sent_at"])
    if not alerts:
        return 0
    Alert.objects.filter(id__in=unread.values("id")).update(mailed_at=now())
    language = row.member.language if row.member.language in SUBJECTS else "en"
    shown = {
        "name": row.member.name,
        "business": business.name,
        "count": count,
        "more": max(0, count - len(alerts)),
        "lines": [worded(alert, language) for alert in alerts],
        "url": f"{url_of(business.slug)}/inbox",
    }
    text = render_to_string(f"notifications/digest.{language}.txt", shown).strip() + "\n"
    subject = SUBJECTS[language].format(count=count, business=business.name)
    EmailMessage(" ".join(subject.split()), text, to=[row.member.email]).send()
    return 1
