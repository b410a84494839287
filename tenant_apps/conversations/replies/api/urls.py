from django.urls import path

from tenant_apps.conversations.replies.api import views

urlpatterns = [
    path("canned-replies/", views.RepliesView.as_view()),
    path("canned-replies/preview/", views.PreviewView.as_view()),
    path("canned-replies/<uuid:id>/", views.ReplyView.as_view()),
    path("macros/", views.MacrosView.as_view()),
    path("macros/<uuid:id>/", views.MacroView.as_view()),
    path("macros/<uuid:id>/run/", views.RunView.as_view()),
]
