from django.apps import AppConfig


class WebchatConfig(AppConfig):
    name = "tenant_apps.webchat"
