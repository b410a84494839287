from django.urls import path

from tenant_apps.conversations.drafts.api.views import DraftsView, DraftView

urlpatterns = [
    path("drafts/", DraftsView.as_view()),
    path("drafts/<uuid:conversation>/<str:mode>/", DraftView.as_view()),
]
