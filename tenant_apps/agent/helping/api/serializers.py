"""Shapes of the helps."""

from typing import Any

from rest_framework import serializers

from tenant_apps.agent.api.serializers import CitationSerializer
from tenant_apps.agent.helping.actions import LANGUAGES, WAYS, Help

MOST_CHARS = 4_000


class HelpSerializer(serializers.Serializer[Help]):
    text = serializers.CharField(help_text="Empty when nothing can be suggested.")
    model = serializers.CharField(help_text='"model-free", or the name of the model.')
    reason = serializers.CharField(help_text="Why there is no text, else empty.")
    citations = CitationSerializer(many=True)
    points = serializers.ListField(child=serializers.CharField(), help_text="A summary line by line.")


class HelpedConversationSerializer(serializers.Serializer[Any]):
    conversation = serializers.UUIDField()


class RewriteSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=MOST_CHARS)
    way = serializers.ChoiceField(choices=sorted(WAYS))


class TranslateSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=MOST_CHARS)
    to = serializers.ChoiceField(choices=sorted(LANGUAGES))
