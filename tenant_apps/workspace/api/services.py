"""`/api/services/`: members read, owners and admins write."""

from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.pagination import CursorPagination
from shared_apps.core.validation import validated
from tenant_apps.team.api.permissions import IsAdmin, IsAdminOrReadOnly, current_member
from tenant_apps.workspace.actions import (
    create_service,
    delete_service,
    order_services,
    set_photo,
    update_service,
)
from tenant_apps.workspace.api.company import picture_in
from tenant_apps.workspace.api.serializers import (
    GivenFileSerializer,
    ServiceOrderSerializer,
    ServiceQuerySerializer,
    ServiceSerializer,
    ServicesImportedSerializer,
)
from tenant_apps.workspace.importing import import_services
from tenant_apps.workspace.models import Service
from tenant_apps.workspace.selectors import all_services, current_workspace, get_service


class InOrder(CursorPagination):
    ordering = ("position", "category", "name", "id")  # type: ignore[assignment]  # DRF takes a tuple too


class ServicesView(ListAPIView[Service]):
    permission_classes = (IsAdminOrReadOnly,)
    serializer_class = ServiceSerializer
    pagination_class = InOrder

    def get_queryset(self) -> QuerySet[Service]:
        wanted = validated(ServiceQuerySerializer, self.request.query_params.dict())
        return all_services(**wanted)

    @extend_schema(operation_id="services", parameters=[ServiceQuerySerializer])
    def get(self, request: Request) -> Response:
        return self.list(request)

    @extend_schema(operation_id="service_create", responses={201: ServiceSerializer})
    def post(self, request: Request) -> Response:
        given = self.get_serializer(data=request.data)
        given.is_valid(raise_exception=True)
        fields = {"currency": current_workspace().currency, **given.validated_data}
        service = create_service(actor=current_member(request), **fields)
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
        update_service(service, actor=current_member(request), **given.validated_data)
        return Response(ServiceSerializer(get_service(service_id)).data)


class ServicePhotoView(APIView):
    permission_classes = (IsAdmin,)
    parser_classes = (MultiPartParser,)

    @extend_schema(
        operation_id="service_photo",
        request={"multipart/form-data": GivenFileSerializer},
        responses=ServiceSerializer,
    )
    def post(self, request: Request, service_id: UUID) -> Response:
        service = get_service(service_id)
        changed = set_photo(service, actor=current_member(request), content=picture_in(request))
        return Response(ServiceSerializer(changed).data)

    @extend_schema(operation_id="service_photo_delete", responses={204: None})
    def delete(self, request: Request, service_id: UUID) -> Response:
        set_photo(get_service(service_id), actor=current_member(request), content=None)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ServiceOrderView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(operation_id="services_order", request=ServiceOrderSerializer, responses={204: None})
    def put(self, request: Request) -> Response:
        given = validated(ServiceOrderSerializer, request.data)
        order_services(actor=current_member(request), ids=given["ids"])
        return Response(status=status.HTTP_204_NO_CONTENT)


class ServicesImportView(APIView):
    permission_classes = (IsAdmin,)
    parser_classes = (MultiPartParser,)

    @extend_schema(
        operation_id="services_import",
        request={"multipart/form-data": GivenFileSerializer},
        responses=ServicesImportedSerializer,
        description="A CSV table with its headings in the first row, in English or Ukrainian.",
    )
    def post(self, request: Request) -> Response:
        form = validated(GivenFileSerializer, request.data)
        content = bytes(form["file"].read())
        done = import_services(
            actor=current_member(request), content=content, currency=current_workspace().currency
        )
        return Response(
            {
                "created": done.created,
                "updated": done.updated,
                "unchanged": done.unchanged,
                "errors": [{"row": row, "reason": reason} for row, reason in done.errors],
            }
        )
