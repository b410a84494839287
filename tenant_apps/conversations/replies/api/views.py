"""`/api/canned-replies/` and `/api/macros/`."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.idempotency import DoneOnce
from shared_apps.core.pagination import CursorPagination, whole_page
from shared_apps.core.validation import validated
from tenant_apps.conversations import selectors as inbox
from tenant_apps.conversations.replies import actions, selectors
from tenant_apps.conversations.replies.api.serializers import (
    CannedFileSerializer,
    CannedReplyListSerializer,
    CannedReplySerializer,
    MacroListSerializer,
    MacroSerializer,
    NewMacroSerializer,
    NewReplySerializer,
    PreviewRequestSerializer,
    PreviewSerializer,
    RunReportSerializer,
    RunRequestSerializer,
)
from tenant_apps.conversations.replies.models import CannedReply, Macro, Scope
from tenant_apps.conversations.replies.running import run_macro
from tenant_apps.conversations.replies.variables import fill
from tenant_apps.team.api.permissions import CanReply, CanReplyOrReadOnly, current_member


class OftenUsed(CursorPagination):
    ordering = ("-usage_count", "shortcut", "id")  # type: ignore[assignment]  # DRF takes a tuple too


class RepliesQuery(serializers.Serializer[object]):
    q = serializers.CharField(default="", allow_blank=True, max_length=100)
    channel = serializers.UUIDField(required=False, help_text="Leave out replies of other channels.")
    scope = serializers.ChoiceField(Scope.choices, required=False)


class RepliesView(APIView):
    permission_classes = [CanReplyOrReadOnly]

    @extend_schema(
        operation_id="canned_replies_list",
        parameters=[RepliesQuery, OpenApiParameter("limit", int), OpenApiParameter("cursor", str)],
        responses=CannedReplyListSerializer,
    )
    def get(self, request: Request) -> Response:
        wanted = validated(RepliesQuery, request.query_params.dict())
        rows = selectors.replies_for(current_member(request), **wanted)
        pages = OftenUsed()
        page: Any = pages.paginate_queryset(rows, request, view=self)
        return pages.get_paginated_response(CannedReplySerializer(page, many=True).data)

    @extend_schema(
        operation_id="canned_replies_create",
        request=NewReplySerializer,
        responses={201: CannedReplySerializer},
    )
    def post(self, request: Request) -> Response:
        member = current_member(request)
        fields = validated(NewReplySerializer, request.data)
        reply = actions.write_reply(CannedReply(), by=member, fields=fields)
        return Response(CannedReplySerializer(selectors.get_reply(reply.id)).data, status=201)


class ReplyView(APIView):
    permission_classes = [CanReplyOrReadOnly]

    @extend_schema(operation_id="canned_replies_get", responses=CannedReplySerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return Response(CannedReplySerializer(selectors.get_reply_for(current_member(request), id)).data)

    @extend_schema(
        operation_id="canned_replies_change",
        request=NewReplySerializer(partial=True),
        responses=CannedReplySerializer,
    )
    def patch(self, request: Request, id: UUID) -> Response:
        member = current_member(request)
        reply = selectors.get_reply_for(member, id)
        fields = validated(NewReplySerializer, request.data, partial=True)
        reply = actions.write_reply(reply, by=member, fields=fields)
        return Response(CannedReplySerializer(selectors.get_reply(reply.id)).data)

    @extend_schema(operation_id="canned_replies_delete", responses={204: None})
    def delete(self, request: Request, id: UUID) -> Response:
        member = current_member(request)
        actions.delete_reply(selectors.get_reply_for(member, id), by=member)
        return Response(status=204)


class PreviewView(APIView):
    permission_classes = [CanReply]

    @extend_schema(
        operation_id="canned_replies_preview", request=PreviewRequestSerializer, responses=PreviewSerializer
    )
    def post(self, request: Request) -> Response:
        """Fill the variables of a canned reply, or of a text, for a conversation."""
        member = current_member(request)
        given = validated(PreviewRequestSerializer, request.data)
        conversation = inbox.get_conversation_for(member, given["conversation"])
        reply = selectors.get_reply_for(member, given["reply"]) if "reply" in given else None
        text, missing = fill(
            reply.text if reply else given.get("text", ""), selectors.values_in(conversation, member)
        )
        if reply is not None and given["use"]:
            actions.note_use(reply_id=reply.id)
        files = CannedFileSerializer(reply.files.all() if reply else [], many=True).data
        return Response({"text": text, "missing": missing, "attachments": files})


class MacrosView(APIView):
    permission_classes = [CanReplyOrReadOnly]

    @extend_schema(operation_id="macros_list", responses=MacroListSerializer)
    def get(self, request: Request) -> Response:
        rows: Any = selectors.macros_for(current_member(request))
        return Response(whole_page(MacroSerializer(rows, many=True).data))

    @extend_schema(operation_id="macros_create", request=NewMacroSerializer, responses={201: MacroSerializer})
    def post(self, request: Request) -> Response:
        fields = validated(NewMacroSerializer, request.data)
        macro = actions.write_macro(Macro(), by=current_member(request), fields=fields)
        return Response(MacroSerializer(macro).data, status=201)


class MacroView(APIView):
    permission_classes = [CanReplyOrReadOnly]

    @extend_schema(operation_id="macros_get", responses=MacroSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return Response(MacroSerializer(selectors.get_macro_for(current_member(request), id)).data)

    @extend_schema(
        operation_id="macros_change", request=NewMacroSerializer(partial=True), responses=MacroSerializer
    )
    def patch(self, request: Request, id: UUID) -> Response:
        member = current_member(request)
        fields = validated(NewMacroSerializer, request.data, partial=True)
        macro = actions.write_macro(selectors.get_macro_for(member, id), by=member, fields=fields)
        return Response(MacroSerializer(macro).data)

    @extend_schema(operation_id="macros_delete", responses={204: None})
    def delete(self, request: Request, id: UUID) -> Response:
        member = current_member(request)
        actions.delete_macro(selectors.get_macro_for(member, id), by=member)
        return Response(status=204)


class RunView(DoneOnce):
    permission_classes = [CanReply]

    @extend_schema(operation_id="macros_run", request=RunRequestSerializer, responses=RunReportSerializer)
    def post(self, request: Request, id: UUID) -> Response:
        """Run the steps; each conversation gets all of them or none, and the report says which step was refused."""
        member = current_member(request)
        macro = selectors.get_macro_for(member, id)
        ids = dict.fromkeys(validated(RunRequestSerializer, request.data)["conversations"])
        conversations = [inbox.get_conversation_for(member, one) for one in ids]
        outcomes = run_macro(macro, conversations=conversations, by=member)
        failed = sum(outcome.step is not None for outcome in outcomes)
        results = [
            {
                "conversation": str(outcome.conversation_id),
                "done": outcome.step is None,
                "step": outcome.step,
                "code": outcome.code,
                "message": outcome.message,
            }
            for outcome in outcomes
        ]
        return Response({"done": len(outcomes) - failed, "failed": failed, "results": results})
