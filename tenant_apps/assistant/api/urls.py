from django.urls import path

from tenant_apps.assistant.api.views import AssistantView

urlpatterns = [path("assistant/", AssistantView.as_view())]
