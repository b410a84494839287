from django.urls import path

from shared_apps.console.intake import api

urlpatterns = [
    path("intake/", api.IntakeView.as_view()),
    path("intake/replay/", api.ReplayView.as_view()),
    path("intake/work/", api.ParkedWorkView.as_view()),
    path("intake/work/replay/", api.WorkReplayView.as_view()),
    path("intake/<str:id>/", api.IntakeRowView.as_view()),
]
