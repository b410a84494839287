"""The public site: sign-up, sign-in, the front."""

from django.urls import include, path

from config.returns import signed_in
from config.urls_api import api, front, operations
from tenant_apps.channels.actions.grants import RETURN_PATHS

returns = [path(f"{name}/callback/", signed_in) for name in sorted(set(RETURN_PATHS.values()))]

urlpatterns = [*operations, path("api/", include(api)), *returns, *front]

handler500 = "config.failures.server_error"
