from django.urls import path

from shared_apps.console.overview import api

urlpatterns = [
    path("dashboard/", api.DashboardView.as_view()),
    path("performance-analytics/", api.CourseView.as_view()),
]
