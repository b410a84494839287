"""Celery entry points: pushes to devices, digests, and what is forgotten."""

from datetime import timedelta
from uuid import UUID

from celery import shared_task
from django.core.cache import cache

from shared_apps.core.clock import now
from shared_apps.core.keys import tenant_key
from shared_apps.core.sweeps import due
from tenant_apps.notifications.digests import send_due_digests, subscribed
from tenant_apps.notifications.models import Alert, Kind, PushSubscription
from tenant_apps.notifications.presentation import worded
from tenant_apps.notifications.pushing import Outcome, push
from tenant_apps.notifications.selectors import subscriptions_of, unread_count

MAX_FAILURES = 20
KEEP = timedelta(days=90)
DAY_S = 24 * 3600


@shared_task
def push_alert(alert_id: str) -> None:
    """Send an alert to every browser of its member, unless it was read meanwhile."""
    alert = Alert.objects.select_related("member").filter(id=UUID(alert_id), read_at=None).first()
    if alert is None:
        return
    title, text = worded(alert, alert.member.language)
    message = {
        "title": title,
        "body": text,
        "tag": f"{alert.kind}:{alert.conversation_id or alert.id}",
        "url": f"/inbox/{alert.conversation_id}" if alert.conversation_id else _page_of(alert),
        "alert": str(alert.id),
        "unread": unread_count(alert.member_id),
    }
    for browser in subscriptions_of(alert.member_id):
        _settle(browser, push(browser, message))


def _page_of(alert: Alert) -> str:
    """Return where something about no conversation is looked after."""
    return "/settings/plan" if alert.kind == Kind.PLAN else "/settings/channels"


def _settle(browser: PushSubscription, outcome: Outcome) -> None:
    row = PushSubscription.objects.filter(id=browser.id)
    if outcome == Outcome.GONE or (outcome == Outcome.FAILED and browser.failures + 1 >= MAX_FAILURES):
        row.delete()
    elif outcome == Outcome.FAILED:
        row.update(failures=browser.failures + 1)
    else:
        row.update(failures=0, used_at=now())


@shared_task
@due(lambda _: [subscribed()])
def sweep_digests() -> None:
    """Send the digests that are due."""
    send_due_digests()


@shared_task
def sweep_alerts() -> None:
    """Each day forget what nobody looks at any more."""
    if cache.add(tenant_key("alerts-swept"), 1, DAY_S):
        Alert.objects.filter(at__lt=now() - KEEP).delete()
