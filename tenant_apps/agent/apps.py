from django.apps import AppConfig


class AgentConfig(AppConfig):
    name = "tenant_apps.agent"
