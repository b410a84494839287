from django.urls import path

from tenant_apps.conversations.csat.api import views

urlpatterns = [
    path("csat/", views.CsatView.as_view()),
    path("csat/summary/", views.CsatSummaryView.as_view()),
    path("csat/settings/", views.CsatSettingsView.as_view()),
]
