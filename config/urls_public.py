"""The public site: its pages, sign-up, sign-in, the console."""

from django.conf import settings
from django.urls import include, path, re_path

from config import spa
from config.returns import signed_in
from config.urls_api import api, built_files, operations
from shared_apps.accounts.api.views.google import GoogleCallbackView
from shared_apps.console.backstage import backstage
from shared_apps.site import urls as site
from tenant_apps.channels.actions.grants import RETURN_PATHS
from tenant_apps.webchat import pages
from tenant_apps.webchat.api.asking import AskView

returns = [
    path("google/callback/", GoogleCallbackView.as_view(http_method_names=["get", "head"])),
    *(
        path(f"{name}/callback/", signed_in)
        for name in sorted({via for ways in RETURN_PATHS.values() for via in ways})
    ),
]
# Chats of businesses that there are none of; the others are entered before their addresses are looked up.
chats = [re_path(r"^api/chat/ask/?$", AskView.as_view()), re_path(r"^(?:chat|embed)/", pages.nobody)]

catalogue = path("api/", include("shared_apps.plans.api.urls_public"))
billing = path("api/", include("shared_apps.billing.api.urls_public"))
console = path("api/", include("shared_apps.console.api.urls"))
tables = path(settings.ADMIN_PATH, backstage.urls)
finding = path("api/", include("shared_apps.site.api.urls_public"))

# The web app's own pages on this host, by the first part of their addresses; a test holds the list to its router.
APP_PAGES = (
    "sign-in",
    "sign-up",
    "workspaces",
    "enter",
    "verify-email",
    "reset-password",
    "paid",
    "welcome",
    "join",
    "visit",
    "rate",
    "console",
)
pages_of_app = re_path(rf"^(?P<path>(?:{'|'.join(APP_PAGES)})(?:/.*)?)$", spa.page)
front = [*built_files, pages_of_app, *site.urlpatterns, re_path(r"^(?P<path>.*)$", spa.file_or_nothing)]

urlpatterns = [
    *operations,
    path("api/", include(api)),
    catalogue,
    billing,
    console,
    tables,
    finding,
    *chats,
    *returns,
    *front,
]

handler400 = "config.failures.bad_request"
handler404 = "config.failures.not_found"
handler500 = "config.failures.server_error"
