"""Shapes of drafts."""

from typing import Any

from rest_framework import serializers

from tenant_apps.agent.api.serializers import MAX_TEXT, CitationSerializer
from tenant_apps.agent.copilot.models import AgentDraft, DraftState
from tenant_apps.conversations.api.serializers import NamedSerializer


class AgentDraftSerializer(serializers.Serializer[AgentDraft]):
    id = serializers.UUIDField()
    conversation = serializers.UUIDField(source="conversation_id")
    contact = NamedSerializer(source="conversation.contact")
    channel = serializers.CharField(source="conversation.channel_account.kind")
    turn = serializers.UUIDField(source="turn_id")
    question = serializers.CharField(source="turn.question")
    text = serializers.CharField(help_text="Empty when the agent had nothing to say.")
    reason = serializers.CharField(help_text="Why there is no text, else empty.")
    citations = CitationSerializer(source="turn.citations", many=True)
    state = serializers.ChoiceField(DraftState.choices)
    created_at = serializers.DateTimeField()


class ApproveSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(
        required=False, max_length=MAX_TEXT * 2, help_text="The edited text; without it the draft as it is."
    )


class AgentDraftQuerySerializer(serializers.Serializer[Any]):
    conversation = serializers.UUIDField(required=False)
