from django.urls import path

from tenant_apps.agent.copilot.api import views

urlpatterns = [
    path("agent/drafts/", views.AgentDraftsView.as_view()),
    path("agent/drafts/<uuid:draft_id>/approve/", views.ApproveView.as_view()),
    path("agent/drafts/<uuid:draft_id>/discard/", views.DiscardView.as_view()),
]
