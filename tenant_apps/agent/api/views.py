from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.errors import Invalid
from shared_apps.core.pagination import whole_page, whole_page_of
from shared_apps.core.validation import validated
from tenant_apps.agent import actions, selectors
from tenant_apps.agent.api.serializers import (
    ChatAnswerSerializer,
    ChatSerializer,
    HistoryQuerySerializer,
    OverrideSerializer,
    PlayedTurnSerializer,
    PromptSerializer,
    SettingsSerializer,
    TestQuestionSerializer,
    TurnSerializer,
)
from tenant_apps.agent.models import PromptVersion, Turn
from tenant_apps.team.api.permissions import (
    CanReply,
    IsAdminOrReadOnly,
    IsMember,
    MemberRequest,
    current_member,
)

# A conversation that somebody plays is short.
MOST_PLAYED = 200


class PromptView(APIView):
    permission_classes = (IsAdminOrReadOnly,)

    @extend_schema(responses=PromptSerializer)
    def get(self, _: MemberRequest) -> Response:
        # Before the first version there is an empty one, so that the page has something to show.
        return Response(PromptSerializer(selectors.current_prompt() or PromptVersion(number=0)).data)

    @extend_schema(request=PromptSerializer, responses=PromptSerializer)
    def put(self, request: MemberRequest) -> Response:
        form = validated(PromptSerializer, request.data)
        version = actions.write_prompt(actor=request.member, text=form["text"])
        return Response(PromptSerializer(version).data)


class PromptVersionsView(ListAPIView[PromptVersion]):
    permission_classes = (IsMember,)
    serializer_class = PromptSerializer
    queryset = PromptVersion.objects.none()

    def get_queryset(self):  # type: ignore[no-untyped-def]  # the generic's own annotation names the manager's type
        return selectors.prompt_versions()


class SettingsView(APIView):
    permission_classes = (IsAdminOrReadOnly,)

    @extend_schema(responses=SettingsSerializer)
    def get(self, _: MemberRequest) -> Response:
        return Response(SettingsSerializer(selectors.current_settings()).data)

    @extend_schema(request=SettingsSerializer, responses=SettingsSerializer)
    def put(self, request: MemberRequest) -> Response:
        return self._change(request, is_partial=False)

    @extend_schema(request=SettingsSerializer(partial=True), responses=SettingsSerializer)
    def patch(self, request: MemberRequest) -> Response:
        return self._change(request, is_partial=True)

    def _change(self, request: MemberRequest, *, is_partial: bool) -> Response:
        form = SettingsSerializer(selectors.current_settings(), data=request.data, partial=is_partial)
        form.is_valid(raise_exception=True)
        changed = actions.change_settings(actor=request.member, changes=dict(form.validated_data))
        return Response(SettingsSerializer(changed).data)


class OverridesView(APIView):
    permission_classes = (IsAdminOrReadOnly,)

    @extend_schema(operation_id="agent_accounts_list", responses=whole_page_of(OverrideSerializer))
    def get(self, _: MemberRequest) -> Response:
        rows: Any = selectors.overrides()
        return Response(whole_page(OverrideSerializer(rows, many=True).data))


class OverrideView(APIView):
    permission_classes = (IsAdminOrReadOnly,)

    @extend_schema(
        operation_id="agent_accounts_write", request=OverrideSerializer, responses=OverrideSerializer
    )
    def put(self, request: MemberRequest, account_id: UUID) -> Response:
        account = selectors.get_account(account_id)
        form = validated(OverrideSerializer, request.data)
        row = actions.override(actor=request.member, account=account, changes=form)
        return Response(OverrideSerializer(row).data)

    @extend_schema(operation_id="agent_accounts_clear", responses={204: None})
    def delete(self, request: MemberRequest, account_id: UUID) -> Response:
        actions.drop_override(actor=request.member, account=selectors.get_account(account_id))
        return Response(status=204)


def _played(request: MemberRequest, given: dict[str, Any]) -> Turn:
    return actions.play(
        member=current_member(request),
        message=given["message"],
        session_id=given.get("session"),
        conversation_id=given.get("conversation"),
    )


class TestView(APIView):
    permission_classes = (CanReply,)

    @extend_schema(request=TestQuestionSerializer, responses=PlayedTurnSerializer)
    def post(self, request: MemberRequest) -> Response:
        form = validated(TestQuestionSerializer, request.data)
        return Response(PlayedTurnSerializer(_played(request, form)).data)


class ChatView(APIView):
    permission_classes = (CanReply,)

    @extend_schema(operation_id="agent_chat", request=ChatSerializer, responses=ChatAnswerSerializer)
    def post(self, request: MemberRequest) -> Response:
        form = validated(ChatSerializer, request.data)
        return Response(ChatAnswerSerializer(_played(request, form)).data)


class OldTestChatView(APIView):
    """What the member last played, to go on with."""

    permission_classes = (CanReply,)

    @extend_schema(
        operation_id="test_chat_old_messages",
        parameters=[OpenApiParameter("session", OpenApiTypes.UUID)],
        responses=whole_page_of(PlayedTurnSerializer),
    )
    def get(self, request: MemberRequest) -> Response:
        wanted = _id(request.query_params.get("session"), "session")
        rows = selectors.played_turns(current_member(request), wanted)[:MOST_PLAYED]
        return Response(whole_page(PlayedTurnSerializer(rows, many=True).data))


@extend_schema(parameters=[HistoryQuerySerializer])
class HistoryView(ListAPIView[Turn]):
    permission_classes = (IsMember,)
    serializer_class = TurnSerializer
    queryset = Turn.objects.none()

    def get_queryset(self):  # type: ignore[no-untyped-def]  # the generic's own annotation names the manager's type
        form = validated(HistoryQuerySerializer, self.request.query_params)
        return selectors.turns(current_member(self.request), selectors.TurnFilter(**form))


class HistoryTurnView(APIView):
    permission_classes = (IsMember,)

    @extend_schema(responses=TurnSerializer)
    def get(self, request: MemberRequest, turn_id: UUID) -> Response:
        return Response(TurnSerializer(selectors.get_turn(current_member(request), turn_id)).data)


def _id(text: str | None, field: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Invalid("This is not an id.", fields={field: ["Give an id."]}) from error
