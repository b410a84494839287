from django.urls import path

from tenant_apps.conversations.sessions.api import views

urlpatterns = [path("conversations/<uuid:id>/sessions/", views.SessionsView.as_view())]
