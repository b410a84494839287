"""Connecting an Instagram account: by the Instagram Login, by Facebook's sign-in, or by a typed token.

Which of the two logins is meant is told by the address that the vendor sends the browser back to: one that ends
in `/facebook/callback/` means Facebook's.
"""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from shared_apps.vendors.meta import GraphClient, GraphError, GraphUnreachable
from tenant_apps.channels.adapters.meta_messaging import pages, subscription
from tenant_apps.channels.adapters.meta_messaging.refusals import refusing, unhealthy
from tenant_apps.channels.adapters.protocol import Choice, Grant, HealthCheck, Onboarded
from tenant_apps.channels.errors import OnboardingRefused
from tenant_apps.channels.outbound import AccountCredentials

from . import login
from .client import has_own_login, line

SCOPES = (
    "instagram_basic",
    "instagram_manage_messages",
    "instagram_manage_comments",
    "pages_show_list",
    "pages_messaging",
    "pages_manage_metadata",
    "pages_read_engagement",
    "business_management",
)
_NEEDED = ("instagram_basic", "instagram_manage_messages", "pages_manage_metadata")
_BRAND = "Instagram"
# What an account of the Instagram Login is subscribed to; a page has its own list.
FIELDS = (
    "messages",
    "message_echoes",
    "message_reactions",
    "message_edit",
    "messaging_postbacks",
    "messaging_referral",
    "messaging_seen",
    "messaging_optins",
    "messaging_handover",
    "standby",
    "comments",
    "live_comments",
    "mentions",
)
CORE = ("messages", "message_reactions", "messaging_postbacks", "messaging_seen")
_UNLINKED = (
    "No professional Instagram account is linked with this page. Link it in the page’s settings first."
)
_LINKED = "name,instagram_business_account{id,username,name}"


def sign_in_url(*, state: str, redirect_uri: str) -> str:
    if _is_facebooks(redirect_uri):
        return pages.sign_in_url(SCOPES, state=state, redirect_uri=redirect_uri)
    return login.sign_in_url(state=state, redirect_uri=redirect_uri)


def exchange(*, code: str, redirect_uri: str) -> Grant:
    if _is_facebooks(redirect_uri):
        return pages.exchange(code=code, redirect_uri=redirect_uri)
    return login.exchange(code=code, redirect_uri=redirect_uri)


def choices(grant: Grant) -> list[Choice]:
    if grant.secrets.get("login") == "instagram":
        return login.choices(grant)
    return [_choice(page) for page in pages.pages(grant)]


def onboard_choice(grant: Grant, external_id: str) -> Onboarded:
    if grant.secrets.get("login") == "instagram":
        return login.onboard_choice(grant, external_id)
    found = next((p for p in pages.pages(grant) if p.instagram and p.instagram.id == external_id), None)
    if found is None or found.instagram is None:
        raise OnboardingRefused(
            reason_for_people="Facebook did not share the page of this account. Sign in again and choose it.",
            code="not_shared",
        )
    if obstacle := _obstacle(found):
        raise OnboardingRefused(reason_for_people=obstacle, code="may_not_answer")
    linked = found.instagram
    return _behind_page(linked.id, linked.name, linked.username, found.id, found.token, "facebook")


def onboard(form: Mapping[str, str]) -> Onboarded:
    """Prove a typed token: of the Instagram Login, or with `page_id`, of the page that the account stands behind."""
    token = form["access_token"]
    if not form.get("page_id"):
        return _named(login.onboarded(login.whose(token), token), form.get("name", ""))
    with refusing(_BRAND, "page_id"):
        page = GraphClient(token).get(form["page_id"], {"fields": _LINKED})
    linked = page.get("instagram_business_account")
    if not isinstance(linked, dict) or not linked.get("id"):
        raise OnboardingRefused(reason_for_people=_UNLINKED, field="page_id", code="unlinked")
    username = str(linked.get("username") or "")
    name = str(linked.get("name") or username)
    onboarded = _behind_page(str(linked["id"]), name, username, form["page_id"], token, "token")
    return _named(onboarded, form.get("name", ""))


def subscribe(account: AccountCredentials) -> None:
    if has_own_login(account):
        subscription.subscribe(line(account), FIELDS, CORE)
    else:
        subscription.subscribe(line(account), subscription.PAGE_FIELDS, subscription.PAGE_CORE)


def unsubscribe(account: AccountCredentials) -> None:
    """Stop the account's events; behind a page, those of the page too."""
    subscription.unsubscribe(line(account))


def health(account: AccountCredentials) -> list[HealthCheck]:
    found = line(account)
    if has_own_login(account):
        return [_account_health(account, "me", "user_id,username"), subscription.events_health(found, CORE)]
    token = account.secrets.get("access_token", "")
    return [
        _account_health(account, account.external_id, "username"),
        *subscription.token_health(found, token, _NEEDED),
        subscription.events_health(found, ("messages",)),
    ]


def address(account: AccountCredentials) -> str:
    username = account.settings.get("username")
    return f"https://ig.me/m/{username}" if username else ""


def _is_facebooks(redirect_uri: str) -> bool:
    return urlsplit(redirect_uri).path.rstrip("/").endswith("/facebook/callback")


def _choice(page: pages.Page) -> Choice:
    linked = page.instagram
    if linked is None:
        return Choice(page.id, page.name, page.category, page.picture, _UNLINKED, "unlinked")
    detail = f"@{linked.username} · {page.name}" if linked.username else page.name
    obstacle = _obstacle(page)
    code = "may_not_answer" if obstacle else ""
    return Choice(linked.id, linked.name, detail, linked.picture, obstacle, code)


def _obstacle(page: pages.Page) -> str:
    if not page.token or not page.can_answer:
        return (
            "You may not answer messages of this account’s page. Ask the page’s owner for access to messages."
        )
    return ""


def _behind_page(
    account_id: str, name: str, username: str, page_id: str, token: str, signed_in_by: str
) -> Onboarded:
    return Onboarded(
        external_id=account_id,
        name=name or "Instagram",
        secrets={"access_token": token},
        settings={"username": username, "page_id": page_id, "login": signed_in_by},
    )


def _named(onboarded: Onboarded, name: str) -> Onboarded:
    return replace(onboarded, name=name) if name else onboarded


def _account_health(account: AccountCredentials, node: str, fields: str) -> HealthCheck:
    try:
        found = line(account).client.get(node, {"fields": fields})
    except (GraphError, GraphUnreachable) as error:
        return unhealthy("account", error, _BRAND)
    username = found.get("username") or account.settings.get("username") or account.external_id
    return HealthCheck(
        "account",
        True,
        f"Instagram knows @{username}.",
        code="account_known",
        values={"name": f"@{username}"},
    )
