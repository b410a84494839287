from django.urls import path

from tenant_apps.channels.mailboxes.api.views import WebhookAddressView

urlpatterns = [
    path("integrations/<uuid:account_id>/webhook/", WebhookAddressView.as_view()),
]
