"""How to reach Graph for a page."""

from shared_apps.vendors.meta import GraphClient
from tenant_apps.channels.adapters.meta_messaging.client import Line
from tenant_apps.channels.adapters.meta_messaging.dialect import MESSENGER
from tenant_apps.channels.adapters.meta_messaging.pages import app_secret
from tenant_apps.channels.outbound import AccountCredentials


def line(account: AccountCredentials) -> Line:
    """Return the page's line; a token that our app asked for is shown with its proof, a typed one without."""
    proof = app_secret() if account.settings.get("login") == "facebook" else ""
    client = GraphClient(account.secrets.get("access_token", ""), app_secret=proof)
    return Line(client, account.external_id, MESSENGER)
