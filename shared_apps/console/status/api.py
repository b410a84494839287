"""`/api/admin/status/`: how the house is."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.console.api.doors import ConsoleView
from shared_apps.console.status.selectors import status


class ProcessSerializer(serializers.Serializer[Any]):
    """Times are seconds since 1970; `serves` are Celery queues. One that is not alive beat within the last hour."""

    role = serializers.CharField()
    host = serializers.CharField()
    pid = serializers.IntegerField()
    version = serializers.CharField()
    serves = serializers.ListField(child=serializers.CharField())
    started_at = serializers.FloatField()
    seen_at = serializers.FloatField()
    is_alive = serializers.BooleanField()
    memory_bytes = serializers.IntegerField()


class QueueSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    depth = serializers.IntegerField()
    is_served = serializers.BooleanField()


class IntakeStateSerializer(serializers.Serializer[Any]):
    lag_s = serializers.FloatField()
    waiting = serializers.IntegerField()
    retrying = serializers.IntegerField()
    failed = serializers.IntegerField()
    unrouted = serializers.IntegerField()


class FactsStateSerializer(serializers.Serializer[Any]):
    lag_s = serializers.FloatField()
    waiting = serializers.IntegerField()
    parked = serializers.IntegerField()
    overdue_s = serializers.FloatField()


class DatabaseStateSerializer(serializers.Serializer[Any]):
    version = serializers.CharField()
    size_bytes = serializers.IntegerField()
    connections = serializers.IntegerField()
    max_connections = serializers.IntegerField()
    longest_transaction_s = serializers.FloatField()


class ValkeyStateSerializer(serializers.Serializer[Any]):
    version = serializers.CharField()
    memory_bytes = serializers.IntegerField()
    max_memory_bytes = serializers.IntegerField(help_text="0: no limit.")
    clients = serializers.IntegerField()


class FailedMigrationSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField()
    error = serializers.CharField()


class MigrationRunSerializer(serializers.Serializer[Any]):
    """`failed`: at most twenty. Without an end it is at work, or was cut off: run `migrate_tenants` again."""

    started_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    total = serializers.IntegerField()
    done = serializers.IntegerField()
    failed = FailedMigrationSerializer(many=True)


class SchemasStateSerializer(serializers.Serializer[Any]):
    public_is_current = serializers.BooleanField()
    tenants = serializers.IntegerField()
    behind_count = serializers.IntegerField()
    behind = serializers.ListField(child=serializers.CharField(), help_text="Slugs, at most twenty.")
    pool = serializers.IntegerField()
    last_run = MigrationRunSerializer(allow_null=True)


class DiskStateSerializer(serializers.Serializer[Any]):
    total_bytes = serializers.IntegerField()
    free_bytes = serializers.IntegerField()


class VersionsSerializer(serializers.Serializer[Any]):
    parlor = serializers.CharField()
    python = serializers.CharField()
    django = serializers.CharField()


class StatusSerializer(serializers.Serializer[Any]):
    """`troubles`: codes of what to look at, worst first; empty when all is well."""

    at = serializers.DateTimeField()
    troubles = serializers.ListField(child=serializers.CharField())
    versions = VersionsSerializer()
    processes = ProcessSerializer(many=True)
    queues = QueueSerializer(many=True)
    intake = IntakeStateSerializer(allow_null=True)
    facts = FactsStateSerializer(allow_null=True)
    database = DatabaseStateSerializer(allow_null=True)
    valkey = ValkeyStateSerializer(allow_null=True)
    schemas = SchemasStateSerializer(allow_null=True)
    disk = DiskStateSerializer()


class StatusView(ConsoleView):
    @extend_schema(operation_id="console_status", responses=StatusSerializer)
    def get(self, request: Request) -> Response:
        return Response(StatusSerializer(status()).data)
