from django.urls import path

from shared_apps.console.jobs import api

urlpatterns = [
    path("jobs/", api.JobsView.as_view()),
    path("jobs/<str:name>/", api.JobView.as_view()),
    path("jobs/<str:name>/run/", api.RunView.as_view()),
]
