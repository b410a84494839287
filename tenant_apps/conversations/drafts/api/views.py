"""`/api/drafts/`: a member's own unsent texts."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.errors import NotFound
from shared_apps.core.pagination import WholePageSerializer, whole_page
from shared_apps.core.validation import validated
from tenant_apps.conversations import selectors as inbox
from tenant_apps.conversations.drafts import selectors
from tenant_apps.conversations.drafts.actions import Writing, drop_draft, keep_draft
from tenant_apps.conversations.drafts.models import Mode
from tenant_apps.conversations.drafts.realtime import draft_view
from tenant_apps.team.api.permissions import CanReply, current_member


class OtherTextSerializer(serializers.Serializer[object]):
    text = serializers.CharField()
    written_at = serializers.DateTimeField()


class DraftSerializer(serializers.Serializer[object]):
    conversation = serializers.UUIDField()
    mode = serializers.ChoiceField(Mode.choices)
    text = serializers.CharField()
    attachments = serializers.ListField(child=serializers.UUIDField())
    reply_to = serializers.UUIDField(allow_null=True)
    channel = serializers.UUIDField(allow_null=True)
    written_at = serializers.DateTimeField()
    other = OtherTextSerializer(allow_null=True, help_text="What another device had written meanwhile.")
    rev = serializers.IntegerField()


class DraftListSerializer(WholePageSerializer):
    results = DraftSerializer(many=True)


class WritingSerializer(serializers.Serializer[object]):
    text = serializers.CharField(allow_blank=True, max_length=20_000, trim_whitespace=False)
    attachments = serializers.ListField(child=serializers.UUIDField(), default=list, max_length=15)
    reply_to = serializers.UUIDField(allow_null=True, default=None)
    channel = serializers.UUIDField(allow_null=True, default=None)
    written_at = serializers.DateTimeField(help_text="By the device's clock.")
    rev = serializers.IntegerField(min_value=0, help_text="The rev it was written on; 0 for a new draft.")


class DraftsView(APIView):
    permission_classes = [CanReply]

    @extend_schema(operation_id="drafts_list", responses=DraftListSerializer)
    def get(self, request: Request) -> Response:
        rows = selectors.drafts_of(current_member(request))
        return Response(whole_page([draft_view(row) for row in rows]))


class DraftView(APIView):
    permission_classes = [CanReply]

    @extend_schema(operation_id="drafts_get", responses=DraftSerializer)
    def get(self, request: Request, conversation: UUID, mode: str) -> Response:
        member = current_member(request)
        inbox.get_conversation_for(member, conversation)
        return Response(draft_view(selectors.get_draft(member, conversation_id=conversation, mode=mode)))

    @extend_schema(operation_id="drafts_keep", request=WritingSerializer, responses=DraftSerializer)
    def put(self, request: Request, conversation: UUID, mode: str) -> Response:
        form = validated(WritingSerializer, request.data)
        member = current_member(request)
        draft = keep_draft(
            member=member,
            conversation=inbox.get_conversation_for(member, conversation),
            mode=_mode(mode),
            writing=Writing(**form),
        )
        return Response(draft_view(draft))

    @extend_schema(operation_id="drafts_drop", responses={204: None})
    def delete(self, request: Request, conversation: UUID, mode: str) -> Response:
        member = current_member(request)
        inbox.get_conversation_for(member, conversation)
        drop_draft(member_id=member.id, conversation_id=conversation, mode=_mode(mode))
        return Response(status=204)


def _mode(mode: str) -> str:
    if mode not in Mode.values:
        raise NotFound
    return mode
