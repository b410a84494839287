from django.urls import include, path

from tenant_apps.knowledge.api import index_view, views
from tenant_apps.knowledge.photos.api import views as photos
from tenant_apps.knowledge.preview.api import views as preview

urlpatterns = [
    path("", include("tenant_apps.knowledge.sources.api.urls")),
    path("", include("tenant_apps.knowledge.entries.api.urls")),
    path("", include("tenant_apps.knowledge.catalogue.api.urls")),
    path("documents/", views.DocumentListView.as_view()),
    path("documents/upload/", views.DocumentUploadView.as_view()),
    path("documents/<uuid:id>/", views.DocumentView.as_view()),
    path("documents/<uuid:id>/chunks/", views.DocumentChunksView.as_view()),
    path("documents/<uuid:id>/pages/", preview.DocumentPagesView.as_view()),
    path("documents/<uuid:id>/retry/", views.DocumentRetryView.as_view()),
    path("ai-training-files/", views.TrainingFilesView.as_view()),
    path("photos/", photos.PhotoListView.as_view()),
    path("photos/upload/", photos.PhotoUploadView.as_view()),
    path("photos/<uuid:id>/", photos.PhotoView.as_view()),
    path("knowledge/usage/", views.KnowledgeUsageView.as_view()),
    path("knowledge/index/", index_view.SearchIndexView.as_view()),
    path("knowledge/search/", views.KnowledgeSearchView.as_view()),
]
