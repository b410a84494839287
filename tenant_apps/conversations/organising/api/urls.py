from django.urls import path

from tenant_apps.conversations.organising.api import views

urlpatterns = [
    path("conversations/bulk/", views.BulkView.as_view()),
    path("conversations/bulk/<uuid:id>/", views.BulkJobView.as_view()),
    path("conversations/bulk/<uuid:id>/undo/", views.BulkUndoView.as_view()),
    path("conversations/snooze-time/", views.UnderstandView.as_view()),
    path("conversations/<uuid:id>/snooze/", views.SnoozeView.as_view()),
    path("conversations/<uuid:id>/participants/", views.ParticipantsView.as_view()),
    path("inbox-settings/", views.InboxSettingsView.as_view()),
]
