"""A workspace."""

from django.urls import include, path

from config.urls_api import api, front, operations
from shared_apps.site.views import robots_of_workspace

rooms = [
    "shared_apps.plans.api.urls",
    "shared_apps.billing.api.urls",
    "shared_apps.referrals.api.urls",
    "tenant_apps.workspace.api.urls",
    "tenant_apps.workspace.life.api.urls",
    "tenant_apps.files.api.urls",
    "tenant_apps.team.api.urls",
    "tenant_apps.contacts.api.urls",
    "tenant_apps.channels.api.urls",
    "tenant_apps.knowledge.api.urls",
    "tenant_apps.conversations.api.urls",
    "tenant_apps.agent.api.urls",
    "tenant_apps.agent.copilot.api.urls",
    "tenant_apps.agent.helping.api.urls",
    "tenant_apps.agent.evaluations.api.urls",
    "tenant_apps.agent.leaderboard.api.urls",
    "tenant_apps.assistant.api.urls",
    "tenant_apps.notifications.api.urls",
    "tenant_apps.onboarding.api.urls",
    "tenant_apps.webchat.api.urls",
    "shared_apps.console.announcements.urls_tenant",
    "shared_apps.console.impersonation.urls_tenant",
]

urlpatterns = [
    *operations,
    path("api/", include([*api, *(path("", include(room)) for room in rooms)])),
    path("", include("tenant_apps.webchat.urls")),
    path("robots.txt", robots_of_workspace),
    *front,
]

handler400 = "config.failures.bad_request"
handler404 = "config.failures.not_found"
handler500 = "config.failures.server_error"
