from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "shared_apps.facts"
