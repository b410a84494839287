"""What a member may do and why, leaving and coming back, handing the workspace over."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.accounts.api.doors import check_confirmed
from shared_apps.core.validation import validated
from tenant_apps.team.api.permissions import IsAdmin, IsMember, IsOwner, current_member
from tenant_apps.team.api.rights_serializers import (
    DeactivationSerializer,
    MemberWorkSerializer,
    OverridesSerializer,
    OwnershipSerializer,
    RightsSerializer,
)
from tenant_apps.team.api.serializers import MemberSerializer
from tenant_apps.team.errors import NotAllowed
from tenant_apps.team.leaving.actions import Heir, deactivate, reactivate
from tenant_apps.team.leaving.selectors import work_of
from tenant_apps.team.presentation import member_view
from tenant_apps.team.rights.actions import hand_over, set_overrides
from tenant_apps.team.rights.kernel import Permission
from tenant_apps.team.rights.selectors import rights_view
from tenant_apps.team.selectors import get_member


class PermissionsView(APIView):
    """One's own for everybody, others' for who runs the team."""

    def get_permissions(self) -> list[IsMember]:
        return [IsMember()] if self.request.method == "GET" else [IsAdmin()]

    @extend_schema(operation_id="employee_permissions", responses=RightsSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        me = current_member(request)
        if id != me.id and not me.may(Permission.TEAM):
            raise NotAllowed(Permission.TEAM)
        return Response(rights_view(get_member(id), me))

    @extend_schema(
        operation_id="employee_permissions_set", request=OverridesSerializer, responses=RightsSerializer
    )
    def put(self, request: Request, id: UUID) -> Response:
        form = validated(OverridesSerializer, request.data)
        me = current_member(request)
        member = set_overrides(actor=me, member_id=id, overrides=form["overrides"])
        return Response(rights_view(member, me))


class WorkView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(operation_id="employee_work", responses=MemberWorkSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return Response(work_of(get_member(id)))


class DeactivateView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(
        operation_id="employee_deactivate", request=DeactivationSerializer, responses=MemberSerializer
    )
    def post(self, request: Request, id: UUID) -> Response:
        form = validated(DeactivationSerializer, request.data)
        heir = Heir(form["to_member"], form["to_team"])
        member = deactivate(
            actor=current_member(request),
            member_id=id,
            heir=heir,
            keeps_service_keys=form["keeps_service_keys"],
        )
        return Response(member_view(member))


class ReactivateView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(operation_id="employee_reactivate", request=None, responses=MemberSerializer)
    def post(self, request: Request, id: UUID) -> Response:
        return Response(member_view(reactivate(actor=current_member(request), member_id=id)))


class OwnershipView(APIView):
    """Only for owners who have just shown that it is they."""

    permission_classes = (IsOwner,)

    @extend_schema(
        operation_id="ownership_hand_over", request=OwnershipSerializer, responses=MemberSerializer
    )
    def post(self, request: Request, id: UUID) -> Response:
        form = validated(OwnershipSerializer, request.data)
        get_member(id)
        check_confirmed(request)
        stays = form["stays_owner"]
        return Response(
            member_view(hand_over(actor=current_member(request), member_id=id, stays_owner=stays))
        )
