"""Everything under /api/admin/; each room has its own list."""

from django.urls import URLPattern, URLResolver, include, path

from shared_apps.console.api.me import OperatorView

rooms = [
    "shared_apps.console.overview.urls",
    "shared_apps.console.companies.urls",
    "shared_apps.console.people.urls",
    "shared_apps.console.channels.urls",
    "shared_apps.console.offer.urls",
    "shared_apps.console.announcements.urls",
    "shared_apps.console.trail.urls",
    "shared_apps.console.intake.urls",
    "shared_apps.console.jobs.urls",
    "shared_apps.console.status.urls",
    "shared_apps.console.impersonation.urls",
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/me/", OperatorView.as_view()),
    *(path("admin/", include(room)) for room in rooms),
]
