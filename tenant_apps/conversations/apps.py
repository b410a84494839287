from importlib import import_module

from django.apps import AppConfig

# Rooms that keep tables: their models belong to this app, and every process has to know them.
ROOMS = ("search", "drafts", "replies", "sla", "away", "csat", "habits")


class ConversationsConfig(AppConfig):
    name = "tenant_apps.conversations"

    def import_models(self) -> None:
        super().import_models()
        for room in ROOMS:
            import_module(f"{self.name}.{room}.models")
