"""Embedded signup: the owner signs in at Meta and chooses one of the numbers that this let us see.

Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/embedded-signup/overview
What the browser says about ids is never believed: they are read back with the token.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from shared_apps.core.clock import now
from shared_apps.vendors.meta import GraphClient, GraphError, GraphUnreachable
from tenant_apps.channels.adapters.protocol import Choice, Grant, Onboarded
from tenant_apps.channels.errors import OnboardingRefused
from tenant_apps.channels.outbound import AccountCredentials

from . import connect

_SCOPES = "whatsapp_business_management,whatsapp_business_messaging,business_management"
_MANAGES = "whatsapp_business_management"
_NUMBER_FIELDS = "id,verified_name,display_phone_number,code_verification_status,status"
_MAX_ACCOUNTS = 50


def sign_in_url(*, state: str, redirect_uri: str) -> str:
    query = {
        "client_id": settings.META_APP_ID,
        "redirect_uri": redirect_uri,
        "state": state,
        "response_type": "code",
        "override_default_response_type": "true",
    }
    if settings.WHATSAPP_SIGNUP_CONFIG_ID:
        query["config_id"] = settings.WHATSAPP_SIGNUP_CONFIG_ID
    else:
        query["scope"] = _SCOPES
    base = f"{settings.META_DIALOG_URL.rstrip('/')}/{settings.META_GRAPH_VERSION}"
    return f"{base}/dialog/oauth?{urlencode(query)}"


def exchange(*, code: str, redirect_uri: str) -> Grant:
    """Swap the code, which lives some 30 seconds, for a business token; raises OnboardingRefused."""
    form = {"code": code}
    if redirect_uri:
        form["redirect_uri"] = redirect_uri
    try:
        return _token(form)
    except (GraphError, GraphUnreachable) as error:
        if isinstance(error, GraphUnreachable) or error.is_server_fault:
            raise connect.refusal(error, "") from error
        raise OnboardingRefused(
            reason_for_people="Meta did not accept the sign-in; it may have taken too long. Try again.",
            code="sign_in_slow",
        ) from error


def choices(grant: Grant) -> list[Choice]:
    """List the numbers of every business account that was shared; raises OnboardingRefused."""
    return [_choice(number) for _account, number in _numbers(grant)]


def onboard_choice(grant: Grant, external_id: str) -> Onboarded:
    """Prove the chosen number; raises OnboardingRefused when the grant does not reach it."""
    account = next((waba for waba, number in _numbers(grant) if number.get("id") == external_id), None)
    if account is None:
        raise OnboardingRefused(
            reason_for_people="This number was not shared when you signed in. Try again.", code="not_shared"
        )
    token = grant.secrets["access_token"]
    found = connect.onboard({"phone_number_id": external_id, "waba_id": account, "access_token": token})
    return Onboarded(
        external_id=found.external_id,
        name=found.name,
        secrets=found.secrets,
        settings=found.settings,
        shared_routes=found.shared_routes,
        token_expires_at=grant.expires_at,
    )


def refresh_token(account: AccountCredentials) -> Grant:
    """Return a token that lasts longer; the same one when it never expires. Raises OnboardingRefused."""
    token = account.secrets.get("access_token", "")
    try:
        if expiry_of(token) is None:
            return Grant({"access_token": token})
        return _token({"grant_type": "fb_exchange_token", "fb_exchange_token": token})
    except (GraphError, GraphUnreachable) as error:
        raise connect.refusal(error, "access_token") from error


def expiry_of(token: str) -> datetime | None:
    """Return when a token runs out, None for never; raises GraphError, GraphUnreachable."""
    expires_at = _described(token).get("expires_at")
    return datetime.fromtimestamp(expires_at, UTC) if isinstance(expires_at, int) and expires_at else None


def _token(form: Mapping[str, str]) -> Grant:
    query = {"client_id": settings.META_APP_ID, "client_secret": _app_secret(), **form}
    answer = _app().get("oauth/access_token", query)
    lasts_s = answer.get("expires_in")
    expires_at = now() + timedelta(seconds=lasts_s) if isinstance(lasts_s, int) and lasts_s > 0 else None
    token = str(answer.get("access_token") or "")
    if not token:
        raise GraphError(code=-1, message="Meta returned no token.", http_status=200)
    return Grant({"access_token": token}, expires_at)


def _numbers(grant: Grant) -> Iterator[tuple[str, dict[str, Any]]]:
    token = grant.secrets["access_token"]
    client = GraphClient(token)
    try:
        for account in _shared_accounts(token):
            listed = client.get(f"{account}/phone_numbers", {"fields": _NUMBER_FIELDS, "limit": "100"})
            rows = listed.get("data")
            for number in rows if isinstance(rows, list) else ():
                if isinstance(number, dict):
                    yield account, number
    except (GraphError, GraphUnreachable) as error:
        raise connect.refusal(error, "") from error


def _shared_accounts(token: str) -> list[str]:
    described = _described(token)
    if not described.get("is_valid"):
        raise OnboardingRefused(
            reason_for_people="Meta no longer accepts the sign-in. Sign in again.",
            code="sign_in_refused",
            detail="Meta",
        )
    if str(described.get("app_id") or settings.META_APP_ID) != settings.META_APP_ID:
        raise OnboardingRefused(
            reason_for_people="This sign-in was made for another app. Sign in again.", code="other_app"
        )
    scopes = described.get("granular_scopes")
    shared = [
        str(target)
        for scope in (scopes if isinstance(scopes, list) else ())
        if isinstance(scope, dict) and scope.get("scope") == _MANAGES
        for target in scope.get("target_ids") or ()
    ]
    if not shared:
        raise OnboardingRefused(
            reason_for_people="No WhatsApp Business account was shared. Sign in again and tick one.",
            code="nothing_shared",
        )
    return shared[:_MAX_ACCOUNTS]


def _described(token: str) -> dict[str, Any]:
    found = _app().get("debug_token", {"input_token": token}).get("data")
    return found if isinstance(found, dict) else {}


def _choice(number: dict[str, Any]) -> Choice:
    is_unverified = str(number.get("code_verification_status") or "").upper() == "NOT_VERIFIED"
    return Choice(
        external_id=str(number.get("id") or ""),
        name=str(number.get("verified_name") or number.get("display_phone_number") or "WhatsApp"),
        detail=str(number.get("display_phone_number") or ""),
        note="This number is not verified yet. Verify it in Meta Business first." if is_unverified else "",
        note_code="not_verified" if is_unverified else "",
    )


def _app() -> GraphClient:
    """Return a client that speaks for our app itself."""
    return GraphClient(f"{settings.META_APP_ID}|{_app_secret()}")


def _app_secret() -> str:
    return next(iter(settings.META_APP_SECRETS), "")
