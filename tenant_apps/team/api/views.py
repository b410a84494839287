"""The people of a workspace, their teams and who is here."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.pagination import CursorPagination, whole_page
from shared_apps.core.validation import validated
from tenant_apps.team.actions import change_member
from tenant_apps.team.api.permissions import CanReplyOrReadOnly, IsAdminOrReadOnly, current_member
from tenant_apps.team.api.serializers import (
    AvailabilitySerializer,
    MemberChangeSerializer,
    MemberSerializer,
    PresenceListSerializer,
    PresenceSerializer,
    TeamChangeSerializer,
    TeamDeletionSerializer,
    TeamListSerializer,
    TeamSerializer,
)
from tenant_apps.team.attendance.actions import choose_availability
from tenant_apps.team.attendance.selectors import attendance, presence_of
from tenant_apps.team.models import Availability, Member
from tenant_apps.team.presentation import member_view, team_view
from tenant_apps.team.rights.actions import change_role
from tenant_apps.team.selectors import get_any_member, get_team, members, teams
from tenant_apps.team.teams.actions import Place, change_team, create_team, delete_team
from tenants.models import Role


class ByName(CursorPagination):
    ordering = ("name", "id")  # type: ignore[assignment]  # DRF takes a tuple too


class EmployeesView(ListAPIView[Member]):
    serializer_class = MemberSerializer
    pagination_class = ByName

    def get_queryset(self) -> QuerySet[Member]:
        return members()

    @extend_schema(operation_id="employees")
    def get(self, request: Request) -> Response:
        return self.list(request)


class EmployeeView(APIView):
    permission_classes = (IsAdminOrReadOnly,)

    @extend_schema(operation_id="employee", responses=MemberSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return Response(member_view(get_any_member(id)))

    @extend_schema(operation_id="employee_change", request=MemberChangeSerializer, responses=MemberSerializer)
    def patch(self, request: Request, id: UUID) -> Response:
        given, actor = validated(MemberChangeSerializer, request.data), current_member(request)
        role = given.pop("role", None)
        with transaction.atomic():
            if role is not None:
                change_role(actor=actor, member_id=id, role=Role(role))
            member = change_member(actor=actor, member_id=id, changes=given)
        return Response(member_view(member))


def _team_given(request: Request, *, partial: bool) -> tuple[dict[str, Any], list[Place] | None]:
    form = TeamChangeSerializer(data=request.data, partial=partial)
    form.is_valid(raise_exception=True)
    given = dict(form.validated_data)
    rows = given.pop("members", None)
    places = None if rows is None else [Place(row["id"], row["is_lead"]) for row in rows]
    return given, places


class TeamsView(APIView):
    permission_classes = (IsAdminOrReadOnly,)

    @extend_schema(operation_id="teams_list", responses=TeamListSerializer)
    def get(self, request: Request) -> Response:
        return Response(whole_page([team_view(team) for team in teams()]))

    @extend_schema(operation_id="teams_create", request=TeamChangeSerializer, responses={201: TeamSerializer})
    def post(self, request: Request) -> Response:
        given, places = _team_given(request, partial=False)
        team = create_team(actor=current_member(request), places=places or [], **given)
        return Response(team_view(team), status=201)


class TeamView(APIView):
    permission_classes = (IsAdminOrReadOnly,)

    @extend_schema(operation_id="teams_get", responses=TeamSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return Response(team_view(get_team(id)))

    @extend_schema(
        operation_id="teams_change", request=TeamChangeSerializer(partial=True), responses=TeamSerializer
    )
    def patch(self, request: Request, id: UUID) -> Response:
        given, places = _team_given(request, partial=True)
        team = change_team(actor=current_member(request), team_id=id, changes=given, places=places)
        return Response(team_view(team))

    @extend_schema(
        operation_id="teams_delete",
        parameters=[
            OpenApiParameter(
                "move_to", UUID, description="The team that gets its conversations; left out: none."
            )
        ],
        responses={204: None},
    )
    def delete(self, request: Request, id: UUID) -> Response:
        form = validated(TeamDeletionSerializer, request.query_params)
        delete_team(actor=current_member(request), team_id=id, heir_id=form.get("move_to"))
        return Response(status=204)


class PresenceView(APIView):
    permission_classes = (CanReplyOrReadOnly,)

    @extend_schema(operation_id="presence_list", responses=PresenceListSerializer)
    def get(self, request: Request) -> Response:
        return Response(whole_page(attendance()))

    @extend_schema(
        operation_id="presence_choose", request=AvailabilitySerializer, responses=PresenceSerializer
    )
    def put(self, request: Request) -> Response:
        form = validated(AvailabilitySerializer, request.data)
        chosen = Availability(form["availability"])
        return Response(presence_of(choose_availability(member=current_member(request), availability=chosen)))
