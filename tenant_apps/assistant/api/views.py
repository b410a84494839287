"""`/api/assistant/`: questions about the workspace itself; everyone's history is their own."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.response import Response

from shared_apps.core.validation import validated
from tenant_apps.assistant import actions
from tenant_apps.assistant.models import AssistantMessage
from tenant_apps.assistant.selectors import history_of
from tenant_apps.team.api.permissions import IsMember, MemberRequest, current_member

MOST_CHARS = 1_000


class FactRowSerializer(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]  # a field of ours, not DRF's property
    value = serializers.JSONField(help_text="A number (minutes for times) or a text.")
    conversation = serializers.UUIDField(allow_null=True)


class FactSerializer(serializers.Serializer[Any]):
    tool = serializers.CharField()
    period = serializers.CharField(allow_null=True, help_text="Null for what is as it is now.")
    rows = FactRowSerializer(many=True)


class AssistantMessageSerializer(serializers.ModelSerializer[AssistantMessage]):
    facts = FactSerializer(many=True)

    class Meta:
        model = AssistantMessage
        fields = ("id", "question", "answer", "facts", "model", "created_at")


class AssistantQuestionSerializer(serializers.Serializer[Any]):
    question = serializers.CharField(max_length=MOST_CHARS)


class AssistantView(ListAPIView[AssistantMessage]):
    """Any member may ask: the answer holds nothing that they could not read in the inbox."""

    permission_classes = (IsMember,)
    serializer_class = AssistantMessageSerializer
    queryset = AssistantMessage.objects.none()

    def get_queryset(self):  # type: ignore[no-untyped-def]  # the generic's own annotation names the manager's type
        return history_of(current_member(self.request))

    @extend_schema(
        operation_id="assistant_ask",
        request=AssistantQuestionSerializer,
        responses=AssistantMessageSerializer,
    )
    def post(self, request: MemberRequest) -> Response:
        form = validated(AssistantQuestionSerializer, request.data)
        message = actions.ask(member=current_member(request), question=form["question"])
        return Response(AssistantMessageSerializer(message).data)

    @extend_schema(operation_id="assistant_forget", responses={204: None})
    def delete(self, request: MemberRequest) -> Response:
        actions.forget(member=current_member(request))
        return Response(status=204)
