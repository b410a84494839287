from collections.abc import Iterator
from typing import IO
from uuid import UUID

from django.http import FileResponse, HttpResponseBase, HttpResponseNotModified, StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.errors import NotFound
from shared_apps.core.validation import validated
from shared_apps.plans import entitlements
from shared_apps.plans.choices import Limit
from tenant_apps.files import actions, selectors
from tenant_apps.files.api.permissions import MayAttach
from tenant_apps.files.api.serializers import StoredFileSerializer, UploadSerializer
from tenant_apps.files.models import StoredFile
from tenant_apps.files.serving import INLINE, byte_range, policy, served_type
from tenant_apps.files.sight import may_open

STREAM_CHUNK_BYTES = 65536


class AttachmentsView(APIView):
    parser_classes = (MultiPartParser,)

    permission_classes = [*APIView.permission_classes, MayAttach]

    @extend_schema(request={"multipart/form-data": UploadSerializer}, responses={201: StoredFileSerializer})
    def post(self, request: Request) -> Response:
        upload = validated(UploadSerializer, request.data)
        given = upload["file"]
        entitlements.require_room(
            Limit.STORAGE_MB, used=selectors.megabytes(), adding=-(-given.size // 1_000_000)
        )
        stored = actions.store(name=given.name, content_type=given.content_type or "", content=given)
        return Response(StoredFileSerializer(stored).data, status=201)


class AttachmentView(APIView):
    @extend_schema(responses={(200, "*/*"): OpenApiTypes.BINARY})
    def get(self, request: Request, file_id: UUID) -> HttpResponseBase:
        if not may_open(request.member, file_id):  # type: ignore[attr-defined]  # put there by IsMember
            raise NotFound("This file does not exist any more.")
        return self.answer(request, file_id)

    def answer(self, request: Request, file_id: UUID) -> HttpResponseBase:
        """Return the file to somebody who may have it."""
        stored = selectors.get_file(file_id)
        etag = f'"{stored.sha256}"'
        if request.headers.get("If-None-Match") == etag:
            return HttpResponseNotModified()
        response = _content(stored, request.headers.get("Range", ""))
        response["Content-Security-Policy"] = policy(stored.content_type)
        response["X-Content-Type-Options"] = "nosniff"
        response["Accept-Ranges"] = "bytes"
        response["ETag"] = etag
        response["Cache-Control"] = "private, max-age=31536000, immutable"
        return response


def _content(stored: StoredFile, range_header: str) -> HttpResponseBase:
    try:
        handle = stored.file.open("rb")
    except FileNotFoundError as error:
        raise NotFound("The content of this file is gone.") from error
    content_type = served_type(stored.content_type)
    wanted = byte_range(range_header, stored.size)
    whole = FileResponse(
        handle,
        as_attachment=stored.content_type not in INLINE,
        filename=stored.name,
        content_type=content_type,
    )
    if wanted is None:
        return whole
    first, last = wanted
    handle.seek(first)
    part = StreamingHttpResponse(_part(handle, last - first + 1), status=206, content_type=content_type)
    part["Content-Disposition"] = whole["Content-Disposition"]
    part["Content-Range"] = f"bytes {first}-{last}/{stored.size}"
    part["Content-Length"] = str(last - first + 1)
    return part


def _part(handle: IO[bytes], left: int) -> Iterator[bytes]:
    with handle:
        while left > 0 and (piece := handle.read(min(left, STREAM_CHUNK_BYTES))):
            left -= len(piece)
            yield piece
