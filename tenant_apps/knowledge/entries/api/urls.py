from django.urls import path

from tenant_apps.knowledge.entries.api import views

urlpatterns = [
    path("knowledge-base/", views.EntriesView.as_view()),
    path("knowledge-base/import/", views.EntriesImportView.as_view()),
    path("knowledge-base/suggestions/", views.SuggestionsView.as_view()),
    path("knowledge-base/suggestions/<uuid:id>/accept/", views.SuggestionAcceptView.as_view()),
    path("knowledge-base/suggestions/<uuid:id>/dismiss/", views.SuggestionDismissView.as_view()),
    path("knowledge-base/<uuid:id>/", views.EntryView.as_view()),
    path("sync-knowledge/", views.SyncKnowledgeView.as_view()),
]
