from django.urls import path

from tenant_apps.channels.api.views import (
    CheckView,
    ConnectWhatsAppView,
    HealthView,
    IntegrationsView,
    IntegrationView,
)

urlpatterns = [
    path("integrations/", IntegrationsView.as_view()),
    path("integrations/whatsapp/connect/", ConnectWhatsAppView.as_view()),
    path("integrations/<uuid:account_id>/", IntegrationView.as_view()),
    path("integrations/<uuid:account_id>/health/", HealthView.as_view()),
    path("integrations/<uuid:account_id>/test/", CheckView.as_view()),
]
