from importlib import import_module

from django.apps import AppConfig

# Rooms that keep tables: their models belong to this app, and every process has to know them.
ROOMS = ("preview", "photos", "catalogue", "entries", "sources")


class KnowledgeConfig(AppConfig):
    name = "tenant_apps.knowledge"

    def import_models(self) -> None:
        super().import_models()
        for room in ROOMS:
            import_module(f"{self.name}.{room}.models")
