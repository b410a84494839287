"""Connecting a number with an access token: prove it, subscribe to its events, register it."""

from collections.abc import Mapping
from secrets import randbelow
from typing import Any

from shared_apps.vendors.meta import GraphClient, GraphError, GraphUnreachable
from tenant_apps.channels.adapters.protocol import Onboarded
from tenant_apps.channels.errors import OnboardingRefused
from tenant_apps.channels.outbound import AccountCredentials

from .client import graph
from .payloads import account_of

_NUMBER_FIELDS = "id,verified_name,display_phone_number,quality_rating,platform_type,status"
_BAD_TOKEN = {0, 190}
# Two-step verification: another PIN is set, or it was guessed too often.
_BAD_PIN = {133005, 133008, 133009}
_REGISTERED = "CLOUD_API"


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
            code="other_account",
        )
    secrets = {"access_token": form["access_token"]}
    if _needs_registration(number) or form.get("pin"):
        secrets["pin"] = form.get("pin") or f"{randbelow(10**6):06d}"
    return Onboarded(
        external_id=form["phone_number_id"],
        name=form.get("name") or str(number.get("verified_name") or "WhatsApp"),
        secrets=secrets,
        settings={
            "waba_id": form["waba_id"],
            "phone": str(number.get("display_phone_number") or ""),
            "verified_name": str(number.get("verified_name") or ""),
        },
        shared_routes=(account_of(form["waba_id"], ""),),
    )


def subscribe(account: AccountCredentials) -> None:
    """Have Meta send this business account's events to our app, and register a number that is new to the Cloud API.

    Doing it again does no harm.
    """
    try:
        graph(account).post(f"{account.settings['waba_id']}/subscribed_apps")
    except (GraphError, GraphUnreachable) as error:
        raise refusal(error, "waba_id") from error
    pin = account.secrets.get("pin")
    if pin:
        _register(account, pin)


def _register(account: AccountCredentials, pin: str) -> None:
    body = {"messaging_product": "whatsapp", "pin": pin}
    try:
        graph(account).post(f"{account.external_id}/register", body)
    except (GraphError, GraphUnreachable) as error:
        if isinstance(error, GraphError) and error.code in _BAD_PIN:
            raise OnboardingRefused(
                reason_for_people="The number has a two-step PIN of its own. Type it in, or reset it in Meta Business.",
                field="pin",
                code="pin_needed",
            ) from error
        raise refusal(error, "phone_number_id") from error


def _needs_registration(number: Mapping[str, Any]) -> bool:
    """Tell whether the number is not on the Cloud API yet; without a word about it, it is taken to be."""
    platform = number.get("platform_type")
    return platform is not None and platform != _REGISTERED


def unsubscribe(account: AccountCredentials) -> None:
    """Stop the events of the business account, which concerns all of its numbers."""
    try:
        graph(account).delete(f"{account.settings['waba_id']}/subscribed_apps")
    except (GraphError, GraphUnreachable) as error:
        raise refusal(error, "waba_id") from error


def _read(client: GraphClient, path: str, params: Mapping[str, str], field: str) -> dict[str, Any]:
    try:
        return client.get(path, params)
    except (GraphError, GraphUnreachable) as error:
        raise refusal(error, field) from error


def _ids(listed: dict[str, Any]) -> set[str]:
    rows = listed.get("data")
    return {str(row.get("id")) for row in rows if isinstance(row, dict)} if isinstance(rows, list) else set()


def refusal(error: GraphError | GraphUnreachable, field: str) -> OnboardingRefused:
    """Say in plain words why Meta did not accept something, and which field of the form to correct."""
    if isinstance(error, GraphUnreachable) or (error.is_server_fault and error.code == -1):
        return OnboardingRefused(
            reason_for_people="WhatsApp cannot be reached. Try again in a minute.",
            code="unreachable",
            detail="WhatsApp",
        )
    if error.code in _BAD_TOKEN:
        return OnboardingRefused(
            reason_for_people="WhatsApp does not accept the access token. Copy a new one from Meta Business.",
            field="access_token",
            code="token_refused",
        )
    if error.code in (3, 10) or 200 <= error.code < 300:
        return OnboardingRefused(
            reason_for_people="The access token may not use this account. Give it both WhatsApp permissions.",
            field="access_token",
            code="token_permission",
        )
    return OnboardingRefused(
        reason_for_people="WhatsApp does not know this id, or the token may not see it. Check it.",
        field=field,
        code="unknown_id",
    )
