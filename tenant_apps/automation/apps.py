from django.apps import AppConfig


class AutomationConfig(AppConfig):
    name = "tenant_apps.automation"
