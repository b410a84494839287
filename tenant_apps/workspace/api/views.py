from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.pagination import CursorPagination
from tenant_apps.team.api.permissions import IsAdminOrReadOnly, current_member
from tenant_apps.workspace.actions import create_service, delete_service, update_service, update_workspace
from tenant_apps.workspace.api.serializers import ServiceSerializer, WorkspaceSerializer
from tenant_apps.workspace.models import Service
from tenant_apps.workspace.selectors import all_services, current_workspace, get_service


class CompanyView(APIView):
    permission_classes = (IsAdminOrReadOnly,)

    @extend_schema(operation_id="company_get", responses=WorkspaceSerializer)
    def get(self, request: Request) -> Response:
        return Response(WorkspaceSerializer(current_workspace()).data)

    @extend_schema(operation_id="company_put", request=WorkspaceSerializer, responses=WorkspaceSerializer)
    def put(self, request: Request) -> Response:
        return self._write(request, partial=False)

    @extend_schema(
        operation_id="company_patch", request=WorkspaceSerializer(partial=True), responses=WorkspaceSerializer
    )
    def patch(self, request: Request) -> Response:
        return self._write(request, partial=True)

    def _write(self, request: Request, *, partial: bool) -> Response:
        given = WorkspaceSerializer(current_workspace(), data=request.data, partial=partial)
        given.is_valid(raise_exception=True)
        changed = update_workspace(actor=current_member(request), **given.validated_data)
        return Response(WorkspaceSerializer(changed).data)


class InOrder(CursorPagination):
    ordering = ("category", "name", "id")  # type: ignore[assignment]  # DRF takes a tuple too


class ServicesView(ListAPIView[Service]):
    permission_classes = (IsAdminOrReadOnly,)
    serializer_class = ServiceSerializer
    pagination_class = InOrder

    def get_queryset(self) -> QuerySet[Service]:
        return all_services()

    @extend_schema(operation_id="services")
    def get(self, request: Request) -> Response:
        return self.list(request)

    @extend_schema(operation_id="service_create", responses={201: ServiceSerializer})
    def post(self, request: Request) -> Response:
        given = self.get_serializer(data=request.data)
        given.is_valid(raise_exception=True)
        service = create_service(actor=current_member(request), **given.validated_data)
        return Response(ServiceSerializer(service).data, status=status.HTTP_201_CREATED)


class ServiceView(GenericAPIView[Service]):
    permission_classes = (IsAdminOrReadOnly,)
    serializer_class = ServiceSerializer

    @extend_schema(operation_id="service")
    def get(self, request: Request, service_id: UUID) -> Response:
        return Response(ServiceSerializer(get_service(service_id)).data)

    @extend_schema(operation_id="service_replace")
    def put(self, request: Request, service_id: UUID) -> Response:
        return self._write(request, service_id, partial=False)

    @extend_schema(operation_id="service_update")
    def patch(self, request: Request, service_id: UUID) -> Response:
        return self._write(request, service_id, partial=True)

    @extend_schema(operation_id="service_delete", responses={204: None})
    def delete(self, request: Request, service_id: UUID) -> Response:
        delete_service(get_service(service_id), actor=current_member(request))
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _write(self, request: Request, service_id: UUID, *, partial: bool) -> Response:
        service = get_service(service_id)
        given = ServiceSerializer(service, data=request.data, partial=partial)
        given.is_valid(raise_exception=True)
        changed = update_service(service, actor=current_member(request), **given.validated_data)
        return Response(ServiceSerializer(changed).data)
