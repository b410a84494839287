"""The public site: sign-up, sign-in, the front."""

from django.urls import include, path

from config.returns import signed_in
from config.urls_api import api, front, operations
from tenant_apps.channels.actions.grants import RETURN_PATHS

returns = [
    path(f"{name}/callback/", signed_in)
    for name in sorted({via for ways in RETURN_PATHS.values() for via in ways})
]

urlpatterns = [*operations, path("api/", include(api)), *returns, *front]

handler500 = "config.failures.server_error"
