"""Connecting a bot by its token: prove it, point its webhook here, ask how it is."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from shared_apps.vendors.telegram import BotApiError, BotApiUnreachable, BotClient
from tenant_apps.channels.adapters.protocol import HealthCheck, Onboarded
from tenant_apps.channels.errors import OnboardingRefused
from tenant_apps.channels.outbound import AccountCredentials
from tenant_apps.channels.secrets import route_secret

from .client import bot
from .parse import ALLOWED_UPDATES

TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{20,100}")
_MAX_CONNECTIONS = 40
# A few updates always wait for a moment; this many mean that they are not taken.
_MANY_PENDING = 100


def onboard(form: Mapping[str, str]) -> Onboarded:
    """Ask Telegram who the token belongs to; nothing is changed there."""
    token = form["bot_token"].strip()
    if not TOKEN.fullmatch(token):
        raise OnboardingRefused(
            reason_for_people="This is not a bot token. Copy the whole of it from @BotFather.",
            field="bot_token",
            code="bot_token_shape",
        )
    me = _me(BotClient(token))
    username = str(me.get("username") or "")
    return Onboarded(
        external_id=str(me.get("id", "")),
        name=form.get("name") or str(me.get("first_name") or username or "Telegram"),
        secrets={"bot_token": token},
        settings={
            "username": username,
            "business": "yes" if me.get("can_connect_to_business") else "no",
        },
    )


def webhook_url(bot_id: str) -> str:
    return f"{settings.PUBLIC_SCHEME}://{settings.BASE_DOMAIN}/webhook/telegram/{bot_id}/"


def subscribe(account: AccountCredentials) -> None:
    """Have Telegram send the bot's updates here. Doing it again does no harm; nothing that waits is dropped."""
    params = {
        "url": webhook_url(account.external_id),
        "secret_token": route_secret("telegram", account.external_id),
        "allowed_updates": list(ALLOWED_UPDATES),
        "max_connections": _MAX_CONNECTIONS,
        "drop_pending_updates": False,
    }
    try:
        bot(account).call("setWebhook", params)
    except BotApiError as error:
        if "webhook" in error.description.lower():
            raise OnboardingRefused(
                reason_for_people="Telegram does not accept this server's address. It needs https and a public name.",
                code="server_address",
            ) from error
        raise _refusal(error) from error
    except BotApiUnreachable as error:
        raise _refusal(error) from error


def unsubscribe(account: AccountCredentials) -> None:
    """Have Telegram keep the bot's updates to itself."""
    try:
        bot(account).call("deleteWebhook", {"drop_pending_updates": False})
    except (BotApiError, BotApiUnreachable) as error:
        raise _refusal(error) from error


def address(account: AccountCredentials) -> str:
    username = account.settings.get("username", "")
    return f"https://t.me/{username}" if username else ""


def health(account: AccountCredentials) -> list[HealthCheck]:
    """Ask who the bot is and how its webhook does."""
    try:
        name = _me(bot(account)).get("username")
        found = bot(account).call("getWebhookInfo")
    except OnboardingRefused as refusal:
        is_passing = refusal.field is None
        code = "unreachable" if refusal.code == "unreachable" else "token_refused"
        return [HealthCheck("bot", False, refusal.reason_for_people, is_passing, code)]
    except (BotApiError, BotApiUnreachable) as error:
        return [HealthCheck("events", False, _refusal(error).reason_for_people, True, "unreachable")]
    webhook = found if isinstance(found, dict) else {}
    known = HealthCheck("bot", True, f"Telegram knows @{name}.", code="bot_known", values={"name": str(name)})
    return [known, *_webhook_health(account, webhook)]


def _webhook_health(account: AccountCredentials, webhook: Mapping[str, Any]) -> list[HealthCheck]:
    if webhook.get("url") != webhook_url(account.external_id):
        text, code = (
            "Telegram sends this bot's messages elsewhere. Connect the bot again.",
            "events_elsewhere",
        )
        if not webhook.get("url"):
            text, code = "Telegram sends messages nowhere. Connect the bot again.", "events_off"
        return [HealthCheck("events", False, text, code=code)]
    checks = [HealthCheck("events", True, "Telegram sends customers' messages here.", code="events_on")]
    pending = webhook.get("pending_update_count")
    if isinstance(pending, int) and pending:
        few = pending < _MANY_PENDING
        text = f"{pending} update{'s' if pending > 1 else ''} wait{'' if pending > 1 else 's'} at Telegram."
        checks.append(HealthCheck("pending", few, text, True, "updates_wait", {"number": str(pending)}))
    failed_at = webhook.get("last_error_date")
    if isinstance(failed_at, int) and webhook.get("last_error_message"):
        at = datetime.fromtimestamp(failed_at, UTC)
        said = str(webhook["last_error_message"]).rstrip(".")
        text = f"The last failed delivery was on {at:%d.%m.%Y at %H:%M} UTC: {said}."
        values = {"at": at.isoformat(), "said": said}
        checks.append(HealthCheck("last_failure", not pending, text, True, "last_failure", values))
    return checks


def _me(client: BotClient) -> Mapping[str, Any]:
    try:
        me = client.call("getMe")
    except (BotApiError, BotApiUnreachable) as error:
        raise _refusal(error) from error
    if not isinstance(me, dict) or not me.get("is_bot"):
        raise OnboardingRefused(
            reason_for_people="This token belongs to no bot.", field="bot_token", code="no_bot"
        )
    return me


def _refusal(error: BotApiError | BotApiUnreachable) -> OnboardingRefused:
    if isinstance(error, BotApiUnreachable) or error.is_server_fault:
        return OnboardingRefused(
            reason_for_people="Telegram cannot be reached. Try again in a minute.",
            code="unreachable",
            detail="Telegram",
        )
    if error.code in (401, 404):
        return OnboardingRefused(
            reason_for_people="Telegram does not accept the bot's token. Copy the current one from @BotFather.",
            field="bot_token",
            code="bot_token_refused",
        )
    return OnboardingRefused(reason_for_people=f"Telegram refused: {error.description.rstrip('.')}.")
