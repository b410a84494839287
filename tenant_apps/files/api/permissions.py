from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from tenant_apps.team.rights.kernel import Permission


class MayAttach(BasePermission):
    """Let every member read, and those upload who may answer or keep the knowledge.

    The house's default permission comes first and has put the member on the request.
    """

    def has_permission(self, request: Request, view: APIView) -> bool:
        member = getattr(request, "member", None)
        if member is None:
            return False
        return request.method in SAFE_METHODS or any(
            member.may(each) for each in (Permission.REPLY, Permission.KNOWLEDGE)
        )
