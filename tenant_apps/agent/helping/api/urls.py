from django.urls import path

from tenant_apps.agent.helping.api import views

urlpatterns = [
    path("agent/suggest/", views.SuggestView.as_view()),
    path("agent/summarize/", views.SummarizeView.as_view()),
    path("agent/rewrite/", views.RewriteView.as_view()),
    path("agent/translate/", views.TranslateView.as_view()),
]
