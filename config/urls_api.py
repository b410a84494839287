"""What both the public site and a tenant's host answer."""

from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

from config import health, spa

api = [
    path("auth/", include("shared_apps.accounts.api.urls")),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerView.as_view(url_name="schema")),
]
operations = [path("healthz", health.healthz), path("readyz", health.readyz)]
front = [
    path("assets/<path:path>", spa.asset),
    re_path(r"^(?P<path>.*)$", spa.page),
]
