"""Everything under /api/admin/; each room has its own list."""

from django.urls import URLPattern, URLResolver, include, path

from shared_apps.console.api.me import OperatorView

rooms: list[str] = []

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/me/", OperatorView.as_view()),
    *(path("admin/", include(room)) for room in rooms),
]
