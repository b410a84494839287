from django.urls import path

from tenant_apps.knowledge.api import views

urlpatterns = [
    path("documents/", views.DocumentListView.as_view()),
    path("documents/upload/", views.DocumentUploadView.as_view()),
    path("documents/<uuid:id>/", views.DocumentView.as_view()),
    path("documents/<uuid:id>/chunks/", views.DocumentChunksView.as_view()),
    path("documents/<uuid:id>/retry/", views.DocumentRetryView.as_view()),
    path("knowledge/search/", views.KnowledgeSearchView.as_view()),
]
