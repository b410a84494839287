"""`/api/agent/suggest|rewrite|translate|summarize/`: for members who write."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.validation import validated
from tenant_apps.agent.helping import actions
from tenant_apps.agent.helping.actions import Help
from tenant_apps.agent.helping.api.serializers import (
    HelpedConversationSerializer,
    HelpSerializer,
    RewriteSerializer,
    TranslateSerializer,
)
from tenant_apps.conversations.models import Conversation
from tenant_apps.conversations.selectors import get_conversation_for
from tenant_apps.team.api.permissions import CanReply, MemberRequest, current_member


def _shown(help: Help) -> Response:
    return Response(HelpSerializer(help).data)


class HelpView(APIView):
    permission_classes = (CanReply,)

    def conversation(self, request: MemberRequest) -> Conversation:
        given = validated(HelpedConversationSerializer, request.data)
        return get_conversation_for(current_member(request), given["conversation"])


class SuggestView(HelpView):
    @extend_schema(
        operation_id="agent_suggest", request=HelpedConversationSerializer, responses=HelpSerializer
    )
    def post(self, request: MemberRequest) -> Response:
        return _shown(actions.suggest(self.conversation(request)))


class SummarizeView(HelpView):
    @extend_schema(
        operation_id="agent_summarize", request=HelpedConversationSerializer, responses=HelpSerializer
    )
    def post(self, request: MemberRequest) -> Response:
        return _shown(actions.summarize(self.conversation(request)))


class RewriteView(HelpView):
    @extend_schema(operation_id="agent_rewrite", request=RewriteSerializer, responses=HelpSerializer)
    def post(self, request: MemberRequest) -> Response:
        given = validated(RewriteSerializer, request.data)
        return _shown(actions.rewrite(given["text"], given["way"]))


class TranslateView(HelpView):
    @extend_schema(operation_id="agent_translate", request=TranslateSerializer, responses=HelpSerializer)
    def post(self, request: MemberRequest) -> Response:
        given = validated(TranslateSerializer, request.data)
        return _shown(actions.translate(given["text"], given["to"]))
