from django.urls import path

from tenant_apps.knowledge.sources.api import views

urlpatterns = [
    path("sources/", views.SourcesView.as_view()),
    path("sources/<uuid:id>/", views.SourceView.as_view()),
    path("sources/<uuid:id>/pages/", views.SourcePagesView.as_view()),
    path("sources/<uuid:id>/refresh/", views.SourceRefreshView.as_view()),
]
