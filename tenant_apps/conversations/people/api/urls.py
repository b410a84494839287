from django.urls import path

from tenant_apps.conversations.people.api import views

urlpatterns = [
    path("conversations/<uuid:id>/merge/", views.MergeThreadsView.as_view()),
    path("contacts/merge/", views.MergeView.as_view()),
    path("contacts/merges/<uuid:id>/undo/", views.UndoMergeView.as_view()),
    path("contacts/<uuid:id>/merges/", views.MergesView.as_view()),
    path("contacts/<uuid:id>/split/", views.SplitView.as_view()),
    path("contacts/<uuid:id>/files/", views.FilesView.as_view()),
]
