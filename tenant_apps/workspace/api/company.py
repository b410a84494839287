"""`/api/company/`: the business card and its logo."""

from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.errors import NotFound
from shared_apps.core.validation import validated
from tenant_apps.files.api.views import AttachmentView
from tenant_apps.files.errors import FileTooLarge
from tenant_apps.team.api.permissions import IsAdminOrReadOnly, current_member
from tenant_apps.workspace.actions import set_logo, update_workspace
from tenant_apps.workspace.api.serializers import GivenFileSerializer, WorkspaceSerializer
from tenant_apps.workspace.logo import logo_file
from tenant_apps.workspace.selectors import current_workspace

MAX_PICTURE_BYTES = 10_000_000


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


class LogoView(APIView):
    permission_classes = (IsAdminOrReadOnly,)
    parser_classes = (MultiPartParser,)

    @extend_schema(
        operation_id="company_logo",
        request={"multipart/form-data": GivenFileSerializer},
        responses=WorkspaceSerializer,
    )
    def post(self, request: Request) -> Response:
        workspace = set_logo(actor=current_member(request), content=picture_in(request))
        return Response(WorkspaceSerializer(workspace).data)

    @extend_schema(operation_id="company_logo_delete", responses={204: None})
    def delete(self, request: Request) -> Response:
        set_logo(actor=current_member(request), content=None)
        return Response(status=204)


class LogoFileView(APIView):
    """The logo is for customers, so nobody has to sign in for it."""

    permission_classes = (AllowAny,)
    authentication_classes = ()

    @extend_schema(operation_id="company_logo_file", responses={(200, "image/png"): OpenApiTypes.BINARY})
    def get(self, request: Request, size: str) -> HttpResponseBase:
        stored = logo_file(current_workspace(), size)
        if stored is None:
            raise NotFound("This business has no logo.")
        response = AttachmentView().answer(request, stored.id)
        response["Cache-Control"] = "public, max-age=86400"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response


def picture_in(request: Request) -> bytes:
    """Return the bytes of the picture that was sent; raises ValidationError, FileTooLarge."""
    form = validated(GivenFileSerializer, request.data)
    given = form["file"]
    if given.size > MAX_PICTURE_BYTES:
        raise FileTooLarge(MAX_PICTURE_BYTES)
    return bytes(given.read())
