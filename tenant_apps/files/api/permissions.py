from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

VIEWER = "viewer"


class MayAttach(BasePermission):
    """Let every member read and everyone but viewers upload.

    The team app stands above this one, so its permission classes cannot be imported; the authentication layer
    has put the member on the request.
    """

    def has_permission(self, request: Request, view: APIView) -> bool:
        member = getattr(request, "member", None)
        if member is None:
            return False
        return request.method in SAFE_METHODS or member.role != VIEWER
