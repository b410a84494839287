from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Stands last in the list of apps, so that everything it wires is loaded."""

    name = "config"

    def ready(self) -> None:
        from config.telemetry import gauges, sentry
        from config.wiring import wire

        wire()
        gauges.register()
        sentry.begin()
