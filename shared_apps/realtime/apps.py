from django.apps import AppConfig


class RealtimeConfig(AppConfig):
    name = "shared_apps.realtime"
