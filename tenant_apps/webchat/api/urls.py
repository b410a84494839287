from django.urls import path, re_path

from tenant_apps.webchat.api.asking import AnswerView, AskView
from tenant_apps.webchat.api.settings import IdentitySecretView, WidgetView
from tenant_apps.webchat.api.views import (
    FileView,
    IdentifyView,
    MessagesView,
    ReactionView,
    ReadView,
    UploadView,
    VisitView,
    WebsiteConfigView,
)

urlpatterns = [
    # Servers call it without a slash at the end, as it is written in the product's surface.
    re_path(r"^chat/ask/?$", AskView.as_view()),
    path("chat/ask/<str:handle>/", AnswerView.as_view()),
    path("widget/<str:key>/config/", WebsiteConfigView.as_view()),
    path("widget/<str:key>/visit/", VisitView.as_view()),
    path("widget/<str:key>/identify/", IdentifyView.as_view()),
    path("widget/<str:key>/messages/", MessagesView.as_view()),
    path("widget/<str:key>/messages/<uuid:message_id>/reaction/", ReactionView.as_view()),
    path("widget/<str:key>/read/", ReadView.as_view()),
    path("widget/<str:key>/attachments/", UploadView.as_view()),
    path("widget/<str:key>/files/<uuid:file_id>/", FileView.as_view()),
    path("integrations/<uuid:account_id>/widget/", WidgetView.as_view()),
    path("integrations/<uuid:account_id>/widget/secret/", IdentitySecretView.as_view()),
]
