"""Photos over HTTP: members look, those who answer customers upload, describe and delete."""

from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.pagination import CursorPagination
from shared_apps.core.validation import validated
from tenant_apps.knowledge.api.doors import FilesAreBounded
from tenant_apps.knowledge.api.serializers import DocumentUploadSerializer
from tenant_apps.knowledge.photos import actions, selectors
from tenant_apps.knowledge.photos.api.serializers import (
    PhotoChangeSerializer,
    PhotoPageSerializer,
    PhotoSerializer,
    PhotosUploadedSerializer,
)
from tenant_apps.knowledge.photos.presentation import photo_view
from tenant_apps.team.api.permissions import CanReplyOrReadOnly

MAX_Q_CHARS = 100
LISTING = [
    OpenApiParameter("q", str, description="Letters of the name, caption, labels or text."),
    OpenApiParameter("limit", int, description="Photos per page, 100 at most."),
    OpenApiParameter("cursor", str, description="From `next` or `previous`."),
]


class PhotoListView(APIView):
    @extend_schema(operation_id="photos", parameters=LISTING, responses=PhotoPageSerializer)
    def get(self, request: Request) -> Response:
        text = request.query_params.get("q", "").replace("\0", "").strip()[:MAX_Q_CHARS]
        pages = CursorPagination()
        found = selectors.photos_with(text) if text else selectors.photos()
        page = pages.paginate_queryset(found, request, view=self) or []
        return pages.get_paginated_response([photo_view(document) for document in page])


class PhotoUploadView(FilesAreBounded, APIView):
    permission_classes = [CanReplyOrReadOnly]
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="photos_upload",
        request={"multipart/form-data": DocumentUploadSerializer},
        responses={201: PhotosUploadedSerializer},
    )
    def post(self, request: Request) -> Response:
        found = actions.upload_photos(files=request.FILES.getlist("files"))
        ids = [document.id for document in found]
        known = {document.id: document for document in selectors.photos().filter(id__in=ids)}
        return Response({"results": [photo_view(known[id]) for id in ids]}, status=201)


class PhotoView(APIView):
    permission_classes = [CanReplyOrReadOnly]

    @extend_schema(operation_id="photo", responses=PhotoSerializer)
    def get(self, _: Request, id: UUID) -> Response:
        return Response(photo_view(selectors.get_photo(id)))

    @extend_schema(operation_id="photo_change", request=PhotoChangeSerializer, responses=PhotoSerializer)
    def patch(self, request: Request, id: UUID) -> Response:
        selectors.get_photo(id)
        form = validated(PhotoChangeSerializer, request.data)
        return Response(photo_view(actions.change_photo(photo_id=id, changes=form)))

    @extend_schema(operation_id="photo_delete", responses={204: None})
    def delete(self, _: Request, id: UUID) -> Response:
        actions.delete_photo(photo_id=id)
        return Response(status=204)
