from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "shared_apps.accounts"

    def ready(self) -> None:
        from shared_apps.accounts.api import schema  # noqa: F401 - importing registers the schemes
