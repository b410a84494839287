"""Which events of an account Meta sends us, and how well that works."""

from collections.abc import Collection, Sequence

from django.conf import settings

from shared_apps.core.clock import now
from shared_apps.vendors.meta import GraphError, GraphUnreachable
from tenant_apps.channels.adapters.protocol import HealthCheck

from .client import Line
from .moments import moment
from .pages import token_details
from .refusals import refusing, unhealthy

# One subscription of a page serves the page and the Instagram account behind it.
PAGE_FIELDS = (
    "messages",
    "message_echoes",
    "message_deliveries",
    "message_reads",
    "message_reactions",
    "message_edits",
    "messaging_postbacks",
    "messaging_referrals",
    "messaging_optins",
    "messaging_handovers",
    "messaging_policy_enforcement",
    "messaging_account_linking",
    "standby",
    "feed",
    "mention",
    "leadgen",
)
# Without these nobody can be answered; the others only with permissions that an app may not have.
PAGE_CORE = (
    "messages",
    "message_echoes",
    "message_deliveries",
    "message_reads",
    "message_reactions",
    "messaging_postbacks",
    "messaging_referrals",
)
# Graph's ways of saying that one of the fields is unknown or not allowed.
_FIELD_REFUSED = {10, 100}


def subscribe(line: Line, fields: Sequence[str], core: Sequence[str]) -> None:
    """Have Meta send us this account's events: the core, and of the others all that it allows.

    One field that the app may not have makes Graph refuse the whole list; then they are tried one by one. Doing it
    again does no harm. Raises OnboardingRefused.
    """
    with refusing(line.dialect.brand):
        if _is_taken(line, fields):
            return
        _subscribe(line, core)
        taken = list(core)
        for field in fields:
            if field not in taken and _is_taken(line, [*taken, field]):
                taken.append(field)


def _is_taken(line: Line, fields: Sequence[str]) -> bool:
    """Subscribe to exactly these fields; False when Graph refuses one of them, and nothing has changed."""
    try:
        _subscribe(line, fields)
    except GraphError as error:
        if error.code in _FIELD_REFUSED or 200 <= error.code < 300:
            return False
        raise
    return True


def _subscribe(line: Line, fields: Sequence[str]) -> None:
    line.client.post(f"{line.node}/subscribed_apps", params={"subscribed_fields": ",".join(fields)})


def unsubscribe(line: Line) -> None:
    with refusing(line.dialect.brand):
        line.client.delete(f"{line.node}/subscribed_apps")


def events_health(line: Line, core: Collection[str]) -> HealthCheck:
    brand = line.dialect.brand
    try:
        listed = line.client.get(f"{line.node}/subscribed_apps").get("data")
    except (GraphError, GraphUnreachable) as error:
        return unhealthy("events", error, brand)
    apps = [app for app in listed if isinstance(app, dict)] if isinstance(listed, list) else []
    ours = [app for app in apps if str(app.get("id")) in (settings.META_APP_ID, settings.INSTAGRAM_APP_ID)]
    if not apps:
        text = f"{brand} does not send messages here. Connect the account again."
        return HealthCheck("events", False, text, code="events_off")
    sent = {str(field) for app in ours or apps for field in app.get("subscribed_fields") or ()}
    missing = sorted(set(core) - sent) if sent else []
    if missing:
        text = f"{brand} does not send {_listed(missing)} here. Connect the account again."
        return HealthCheck(
            "events", False, text, code="events_incomplete", values={"missing": _listed(missing)}
        )
    return HealthCheck("events", True, f"{brand} sends customers’ messages here.", code="events_on")


def token_health(line: Line, token: str, needed: Sequence[str]) -> list[HealthCheck]:
    """Say how long the sign-in lasts and what it allows; nothing about a token that another app asked for."""
    try:
        details = token_details(token)
    except GraphUnreachable as error:
        return [unhealthy("token", error, line.dialect.brand)]
    except GraphError as error:
        return [unhealthy("token", error, line.dialect.brand)] if error.is_server_fault else []
    if details.get("is_valid") is False:
        text = "Facebook no longer accepts the sign-in. Connect the account again."
        return [HealthCheck("token", False, text, code="token_refused")]
    return [_lifetime(details), *_permissions(details, needed)]


def _lifetime(details: dict[str, object]) -> HealthCheck:
    ends = [details.get("expires_at"), details.get("data_access_expires_at")]
    moments = [moment(end, now()) for end in ends if isinstance(end, int) and end > 0]
    if not moments:
        return HealthCheck("token", True, "The sign-in is valid and has no end.", code="token_endless")
    text = f"The sign-in is valid until {min(moments):%d.%m.%Y}."
    return HealthCheck("token", True, text, code="token_valid", values={"at": min(moments).isoformat()})


def _permissions(details: dict[str, object], needed: Sequence[str]) -> list[HealthCheck]:
    scopes = details.get("scopes")
    if not isinstance(scopes, list):
        return []
    missing = sorted(set(needed) - set(map(str, scopes)))
    if missing:
        text = f"The sign-in lacks {_listed(missing)}. Connect the account again and allow everything."
        return [
            HealthCheck(
                "permissions", False, text, code="permissions_missing", values={"missing": _listed(missing)}
            )
        ]
    return [HealthCheck("permissions", True, "The sign-in has all permissions.", code="permissions_complete")]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(name.replace("_", " ") for name in names)
