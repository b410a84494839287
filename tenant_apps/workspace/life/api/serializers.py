from typing import Any

from rest_framework import serializers

from shared_apps.core.pagination import WholePageSerializer
from tenants.models import Domain, DomainState, TenantExport, TransferState

MIN_PASSPHRASE = 12


class NewAddressSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField(max_length=40)


class MovedSerializer(serializers.Serializer[Any]):
    """`entry_token` lets the owner in at the new address, once, within two minutes."""

    slug = serializers.CharField()
    url = serializers.CharField()
    entry_token = serializers.CharField()


class DeletionSerializer(serializers.Serializer[Any]):
    """`slug` is typed once more, so that nobody deletes by one press."""

    slug = serializers.CharField(max_length=40)


class DeletionAskedSerializer(serializers.Serializer[Any]):
    purge_at = serializers.DateTimeField()


class NewExportSerializer(serializers.Serializer[Any]):
    """With a passphrase the keys of channels and models come along, readable with it only."""

    passphrase = serializers.CharField(
        max_length=200, min_length=MIN_PASSPHRASE, required=False, allow_blank=True, default=""
    )


class ExportSerializer(serializers.ModelSerializer[TenantExport]):
    state = serializers.ChoiceField(choices=TransferState.choices)

    class Meta:
        model = TenantExport
        fields = (
            *("id", "state", "progress", "size", "with_secrets", "by_name"),
            *("created_at", "ready_at", "expires_at"),
        )


class ExportListSerializer(WholePageSerializer):
    results = ExportSerializer(many=True)


class NewDomainSerializer(serializers.Serializer[Any]):
    domain = serializers.CharField(max_length=300)


class DomainSerializer(serializers.ModelSerializer[Domain]):
    """`problem` is empty, `record_missing`, `dns_away` or `taken`; the record is what the DNS has to carry."""

    state = serializers.ChoiceField(choices=DomainState.choices)
    record_name = serializers.CharField()
    record_value = serializers.CharField()
    points_to = serializers.SerializerMethodField()

    class Meta:
        model = Domain
        fields = (
            *("id", "domain", "state", "problem", "record_name", "record_value", "points_to"),
            *("verified_at", "checked_at"),
        )

    def get_points_to(self, domain: Domain) -> str:
        return str(self.context.get("points_to", ""))


class DomainListSerializer(WholePageSerializer):
    results = DomainSerializer(many=True)
