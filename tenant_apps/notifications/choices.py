"""By which ways a member is told of what, and when they want quiet. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from tenant_apps.notifications.models import Kind


@dataclass(frozen=True)
class Ways:
    """Whether an alert stands in the app, goes to devices, waits for the digest, makes a sound."""

    in_app: bool = True
    push: bool = True
    email: bool = True
    sound: bool = True


DEFAULTS: Mapping[str, Ways] = {
    Kind.NEW_CONVERSATION: Ways(push=True, email=False),
    Kind.ASSIGNED: Ways(),
    Kind.MESSAGE: Ways(),
    Kind.MENTION: Ways(),
    Kind.PARTICIPATING: Ways(push=False, sound=False),
    Kind.SNOOZE_ENDED: Ways(email=False),
    Kind.SLA_SOON: Ways(push=False, email=False),
    Kind.SLA_BREACHED: Ways(),
    Kind.HANDED_OFF: Ways(),
    Kind.CHANNEL_TROUBLE: Ways(),
    Kind.CHANNEL_REVIEW: Ways(),
    Kind.PLAN: Ways(),
    Kind.SEND_FAILED: Ways(email=False),
    Kind.AGENT_BUDGET: Ways(),
}


def ways(chosen: Mapping[str, Mapping[str, bool]], kind: str) -> Ways:
    """Return the ways for `kind`: what was chosen, else the default."""
    return Ways(**{**asdict(DEFAULTS[kind]), **chosen.get(kind, {})})


def is_quiet(start: time | None, end: time | None, zone: str, at: datetime) -> bool:
    """Return whether `at` is in the quiet hours, which may run over midnight; no hours, no quiet."""
    if start is None or end is None or start == end:
        return False
    here = at.astimezone(ZoneInfo(zone)).time()
    return start <= here < end if start < end else here >= start or here < end
