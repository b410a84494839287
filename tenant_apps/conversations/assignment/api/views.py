"""Claims and assignment policies over HTTP."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.clock import now
from shared_apps.core.pagination import whole_page
from tenant_apps.conversations.api.serializers import ConversationSerializer
from tenant_apps.conversations.api.views import InboxView
from tenant_apps.conversations.assignment import actions, selectors
from tenant_apps.conversations.assignment.api.serializers import (
    PolicyChangeSerializer,
    PolicyListSerializer,
    PolicySerializer,
)
from tenant_apps.conversations.assignment.presentation import policy_view
from tenant_apps.conversations.presentation import conversation_view
from tenant_apps.conversations.selectors import conversations_called
from tenant_apps.team.api.permissions import IsAdminOrReadOnly, current_member
from tenant_apps.team.selectors import get_team


class ClaimView(InboxView):
    @extend_schema(operation_id="conversations_claim", request=None, responses=ConversationSerializer)
    def post(self, request: Request, id: UUID) -> Response:
        """Take a conversation that nobody has; 409 `already_taken` says in `data.assignee` who was faster."""
        actions.claim(conversation_id=self.conversation(id).id, member=self.member)
        [shown] = conversations_called([id])
        return Response(conversation_view(shown, now()))


def _saved(request: Request, policy_id: UUID | None) -> dict[str, Any]:
    form = PolicyChangeSerializer(data=request.data, partial=policy_id is not None)
    form.is_valid(raise_exception=True)
    given = dict(form.validated_data)
    rows = given.pop("members", None)
    if given.get("team"):
        given["team"] = get_team(given["team"])
    policy = actions.save_policy(
        actor=current_member(request),
        policy_id=policy_id,
        changes=given,
        capacities=None if rows is None else {row["id"]: row["capacity"] for row in rows},
    )
    return policy_view(policy)


class PoliciesView(APIView):
    permission_classes = (IsAdminOrReadOnly,)

    @extend_schema(operation_id="policies_list", responses=PolicyListSerializer)
    def get(self, request: Request) -> Response:
        return Response(whole_page([policy_view(policy) for policy in selectors.policies()]))

    @extend_schema(
        operation_id="policies_create", request=PolicyChangeSerializer, responses={201: PolicySerializer}
    )
    def post(self, request: Request) -> Response:
        return Response(_saved(request, None), status=201)


class PolicyView(APIView):
    permission_classes = (IsAdminOrReadOnly,)

    @extend_schema(operation_id="policies_get", responses=PolicySerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return Response(policy_view(selectors.get_policy(id)))

    @extend_schema(
        operation_id="policies_change",
        request=PolicyChangeSerializer(partial=True),
        responses=PolicySerializer,
    )
    def patch(self, request: Request, id: UUID) -> Response:
        return Response(_saved(request, id))

    @extend_schema(operation_id="policies_delete", responses={204: None})
    def delete(self, request: Request, id: UUID) -> Response:
        actions.delete_policy(actor=current_member(request), policy_id=id)
        return Response(status=204)
