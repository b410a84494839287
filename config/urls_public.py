"""The public site: sign-up, sign-in, the front."""

from django.urls import include, path, re_path

from config.returns import signed_in
from config.urls_api import api, front, operations
from tenant_apps.channels.actions.grants import RETURN_PATHS
from tenant_apps.webchat import pages
from tenant_apps.webchat.api.asking import AskView

returns = [
    path(f"{name}/callback/", signed_in)
    for name in sorted({via for ways in RETURN_PATHS.values() for via in ways})
]
# Chats of businesses that there are none of; the others are entered before their addresses are looked up.
chats = [re_path(r"^api/chat/ask/?$", AskView.as_view()), re_path(r"^(?:chat|embed)/", pages.nobody)]

catalogue = path("api/", include("shared_apps.plans.api.urls_public"))
billing = path("api/", include("shared_apps.billing.api.urls_public"))
console = path("api/", include("shared_apps.console.api.urls"))

urlpatterns = [*operations, path("api/", include(api)), catalogue, billing, console, *chats, *returns, *front]

handler500 = "config.failures.server_error"
