"""On a workspace's host."""

from django.urls import path

from shared_apps.console.announcements import api

urlpatterns = [
    path("announcements/", api.NewsView.as_view()),
    path("announcements/<uuid:id>/dismiss/", api.DismissView.as_view()),
]
