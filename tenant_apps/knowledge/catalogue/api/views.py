"""`/api/catalogue/`: members read and look up, owners and admins change, as in the price list of services."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.pagination import CursorPagination
from shared_apps.core.validation import validated
from tenant_apps.knowledge.api.views import PAGING
from tenant_apps.knowledge.catalogue import actions, selectors
from tenant_apps.knowledge.catalogue.api.serializers import (
    CatalogueItemSerializer,
    CatalogueListSerializer,
    CatalogueLookupSerializer,
    CatalogueQuerySerializer,
    LookedUpSerializer,
    NewItemSerializer,
    PhotoSerializer,
)
from tenant_apps.knowledge.catalogue.presentation import item_view
from tenant_apps.knowledge.entries.api.serializers import TableImportedSerializer, TableSerializer
from tenant_apps.team.api.permissions import IsAdminOrReadOnly
from tenant_apps.workspace.selectors import current_workspace


class InOrder(CursorPagination):
    ordering = selectors.ORDER  # type: ignore[assignment]  # DRF takes a tuple too


class CatalogueView(APIView):
    permission_classes = [IsAdminOrReadOnly]

    @extend_schema(
        operation_id="catalogue",
        parameters=[*PAGING, CatalogueQuerySerializer],
        responses=CatalogueListSerializer,
    )
    def get(self, request: Request) -> Response:
        wanted = validated(CatalogueQuerySerializer, request.query_params.dict())
        pages = InOrder()
        found = pages.paginate_queryset(selectors.items(**wanted), request, view=self) or []
        return pages.get_paginated_response([item_view(item) for item in found])

    @extend_schema(
        operation_id="catalogue_add", request=NewItemSerializer, responses={201: CatalogueItemSerializer}
    )
    def post(self, request: Request) -> Response:
        form = validated(NewItemSerializer, request.data)
        fields = {"currency": current_workspace().currency, **form}
        return Response(item_view(actions.add_item(**fields)), status=201)


class CatalogueItemView(APIView):
    permission_classes = [IsAdminOrReadOnly]

    @extend_schema(operation_id="catalogue_item", responses=CatalogueItemSerializer)
    def get(self, _: Request, id: UUID) -> Response:
        return Response(item_view(selectors.get_item(id)))

    @extend_schema(
        operation_id="catalogue_change",
        request=NewItemSerializer(partial=True),
        responses=CatalogueItemSerializer,
    )
    def patch(self, request: Request, id: UUID) -> Response:
        form = NewItemSerializer(selectors.get_item(id), data=request.data, partial=True)
        form.is_valid(raise_exception=True)
        return Response(item_view(actions.change_item(item_id=id, changes=dict(form.validated_data))))

    @extend_schema(operation_id="catalogue_delete", responses={204: None})
    def delete(self, _: Request, id: UUID) -> Response:
        actions.delete_item(item_id=id)
        return Response(status=204)


class CataloguePhotoView(APIView):
    permission_classes = [IsAdminOrReadOnly]
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="catalogue_photo",
        request={"multipart/form-data": PhotoSerializer},
        responses=CatalogueItemSerializer,
    )
    def put(self, request: Request, id: UUID) -> Response:
        selectors.get_item(id)
        form = validated(PhotoSerializer, request.data)
        return Response(item_view(actions.set_photo(item_id=id, given=form["file"])))

    @extend_schema(operation_id="catalogue_photo_delete", responses=CatalogueItemSerializer)
    def delete(self, _: Request, id: UUID) -> Response:
        return Response(item_view(actions.set_photo(item_id=id, given=None)))


class CatalogueImportView(APIView):
    permission_classes = [IsAdminOrReadOnly]
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="catalogue_import",
        request={"multipart/form-data": TableSerializer},
        responses=TableImportedSerializer,
    )
    def post(self, request: Request) -> Response:
        form = validated(TableSerializer, request.data)
        content = form["file"].read()
        done = actions.import_items(content=content, currency=current_workspace().currency)
        return Response(
            {
                "created": done.created,
                "updated": done.updated,
                "unchanged": done.unchanged,
                "errors": [{"row": row, "reason": reason} for row, reason in done.errors],
            }
        )


class CatalogueLookupView(APIView):
    @extend_schema(
        operation_id="catalogue_lookup",
        parameters=[CatalogueLookupSerializer],
        responses=LookedUpSerializer,
        description="The items that these words name exactly; none when they name none.",
    )
    def get(self, request: Request) -> Response:
        wanted = validated(CatalogueLookupSerializer, request.query_params.dict())
        found = selectors.find_items(wanted["text"])
        return Response({"results": [item_view(item) for item in found]})
