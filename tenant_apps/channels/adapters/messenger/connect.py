"""Connecting a page: by Facebook's sign-in and a choice of pages, or by a typed page token."""

from collections.abc import Mapping

from shared_apps.vendors.meta import GraphClient, GraphError, GraphUnreachable
from tenant_apps.channels.adapters.meta_messaging import pages, subscription
from tenant_apps.channels.adapters.meta_messaging.refusals import refusing, unhealthy
from tenant_apps.channels.adapters.protocol import Choice, Grant, HealthCheck, Onboarded
from tenant_apps.channels.errors import OnboardingRefused
from tenant_apps.channels.outbound import AccountCredentials

from .client import line

SCOPES = (
    "pages_show_list",
    "pages_messaging",
    "pages_manage_metadata",
    "pages_read_engagement",
    "pages_read_user_content",
    "leads_retrieval",
    "business_management",
)
_NEEDED = ("pages_messaging", "pages_manage_metadata")
_BRAND = "Messenger"


def sign_in_url(*, state: str, redirect_uri: str) -> str:
    return pages.sign_in_url(SCOPES, state=state, redirect_uri=redirect_uri)


def exchange(*, code: str, redirect_uri: str) -> Grant:
    return pages.exchange(code=code, redirect_uri=redirect_uri)


def choices(grant: Grant) -> list[Choice]:
    return [
        Choice(
            page.id,
            page.name,
            detail=page.category,
            picture=page.picture,
            note=_obstacle(page),
            note_code="may_not_answer" if _obstacle(page) else "",
        )
        for page in pages.pages(grant)
    ]


def onboard_choice(grant: Grant, external_id: str) -> Onboarded:
    page = next((page for page in pages.pages(grant) if page.id == external_id), None)
    if page is None:
        raise OnboardingRefused(
            reason_for_people="Facebook did not share this page. Sign in again and choose it.",
            code="not_shared",
        )
    if obstacle := _obstacle(page):
        raise OnboardingRefused(reason_for_people=obstacle, code="may_not_answer")
    return _onboarded(page.id, page.name, page.token, username=page.username, login="facebook")


def onboard(form: Mapping[str, str]) -> Onboarded:
    """Read the page with its typed token; a token of a person, not of the page, is refused."""
    token = form["access_token"]
    client = GraphClient(token)
    with refusing(_BRAND, "page_id"):
        page = client.get(form["page_id"], {"fields": "id,name,username"})
        own = client.get("me", {"fields": "id"})
    if str(own.get("id")) != form["page_id"]:
        raise OnboardingRefused(
            reason_for_people="This token is not the page’s own. Copy the page access token.",
            field="access_token",
            code="not_page_token",
        )
    name = form.get("name") or str(page.get("name") or form["page_id"])
    return _onboarded(form["page_id"], name, token, username=str(page.get("username") or ""), login="token")


def subscribe(account: AccountCredentials) -> None:
    subscription.subscribe(line(account), subscription.PAGE_FIELDS, subscription.PAGE_CORE)


def unsubscribe(account: AccountCredentials) -> None:
    """Stop the events of the page, and with them those of the Instagram account behind it."""
    subscription.unsubscribe(line(account))


def health(account: AccountCredentials) -> list[HealthCheck]:
    found = line(account)
    token = account.secrets.get("access_token", "")
    return [
        _page_health(account),
        *subscription.token_health(found, token, _NEEDED),
        subscription.events_health(found, subscription.PAGE_CORE),
    ]


def address(account: AccountCredentials) -> str:
    return f"https://m.me/{account.settings.get('username') or account.external_id}"


def _page_health(account: AccountCredentials) -> HealthCheck:
    try:
        page = line(account).client.get(account.external_id, {"fields": "id,name"})
    except (GraphError, GraphUnreachable) as error:
        return unhealthy("account", error, _BRAND)
    return HealthCheck(
        "account",
        True,
        f"Facebook knows the page {page.get('name') or account.external_id}.",
        code="account_known",
        values={"name": str(page.get("name") or account.external_id)},
    )


def _obstacle(page: pages.Page) -> str:
    if not page.token or not page.can_answer:
        return "You may not answer messages of this page. Ask its owner for access to messages."
    return ""


def _onboarded(page_id: str, name: str, token: str, *, username: str, login: str) -> Onboarded:
    return Onboarded(
        external_id=page_id,
        name=name,
        secrets={"access_token": token},
        settings={"page_id": page_id, "page_name": name, "username": username, "login": login},
    )
