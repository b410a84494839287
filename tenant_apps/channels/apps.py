from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "tenant_apps.channels"
    # Django Channels owns the plain label.
    label = "inbox_channels"
