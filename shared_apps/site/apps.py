from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "shared_apps.site"
