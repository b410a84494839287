"""Connecting a number with an access token: prove it, subscribe to its events, ask how it is."""

from collections.abc import Mapping
from typing import Any

from shared_apps.vendors.meta import GraphClient, GraphError, GraphUnreachable
from tenant_apps.channels.adapters.protocol import HealthCheck, Onboarded
from tenant_apps.channels.errors import OnboardingRefused
from tenant_apps.channels.outbound import AccountCredentials

from .client import graph
from .payloads import account_of

_NUMBER_FIELDS = "id,verified_name,display_phone_number,quality_rating"
_QUALITY = {
    "GREEN": "People rate the messages well.",
    "YELLOW": "Some people complain about the messages.",
    "RED": "Many people complain; Meta may limit the number.",
}
_BAD_TOKEN = {0, 190}


def onboard(form: Mapping[str, str]) -> Onboarded:
    """Read the number and its business account with the typed token; nothing is changed at Meta.

    The ids are typed by a person, so both are read back: a token proves only what it can see.
    """
    client = GraphClient(form["access_token"])
    number = _read(client, form["phone_number_id"], {"fields": _NUMBER_FIELDS}, "phone_number_id")
    listed = _read(client, f"{form['waba_id']}/phone_numbers", {"fields": "id", "limit": "100"}, "waba_id")
    if form["phone_number_id"] not in _ids(listed):
        raise OnboardingRefused(
            reason_for_people="This number is not in this WhatsApp Business account. Check both ids.",
            field="waba_id",
        )
    return Onboarded(
        external_id=form["phone_number_id"],
        name=form.get("name") or str(number.get("verified_name") or "WhatsApp"),
        secrets={"access_token": form["access_token"]},
        settings={
            "waba_id": form["waba_id"],
            "phone": str(number.get("display_phone_number") or ""),
            "verified_name": str(number.get("verified_name") or ""),
        },
        shared_routes=(account_of(form["waba_id"], ""),),
    )


def subscribe(account: AccountCredentials) -> None:
    """Have Meta send this business account's events to our app. Doing it again does no harm."""
    try:
        graph(account).post(f"{account.settings['waba_id']}/subscribed_apps")
    except (GraphError, GraphUnreachable) as error:
        raise _refusal(error, "waba_id") from error


def unsubscribe(account: AccountCredentials) -> None:
    """Stop the events of the business account, which concerns all of its numbers."""
    try:
        graph(account).delete(f"{account.settings['waba_id']}/subscribed_apps")
    except (GraphError, GraphUnreachable) as error:
        raise _refusal(error, "waba_id") from error


def health(account: AccountCredentials) -> list[HealthCheck]:
    return [_number_health(account), _subscription_health(account)]


def _number_health(account: AccountCredentials) -> HealthCheck:
    try:
        number = graph(account).get(account.external_id, {"fields": _NUMBER_FIELDS})
    except (GraphError, GraphUnreachable) as error:
        return _unhealthy("number", error)
    quality = str(number.get("quality_rating") or "UNKNOWN")
    phone = number.get("display_phone_number") or account.external_id
    return HealthCheck(
        "number", quality != "RED", f"WhatsApp knows {phone}. {_QUALITY.get(quality, '')}".strip()
    )


def _subscription_health(account: AccountCredentials) -> HealthCheck:
    try:
        apps = graph(account).get(f"{account.settings.get('waba_id', '')}/subscribed_apps").get("data")
    except (GraphError, GraphUnreachable) as error:
        return _unhealthy("events", error)
    if apps:
        return HealthCheck("events", True, "WhatsApp sends customers' messages here.")
    return HealthCheck("events", False, "WhatsApp does not send messages here. Connect the number again.")


def _unhealthy(name: str, error: GraphError | GraphUnreachable) -> HealthCheck:
    is_passing = isinstance(error, GraphUnreachable) or error.is_server_fault
    return HealthCheck(name, False, _refusal(error, "").reason_for_people, is_passing)


def _read(client: GraphClient, path: str, params: Mapping[str, str], field: str) -> dict[str, Any]:
    try:
        return client.get(path, params)
    except (GraphError, GraphUnreachable) as error:
        raise _refusal(error, field) from error


def _ids(listed: dict[str, Any]) -> set[str]:
    rows = listed.get("data")
    return {str(row.get("id")) for row in rows if isinstance(row, dict)} if isinstance(rows, list) else set()


def _refusal(error: GraphError | GraphUnreachable, field: str) -> OnboardingRefused:
    if isinstance(error, GraphUnreachable) or (error.is_server_fault and error.code == -1):
        return OnboardingRefused(reason_for_people="WhatsApp cannot be reached. Try again in a minute.")
    if error.code in _BAD_TOKEN:
        return OnboardingRefused(
            reason_for_people="WhatsApp does not accept the access token. Copy a new one from Meta Business.",
            field="access_token",
        )
    if error.code in (3, 10) or 200 <= error.code < 300:
        return OnboardingRefused(
            reason_for_people="The access token may not use this account. Give it both WhatsApp permissions.",
            field="access_token",
        )
    return OnboardingRefused(
        reason_for_people="WhatsApp does not know this id, or the token may not see it. Check it.",
        field=field,
    )
