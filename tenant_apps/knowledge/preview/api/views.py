from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.pagination import CursorPagination
from tenant_apps.knowledge.preview.api.serializers import ReadPagePageSerializer
from tenant_apps.knowledge.preview.selectors import page_view, pages_of
from tenant_apps.knowledge.selectors import get_document

PAGING = [
    OpenApiParameter("limit", int, description="Pages per answer, 100 at most."),
    OpenApiParameter("cursor", str, description="From `next` or `previous`."),
]


class ReadPagePagination(CursorPagination):
    ordering = "ord"


class DocumentPagesView(APIView):
    @extend_schema(operation_id="document_pages", parameters=PAGING, responses=ReadPagePageSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        pages = ReadPagePagination()
        found = pages.paginate_queryset(pages_of(get_document(id)), request, view=self) or []
        return pages.get_paginated_response([page_view(page) for page in found])
