"""Invitations, for who runs the team; the doors for who comes by one are in `joining`."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.errors import NotFound
from shared_apps.core.pagination import CursorPagination
from shared_apps.core.validation import validated
from tenant_apps.team.api.permissions import IsAdmin, current_member
from tenant_apps.team.api.rights_serializers import GIVEN_ROLES
from tenant_apps.team.invitations import actions
from tenant_apps.team.invitations.models import Invitation, InvitationKind, InvitationState
from tenant_apps.team.invitations.selectors import invitations, open_invitations
from tenant_apps.team.invitations.tokens import state_of
from tenant_apps.team.letters import join_url
from tenants.models import Language, Role
from tenants.selectors import current_tenant

MAX_DAYS = 30
MAX_USES = 100


class InvitationSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(InvitationKind.choices)
    state = serializers.ChoiceField(InvitationState.choices)
    email = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field of ours, not DRF's caption
    role = serializers.ChoiceField(Role.choices)
    language = serializers.ChoiceField(Language.choices)
    max_uses = serializers.IntegerField()
    uses = serializers.IntegerField()
    joined = serializers.ListField(child=serializers.CharField(), help_text="Names of who came by it.")
    invited_by = serializers.CharField()
    expires_at = serializers.DateTimeField()
    sent_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class MadeInvitationSerializer(InvitationSerializer):
    url = serializers.CharField(allow_null=True, help_text="A link's address, shown this once.")


class InvitingSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(InvitationKind.choices, default=InvitationKind.EMAIL)
    email = serializers.EmailField(max_length=254, required=False, help_text="Whom the letter goes to.")
    role = serializers.ChoiceField(GIVEN_ROLES)
    language = serializers.ChoiceField(Language.choices, required=False, help_text="The letter's.")
    label = serializers.CharField(max_length=80, required=False, allow_blank=True)  # type: ignore[assignment]  # as above
    max_uses = serializers.IntegerField(min_value=1, max_value=MAX_USES, default=10, help_text="Of a link.")
    days = serializers.IntegerField(min_value=1, max_value=MAX_DAYS, default=7)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["kind"] == InvitationKind.EMAIL and not attrs.get("email"):
            raise serializers.ValidationError({"email": ["Say whom to invite."]})
        return attrs


def view_of(row: Invitation) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "kind": row.kind,
        "state": state_of(row),
        "email": row.email,
        "label": row.label,
        "role": row.role,
        "language": row.language,
        "max_uses": row.max_uses,
        "uses": row.uses,
        "joined": [joining.member.name for joining in row.joinings.all()],
        "invited_by": row.invited_by.name,
        "expires_at": row.expires_at,
        "sent_at": row.sent_at,
        "created_at": row.created_at,
    }


def _made(row: Invitation, token: str | None) -> dict[str, Any]:
    tenant = current_tenant()
    if tenant is None:
        raise NotFound
    shown = invitations().get(id=row.id)
    return {**view_of(shown), "url": join_url(tenant, token) if token else None}


class InvitationsView(ListAPIView[Invitation]):
    permission_classes = (IsAdmin,)
    serializer_class = InvitationSerializer
    pagination_class = CursorPagination

    def get_queryset(self) -> QuerySet[Invitation]:
        if self.request.query_params.get("state") == InvitationState.OPEN:
            return invitations().filter(id__in=open_invitations().values("id"))
        return invitations()

    @extend_schema(
        operation_id="invitations",
        parameters=[OpenApiParameter("state", str, enum=[InvitationState.OPEN.value])],
    )
    def get(self, request: Request) -> Response:
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(
            InvitationSerializer([view_of(row) for row in page or []], many=True).data
        )

    @extend_schema(
        operation_id="invite", request=InvitingSerializer, responses={201: MadeInvitationSerializer}
    )
    def post(self, request: Request) -> Response:
        given, actor = validated(InvitingSerializer, request.data), current_member(request)
        role, token = Role(given["role"]), None
        if given["kind"] == InvitationKind.LINK:
            row, token = actions.make_link(
                actor=actor,
                role=role,
                max_uses=given["max_uses"],
                days=given["days"],
                label=given.get("label", ""),
            )
        else:
            tenant = current_tenant()
            language = given.get("language") or (tenant.language if tenant else Language.ENGLISH)
            row = actions.invite(
                actor=actor, email=given["email"], role=role, language=language, days=given["days"]
            )
        return Response(MadeInvitationSerializer(_made(row, token)).data, status=201)


class InvitationView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(operation_id="invitation_revoke", responses={204: None})
    def delete(self, request: Request, id: UUID) -> Response:
        actions.revoke(actor=current_member(request), invitation_id=id)
        return Response(status=204)


class ResendView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(operation_id="invitation_resend", request=None, responses=MadeInvitationSerializer)
    def post(self, request: Request, id: UUID) -> Response:
        row, token = actions.send_again(actor=current_member(request), invitation_id=id)
        return Response(MadeInvitationSerializer(_made(row, token)).data)
