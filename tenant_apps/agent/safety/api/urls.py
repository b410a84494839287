from django.urls import path

from tenant_apps.agent.safety.api.views import BlockedView

urlpatterns = [path("agent/blocked/", BlockedView.as_view())]
