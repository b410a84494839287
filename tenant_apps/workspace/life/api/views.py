"""The owner's doors; what cannot be taken back by one press asks once more who it is."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from shared_apps.accounts.api.doors import check_confirmed, given, signed_in
from shared_apps.core.pagination import whole_page
from shared_apps.core.streaming import streamed
from tenant_apps.team.api.permissions import IsAdmin, IsOwner, current_member
from tenant_apps.workspace.life import actions
from tenant_apps.workspace.life.api.serializers import (
    DeletionAskedSerializer,
    DeletionSerializer,
    DomainListSerializer,
    DomainSerializer,
    ExportListSerializer,
    ExportSerializer,
    MovedSerializer,
    NewAddressSerializer,
    NewDomainSerializer,
    NewExportSerializer,
)
from tenants import domains, exports
from tenants.hosts import bare, url_of
from tenants.models import Domain

SHOWN = 20


class AddressView(APIView):
    permission_classes = (IsOwner,)

    @extend_schema(operation_id="workspace_move", request=NewAddressSerializer, responses=MovedSerializer)
    def put(self, request: Request) -> Response:
        form = given(NewAddressSerializer, request)
        check_confirmed(request)
        tenant, token = actions.move(actor=current_member(request), user=signed_in(request), **form)
        return Response({"slug": tenant.slug, "url": url_of(tenant.slug), "entry_token": token})


class DeletionView(APIView):
    permission_classes = (IsOwner,)

    @extend_schema(
        operation_id="workspace_delete", request=DeletionSerializer, responses=DeletionAskedSerializer
    )
    def post(self, request: Request) -> Response:
        form = given(DeletionSerializer, request)
        check_confirmed(request)
        tenant = actions.ask_deletion(actor=current_member(request), name=form["slug"])
        return Response({"purge_at": tenant.purge_at})


class ExportsView(APIView):
    permission_classes = (IsOwner,)

    @extend_schema(operation_id="workspace_exports", responses=ExportListSerializer)
    def get(self, request: Request) -> Response:
        rows = exports.exports_of(actions.here().id)[:SHOWN]
        return Response(whole_page(ExportSerializer(rows, many=True).data))

    @extend_schema(
        operation_id="workspace_export", request=NewExportSerializer, responses={201: ExportSerializer}
    )
    def post(self, request: Request) -> Response:
        form = given(NewExportSerializer, request)
        check_confirmed(request)
        export = actions.ask_export(actor=current_member(request), **form)
        return Response(ExportSerializer(export).data, status=201)


class ExportView(APIView):
    permission_classes = (IsOwner,)

    @extend_schema(operation_id="workspace_export_delete", responses={204: None})
    def delete(self, request: Request, id: UUID) -> Response:
        actions.delete_export(actor=current_member(request), export_id=id)
        return Response(status=204)


class ExportFileView(APIView):
    permission_classes = (IsOwner,)

    @extend_schema(
        operation_id="workspace_export_file",
        responses={(200, "application/zip"): OpenApiResponse(OpenApiTypes.BINARY)},
    )
    def get(self, request: Request, id: UUID) -> FileResponse:
        """Return the archive until it expires. No address opens it without signing in."""
        tenant = actions.here()
        archive = exports.open_export(exports.export(id, tenant_id=tenant.id))
        answer = streamed(archive, filename=f"{tenant.slug}.parlor.zip", content_type="application/zip")
        answer["Cache-Control"] = "no-store"
        return answer


class DomainsView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(operation_id="workspace_domains", responses=DomainListSerializer)
    def get(self, request: Request) -> Response:
        rows = domains.domains_of(actions.here().id)
        return Response(whole_page(_shown(rows, many=True)))

    @extend_schema(
        operation_id="workspace_domain_add", request=NewDomainSerializer, responses={201: DomainSerializer}
    )
    def post(self, request: Request) -> Response:
        form = given(NewDomainSerializer, request)
        return Response(
            _shown(actions.add_domain(actor=current_member(request), domain=form["domain"])), status=201
        )


class DomainView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(operation_id="workspace_domain_remove", responses={204: None})
    def delete(self, request: Request, id: int) -> Response:
        actions.remove_domain(actor=current_member(request), domain_id=id)
        return Response(status=204)


class DomainCheckView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(operation_id="workspace_domain_check", request=None, responses=DomainSerializer)
    def post(self, request: Request, id: int) -> Response:
        return Response(_shown(domains.check_domain(actions.here().id, id)))


def _shown(rows: Any, *, many: bool = False) -> Any:
    points_to = f"{actions.here().slug}.{bare(settings.BASE_DOMAIN)}"
    shown: Serializer[Domain] = DomainSerializer(rows, many=many, context={"points_to": points_to})
    return shown.data
