from django.urls import path

from tenant_apps.conversations.csat.api import rating, views

urlpatterns = [
    path("csat/", views.CsatView.as_view()),
    path("csat/summary/", views.CsatSummaryView.as_view()),
    path("csat/settings/", views.CsatSettingsView.as_view()),
    path("csat/rate/<str:token>/", rating.RatingView.as_view()),
]
