from django.urls import path

from tenant_apps.agent.api.views import (
    HistoryTurnView,
    HistoryView,
    PromptVersionsView,
    PromptView,
    SettingsView,
    TestView,
)

urlpatterns = [
    path("agent/prompt/", PromptView.as_view()),
    path("agent/prompt/versions/", PromptVersionsView.as_view()),
    path("agent/settings/", SettingsView.as_view()),
    path("agent/test/", TestView.as_view()),
    path("agent/history/", HistoryView.as_view()),
    path("agent/history/<uuid:turn_id>/", HistoryTurnView.as_view()),
]
