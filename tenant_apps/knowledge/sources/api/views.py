"""`/api/sources/`: members see them, owners, admins and agents change them."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.pagination import CursorPagination
from shared_apps.core.validation import validated
from tenant_apps.knowledge.api.views import PAGING
from tenant_apps.knowledge.sources import actions, selectors
from tenant_apps.knowledge.sources.api.serializers import (
    NewSourceSerializer,
    PagesQuerySerializer,
    SourceChangeSerializer,
    SourceListSerializer,
    SourcePageListSerializer,
    SourceSerializer,
)
from tenant_apps.knowledge.sources.presentation import page_view, source_view
from tenant_apps.team.api.permissions import CanReplyOrReadOnly


class NearestFirst(CursorPagination):
    ordering = ("depth", "id")  # type: ignore[assignment]  # DRF takes a tuple too


def _shown(source_id: UUID, status: int = 200) -> Response:
    return Response(source_view(selectors.get_source(source_id)), status=status)


class SourcesView(APIView):
    permission_classes = [CanReplyOrReadOnly]

    @extend_schema(operation_id="sources", parameters=PAGING, responses=SourceListSerializer)
    def get(self, request: Request) -> Response:
        pages = CursorPagination()
        found = pages.paginate_queryset(selectors.sources(), request, view=self) or []
        return pages.get_paginated_response([source_view(source) for source in found])

    @extend_schema(operation_id="source_add", request=NewSourceSerializer, responses={201: SourceSerializer})
    def post(self, request: Request) -> Response:
        form = validated(NewSourceSerializer, request.data)
        return _shown(actions.add_source(**form).id, status=201)


class SourceView(APIView):
    permission_classes = [CanReplyOrReadOnly]

    @extend_schema(operation_id="source", responses=SourceSerializer)
    def get(self, _: Request, id: UUID) -> Response:
        return _shown(id)

    @extend_schema(
        operation_id="source_change", request=SourceChangeSerializer(partial=True), responses=SourceSerializer
    )
    def patch(self, request: Request, id: UUID) -> Response:
        form = validated(SourceChangeSerializer, request.data, partial=True)
        actions.change_source(source_id=id, changes=form)
        return _shown(id)

    @extend_schema(operation_id="source_delete", responses={204: None})
    def delete(self, _: Request, id: UUID) -> Response:
        actions.delete_source(source_id=id)
        return Response(status=204)


class SourceRefreshView(APIView):
    permission_classes = [CanReplyOrReadOnly]

    @extend_schema(operation_id="source_refresh", request=None, responses={202: SourceSerializer})
    def post(self, _: Request, id: UUID) -> Response:
        actions.refresh_source(source_id=id)
        return _shown(id, status=202)


class SourcePagesView(APIView):
    @extend_schema(
        operation_id="source_pages",
        parameters=[*PAGING, PagesQuerySerializer],
        responses=SourcePageListSerializer,
    )
    def get(self, request: Request, id: UUID) -> Response:
        wanted = validated(PagesQuerySerializer, request.query_params.dict())
        rows = selectors.pages_of(selectors.get_source(id), **wanted)
        pages = NearestFirst()
        found = pages.paginate_queryset(rows, request, view=self) or []
        return pages.get_paginated_response([page_view(page) for page in found])
