"""What operators do to a business."""

from typing import Any
from uuid import UUID

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.doors import check_confirmed, given
from shared_apps.accounts.api.serializers import AddressField
from shared_apps.console.api.doors import ConsoleView, operator
from shared_apps.console.companies import life
from shared_apps.console.companies.api import CompanyDetailSerializer
from shared_apps.console.companies.plan import put_on_plan
from shared_apps.console.companies.selectors import get_company
from shared_apps.core.pagination import WholePageSerializer, whole_page
from shared_apps.core.streaming import streamed
from tenants import exports
from tenants.models import TenantExport, TenantImport, TransferState


class CompanyPlanFormSerializer(serializers.Serializer[Any]):
    plan = serializers.SlugField(max_length=60)
    seen = serializers.SlugField(
        max_length=60, required=False, default="", help_text="The plan it was on when you looked."
    )


class CompanyReasonSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=500, help_text="Its owner reads it.")


class CompanyNameSerializer(serializers.Serializer[Any]):
    """What is left out stays."""

    name = serializers.CharField(max_length=120, allow_null=True, default=None)
    slug = serializers.CharField(max_length=40, allow_null=True, default=None)


class CompanyDeletionSerializer(CompanyReasonSerializer):
    slug = serializers.CharField(max_length=40, help_text="Its address, typed once more.")
    grace_days = serializers.IntegerField(min_value=0, max_value=365, allow_null=True, default=None)


class CompanyExportFormSerializer(serializers.Serializer[Any]):
    passphrase = serializers.CharField(
        max_length=200, allow_blank=True, default="", help_text="With one, keys of channels come along."
    )


class CompanyExportSerializer(serializers.ModelSerializer[TenantExport]):
    state = serializers.ChoiceField(TransferState.choices)

    class Meta:
        model = TenantExport
        fields = (
            "id", "state", "progress", "size", "error", "with_secrets", "by_name", "created_at", "ready_at",
            "expires_at",
        )  # fmt: skip
        read_only_fields = fields


class CompanyExportListSerializer(WholePageSerializer):
    results = CompanyExportSerializer(many=True)


class CompanyImportSerializer(serializers.ModelSerializer[TenantImport]):
    state = serializers.ChoiceField(TransferState.choices)
    owner = serializers.EmailField(source="owner.email")
    company = serializers.UUIDField(source="tenant_id", allow_null=True)

    class Meta:
        model = TenantImport
        fields = (
            "id", "state", "progress", "slug", "name", "owner", "company", "code", "error", "by_name",
            "created_at", "ended_at",
        )  # fmt: skip
        read_only_fields = fields


class CompanyImportListSerializer(WholePageSerializer):
    results = CompanyImportSerializer(many=True)


class CompanyImportFormSerializer(serializers.Serializer[Any]):
    archive = serializers.FileField()
    slug = serializers.CharField(max_length=40)
    name = serializers.CharField(max_length=120)
    owner = AddressField()
    passphrase = serializers.CharField(max_length=200, allow_blank=True, default="")


def shown(tenant_id: UUID) -> Response:
    return Response(CompanyDetailSerializer(get_company(tenant_id)).data)


class CompanyPlanView(ConsoleView):
    @extend_schema(
        operation_id="console_company_plan",
        request=CompanyPlanFormSerializer,
        responses=CompanyDetailSerializer,
    )
    def put(self, request: Request, id: UUID) -> Response:
        form = given(CompanyPlanFormSerializer, request)
        put_on_plan(tenant_id=get_company(id).id, actor=operator(request), **form)
        return shown(id)


class SuspendView(ConsoleView):
    @extend_schema(
        operation_id="console_company_suspend",
        request=CompanyReasonSerializer,
        responses=CompanyDetailSerializer,
    )
    def post(self, request: Request, id: UUID) -> Response:
        life.suspend(tenant_id=id, actor=operator(request), **given(CompanyReasonSerializer, request))
        return shown(id)


class ResumeView(ConsoleView):
    @extend_schema(operation_id="console_company_resume", request=None, responses=CompanyDetailSerializer)
    def post(self, request: Request, id: UUID) -> Response:
        life.resume(tenant_id=id, actor=operator(request))
        return shown(id)


class RenameView(ConsoleView):
    @extend_schema(
        operation_id="console_company_rename",
        request=CompanyNameSerializer,
        responses=CompanyDetailSerializer,
    )
    def post(self, request: Request, id: UUID) -> Response:
        life.rename(tenant_id=id, actor=operator(request), **given(CompanyNameSerializer, request))
        return shown(id)


class DeleteView(ConsoleView):
    """Ask for the end of a business, or call it off while its grace lasts. Asks once more who it is."""

    @extend_schema(
        operation_id="console_company_delete",
        request=CompanyDeletionSerializer,
        responses=CompanyDetailSerializer,
    )
    def post(self, request: Request, id: UUID) -> Response:
        check_confirmed(request)
        life.delete(tenant_id=id, actor=operator(request), **given(CompanyDeletionSerializer, request))
        return shown(id)

    @extend_schema(operation_id="console_company_keep", responses=CompanyDetailSerializer)
    def delete(self, request: Request, id: UUID) -> Response:
        life.keep(tenant_id=id, actor=operator(request))
        return shown(id)


class ExportView(ConsoleView):
    """Archives of a business. To have one made asks once more who it is."""

    @extend_schema(operation_id="console_company_exports", responses=CompanyExportListSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        rows = exports.exports_of(get_company(id).id)[:20]
        return Response(whole_page(CompanyExportSerializer(rows, many=True).data))

    @extend_schema(
        operation_id="console_company_export",
        request=CompanyExportFormSerializer,
        responses={202: CompanyExportSerializer},
    )
    def post(self, request: Request, id: UUID) -> Response:
        check_confirmed(request)
        form = given(CompanyExportFormSerializer, request)
        asked = life.export(tenant_id=get_company(id).id, actor=operator(request), **form)
        return Response(CompanyExportSerializer(asked).data, status=202)


class ExportFileView(ConsoleView):
    @extend_schema(
        operation_id="console_company_export_file",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, id: UUID, export: UUID) -> FileResponse:
        row = exports.export(export, tenant_id=get_company(id).id)
        archive = exports.open_export(row)
        life.fetched(tenant_id=id, export_id=export, actor=operator(request))
        name = f"{row.tenant.slug}-{row.created_at:%Y-%m-%d}.parlor"
        return streamed(archive, filename=name, content_type="application/octet-stream")


class ImportsView(ConsoleView):
    """Businesses made of archives."""

    parser_classes = (MultiPartParser,)

    @extend_schema(operation_id="console_imports", responses=CompanyImportListSerializer)
    def get(self, request: Request) -> Response:
        return Response(whole_page(CompanyImportSerializer(exports.imports()[:20], many=True).data))

    @extend_schema(
        operation_id="console_import",
        request={"multipart/form-data": CompanyImportFormSerializer},
        responses={202: CompanyImportSerializer},
    )
    def post(self, request: Request) -> Response:
        check_confirmed(request)
        form = given(CompanyImportFormSerializer, request)
        asked = life.bring_in(upload=form.pop("archive"), actor=operator(request), **form)
        return Response(CompanyImportSerializer(asked).data, status=202)
