from django.urls import path

from tenant_apps.conversations.signals.api.views import SignalsView

urlpatterns = [path("integrations/<uuid:account_id>/signals/", SignalsView.as_view())]
