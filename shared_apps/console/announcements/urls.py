from django.urls import path

from shared_apps.console.announcements import api

urlpatterns = [
    path("announcements/", api.AnnouncementsView.as_view()),
    path("announcements/<uuid:id>/", api.AnnouncementView.as_view()),
]
