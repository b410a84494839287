"""What both the public site and a tenant's host answer."""

from django.urls import URLPattern, URLResolver, include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

from config import health, spa

api: list[URLPattern | URLResolver] = [
    path("auth/", include("shared_apps.accounts.api.urls")),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerView.as_view(url_name="schema")),
]
operations: list[URLPattern | URLResolver] = [path("healthz", health.healthz), path("readyz", health.readyz)]
front: list[URLPattern | URLResolver] = [
    path("assets/<path:path>", spa.asset),
    re_path(r"^(?P<path>.*)$", spa.page),
]
