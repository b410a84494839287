"""The Instagram Login: an account without a page, and a token of sixty days.

Source: instagram-platform/instagram-api-with-instagram-login/business-login.
"""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from shared_apps.vendors.meta import exchange_instagram_code
from tenant_apps.channels.adapters.meta_messaging.pages import expiry
from tenant_apps.channels.adapters.meta_messaging.refusals import refusing, token_of
from tenant_apps.channels.adapters.protocol import Choice, Grant, Onboarded
from tenant_apps.channels.errors import OnboardingRefused
from tenant_apps.channels.outbound import AccountCredentials

from .client import has_own_login, own_client

SCOPES = (
    "instagram_business_basic",
    "instagram_business_manage_messages",
    "instagram_business_manage_comments",
)
_BRAND = "Instagram"
_FIELDS = "user_id,username,name,profile_picture_url,account_type"


def app_secret() -> str:
    return next(iter(settings.INSTAGRAM_APP_SECRETS), "")


def sign_in_url(*, state: str, redirect_uri: str) -> str:
    query = {
        "client_id": settings.INSTAGRAM_APP_ID,
        "redirect_uri": redirect_uri,
        "response_type": "code",
        "scope": ",".join(SCOPES),
        "state": state,
    }
    return f"{settings.INSTAGRAM_DIALOG_URL.rstrip('/')}/oauth/authorize?{urlencode(query)}"


def exchange(*, code: str, redirect_uri: str) -> Grant:
    """Swap the code for a token of an hour, and that for one of sixty days."""
    with refusing(_BRAND):
        short = exchange_instagram_code(
            app_id=settings.INSTAGRAM_APP_ID,
            app_secret=app_secret(),
            # Instagram hangs “#_” on the address that it sends the browser back to.
            code=code.removesuffix("#_"),
            redirect_uri=redirect_uri,
        )
        long = own_client("").get(
            "/access_token",
            {"grant_type": "ig_exchange_token", "client_secret": app_secret(), "access_token": short},
        )
    return Grant(
        {"access_token": token_of(long, _BRAND), "login": "instagram"}, expiry(long.get("expires_in"))
    )


def refresh(account: AccountCredentials) -> Grant:
    """Renew a token that is a day old at least; one that has ended cannot be renewed. Raises OnboardingRefused."""
    token = account.secrets.get("access_token", "")
    if not has_own_login(account):
        # A page's token has no end.
        return Grant({"access_token": token})
    with refusing(_BRAND):
        answer = own_client("").get(
            "/refresh_access_token", {"grant_type": "ig_refresh_token", "access_token": token}
        )
    return Grant({"access_token": token_of(answer, _BRAND)}, expiry(answer.get("expires_in")))


def choices(grant: Grant) -> list[Choice]:
    """Return the one account that signed in."""
    found = whose(grant.secrets.get("access_token", ""))
    username = str(found.get("username") or "")
    return [
        Choice(
            external_id=str(found["user_id"]),
            name=str(found.get("name") or username),
            detail=f"@{username}" if username else "",
            picture=str(found.get("profile_picture_url") or ""),
            note=_obstacle(found),
            note_code="personal_account" if _obstacle(found) else "",
        )
    ]


def onboard_choice(grant: Grant, external_id: str) -> Onboarded:
    token = grant.secrets.get("access_token", "")
    found = whose(token)
    if str(found["user_id"]) != external_id:
        raise OnboardingRefused(
            reason_for_people="Somebody else signed in to Instagram. Sign in again.", code="other_person"
        )
    if obstacle := _obstacle(found):
        raise OnboardingRefused(reason_for_people=obstacle, code="personal_account")
    return onboarded(found, token, grant)


def onboarded(found: dict[str, Any], token: str, grant: Grant | None = None) -> Onboarded:
    username = str(found.get("username") or "")
    return Onboarded(
        external_id=str(found["user_id"]),
        name=str(found.get("name") or username or "Instagram"),
        secrets={"access_token": token},
        settings={"username": username, "login": "instagram", "app_scoped_id": str(found.get("id") or "")},
        token_expires_at=grant.expires_at if grant else None,
    )


def whose(token: str) -> dict[str, Any]:
    """Return the account of a token, `user_id` being the id that webhooks carry; raises OnboardingRefused."""
    with refusing(_BRAND, "access_token"):
        found = own_client(token).get("me", {"fields": _FIELDS})
    if not found.get("user_id"):
        raise OnboardingRefused(
            reason_for_people="Instagram does not tell whose sign-in this is. Sign in again.",
            field="access_token",
            code="no_access",
        )
    return found


def _obstacle(found: dict[str, Any]) -> str:
    if str(found.get("account_type") or "BUSINESS").upper() == "PERSONAL":
        return "This is a personal account. Switch it to a professional one in Instagram’s settings."
    return ""
