"""How to reach Graph for an Instagram account: behind its page, or by itself."""

from django.conf import settings

from shared_apps.vendors.meta import GraphClient
from tenant_apps.channels.adapters.meta_messaging.client import Line
from tenant_apps.channels.adapters.meta_messaging.dialect import INSTAGRAM
from tenant_apps.channels.adapters.meta_messaging.pages import app_secret
from tenant_apps.channels.outbound import AccountCredentials


def has_own_login(account: AccountCredentials) -> bool:
    """Tell the Instagram Login from an account behind a page."""
    return "page_id" not in account.settings


def line(account: AccountCredentials) -> Line:
    """Return the account's line: by itself under its own id, else under the id of its page."""
    token = account.secrets.get("access_token", "")
    if has_own_login(account):
        return Line(own_client(token), account.external_id, INSTAGRAM)
    # A typed token may be of another app, for which our secret proves nothing.
    proof = app_secret() if account.settings.get("login") == "facebook" else ""
    return Line(GraphClient(token, app_secret=proof), account.settings["page_id"], INSTAGRAM)


def own_client(token: str) -> GraphClient:
    """Return a client of the Instagram Login's Graph."""
    return GraphClient(token, base_url=settings.INSTAGRAM_GRAPH_URL)
