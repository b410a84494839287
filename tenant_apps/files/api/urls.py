from django.urls import path

from tenant_apps.files.api.views import AttachmentsView, AttachmentView

urlpatterns = [
    path("attachments/", AttachmentsView.as_view()),
    path("attachments/<uuid:file_id>/", AttachmentView.as_view()),
]
