from django.urls import path

from tenant_apps.agent.leaderboard.api import views

urlpatterns = [
    path("agent/questions/", views.LeaderboardView.as_view()),
    path("chat/question-leaderboard/", views.CompatibleLeaderboardView.as_view()),
]
