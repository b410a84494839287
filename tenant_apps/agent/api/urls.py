from django.urls import include, path

from tenant_apps.agent.api.usage import UsageView
from tenant_apps.agent.api.views import (
    ChatView,
    HistoryTurnView,
    HistoryView,
    OldTestChatView,
    OverridesView,
    OverrideView,
    PromptVersionsView,
    PromptView,
    SettingsView,
    TestView,
)

urlpatterns = [
    path("", include("tenant_apps.agent.safety.api.urls")),
    path("agent/prompt/", PromptView.as_view()),
    path("agent/prompt/versions/", PromptVersionsView.as_view()),
    path("agent/settings/", SettingsView.as_view()),
    path("agent/accounts/", OverridesView.as_view()),
    path("agent/accounts/<uuid:account_id>/", OverrideView.as_view()),
    path("agent/test/", TestView.as_view()),
    path("agent/chat/", ChatView.as_view()),
    path("chat/test-chat/old-message/", OldTestChatView.as_view()),
    path("agent/usage/", UsageView.as_view()),
    path("agent/history/", HistoryView.as_view()),
    path("agent/history/<uuid:turn_id>/", HistoryTurnView.as_view()),
]
