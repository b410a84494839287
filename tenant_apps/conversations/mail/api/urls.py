from django.urls import path

from tenant_apps.conversations.mail.api.views import MailPageView

urlpatterns = [
    path("conversations/<uuid:id>/messages/<uuid:message_id>/html/", MailPageView.as_view()),
]
