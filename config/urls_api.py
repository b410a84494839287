"""What both the public site and a tenant's host answer."""

from django.contrib.staticfiles.views import serve
from django.urls import URLPattern, URLResolver, include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from config import health, spa
from config.telemetry.exposition import metrics_page
from shared_apps.accounts.api.throttles import AnonymousThrottle

api: list[URLPattern | URLResolver] = [
    path("auth/", include("shared_apps.accounts.api.urls")),
    path("schema/", SpectacularAPIView.as_view(throttle_classes=[AnonymousThrottle]), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="schema")),
]
operations: list[URLPattern | URLResolver] = [
    re_path(r"^payment-cancel/?$", spa.payment_cancelled),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", metrics_page),
]
# The API's page brings its own scripts and styles along; there are no other static files.
static_files: list[URLPattern | URLResolver] = [path("static/<path:path>", serve, {"insecure": True})]
built_files: list[URLPattern | URLResolver] = [*static_files, path("assets/<path:path>", spa.asset)]
front: list[URLPattern | URLResolver] = [*built_files, re_path(r"^(?P<path>.*)$", spa.page)]
