"""`/api/agent/drafts/`: what waits for a member's word."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.idempotency import DoneOnce
from shared_apps.core.pagination import CursorPagination
from shared_apps.core.validation import validated
from tenant_apps.agent.copilot import actions, selectors
from tenant_apps.agent.copilot.api.serializers import (
    AgentDraftQuerySerializer,
    AgentDraftSerializer,
    ApproveSerializer,
)
from tenant_apps.agent.copilot.models import AgentDraft
from tenant_apps.conversations.api.serializers import MessageSerializer
from tenant_apps.conversations.presentation import message_views
from tenant_apps.team.api.permissions import CanReplyOrReadOnly, MemberRequest, current_member


class Oldest(CursorPagination):
    ordering = "id"


@extend_schema(parameters=[AgentDraftQuerySerializer])
class AgentDraftsView(ListAPIView[AgentDraft]):
    permission_classes = (CanReplyOrReadOnly,)
    serializer_class = AgentDraftSerializer
    pagination_class = Oldest
    queryset = AgentDraft.objects.none()

    def get_queryset(self):  # type: ignore[no-untyped-def]  # the generic's own annotation names the manager's type
        form = validated(AgentDraftQuerySerializer, self.request.query_params)
        return selectors.standing_drafts(
            current_member(self.request), conversation_id=form.get("conversation")
        )


class ApproveView(DoneOnce):
    permission_classes = (CanReplyOrReadOnly,)

    @extend_schema(
        operation_id="agent_drafts_approve", request=ApproveSerializer, responses=MessageSerializer
    )
    def post(self, request: MemberRequest, draft_id: UUID) -> Response:
        form = validated(ApproveSerializer, request.data)
        member = current_member(request)
        draft = selectors.get_draft(member, draft_id)
        message = actions.approve(actor=member, draft=draft, text=form.get("text"))
        return Response(message_views([message])[0])


class DiscardView(APIView):
    permission_classes = (CanReplyOrReadOnly,)

    @extend_schema(operation_id="agent_drafts_discard", request=None, responses={204: None})
    def post(self, request: MemberRequest, draft_id: UUID) -> Response:
        member = current_member(request)
        actions.discard(actor=member, draft=selectors.get_draft(member, draft_id))
        return Response(status=204)
