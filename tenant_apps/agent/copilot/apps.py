from django.apps import AppConfig


class CopilotConfig(AppConfig):
    name = "tenant_apps.agent.copilot"
    label = "agent_copilot"
