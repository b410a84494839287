from django.urls import path

from shared_apps.console.trail import api

urlpatterns = [
    path("audit/", api.TrailView.as_view()),
    path("audit/export/", api.TrailFileView.as_view()),
]
