from django.apps import AppConfig


class TenantsConfig(AppConfig):
    name = "tenants"

    def ready(self) -> None:
        from django.core.management.commands import migrate

        from tenants.executor import SchemaExecutor

        # Django's command has no other place to name one.
        migrate.MigrationExecutor = SchemaExecutor  # type: ignore[attr-defined]
