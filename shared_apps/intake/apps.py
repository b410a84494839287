from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "shared_apps.intake"
