from django.apps import AppConfig


class AssistantConfig(AppConfig):
    name = "tenant_apps.assistant"
