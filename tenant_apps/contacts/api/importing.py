"""`POST /api/contacts/import/`: a CSV table of contacts."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.validation import validated
from tenant_apps.contacts.importing import import_contacts
from tenant_apps.team.api.permissions import CanReply, current_member
from tenants.selectors import current_tenant

# How numbers without a country code are read, by where the business keeps its clock.
REGIONS = {"Europe/Kyiv": "UA", "Europe/Warsaw": "PL", "Europe/London": "GB", "Europe/Berlin": "DE"}


class ContactTableSerializer(serializers.Serializer[Any]):
    file = serializers.FileField(help_text="CSV with its headings in the first row, in English or Ukrainian.")


class RefusedContactSerializer(serializers.Serializer[Any]):
    row = serializers.IntegerField(help_text="Counted from 1 with the headings.")
    message = serializers.CharField()


class ContactsImportedSerializer(serializers.Serializer[Any]):
    created = serializers.IntegerField()
    updated = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    errors = RefusedContactSerializer(many=True)  # type: ignore[assignment]  # DRF keeps declared fields apart


class ContactsImportView(APIView):
    permission_classes = (CanReply,)
    parser_classes = (MultiPartParser,)

    @extend_schema(
        operation_id="contacts_import",
        request={"multipart/form-data": ContactTableSerializer},
        responses=ContactsImportedSerializer,
    )
    def post(self, request: Request) -> Response:
        form = validated(ContactTableSerializer, request.data)
        tenant = current_tenant()
        done = import_contacts(
            actor=current_member(request),
            content=bytes(form["file"].read()),
            region=REGIONS.get(tenant.timezone) if tenant else None,
        )
        errors = [{"row": row, "message": message} for row, message in done.errors]
        shown = {
            "created": done.created,
            "updated": done.updated,
            "unchanged": done.unchanged,
            "errors": errors,
        }
        return Response(ContactsImportedSerializer(shown).data)
