from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.errors import Invalid
from tenant_apps.agent import actions, selectors
from tenant_apps.agent.api.serializers import (
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


class PromptView(APIView):
    permission_classes = (IsAdminOrReadOnly,)

    @extend_schema(responses=PromptSerializer)
    def get(self, _: MemberRequest) -> Response:
        # Before the first version there is an empty one, so that the page has something to show.
        return Response(PromptSerializer(selectors.current_prompt() or PromptVersion(number=0)).data)

    @extend_schema(request=PromptSerializer, responses=PromptSerializer)
    def put(self, request: MemberRequest) -> Response:
        form = PromptSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        version = actions.write_prompt(actor=request.member, text=form.validated_data["text"])
        return Response(PromptSerializer(version).data)


class PromptVersionsView(ListAPIView[PromptVersion]):
    permission_classes = (IsMember,)
    serializer_class = PromptSerializer
    queryset = PromptVersion.objects.all()


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


class TestView(APIView):
    permission_classes = (CanReply,)

    @extend_schema(request=TestQuestionSerializer, responses=TurnSerializer)
    def post(self, request: MemberRequest) -> Response:
        form = TestQuestionSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        turn = actions.play(
            member=request.member,
            message=form.validated_data["message"],
            conversation_id=form.validated_data.get("conversation"),
        )
        return Response(TurnSerializer(turn).data)


@extend_schema(parameters=[OpenApiParameter("conversation", OpenApiTypes.UUID)])
class HistoryView(ListAPIView[Turn]):
    permission_classes = (IsMember,)
    serializer_class = TurnSerializer
    queryset = Turn.objects.none()

    def get_queryset(self):  # type: ignore[no-untyped-def]  # the generic's own annotation names the manager's type
        return selectors.turns(
            current_member(self.request),
            conversation_id=_asked_conversation(self.request.query_params.get("conversation")),
        )


class HistoryTurnView(APIView):
    permission_classes = (IsMember,)

    @extend_schema(responses=TurnSerializer)
    def get(self, request: MemberRequest, turn_id: UUID) -> Response:
        return Response(TurnSerializer(selectors.get_turn(current_member(request), turn_id)).data)


def _asked_conversation(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Invalid("This is not an id.", fields={"conversation": ["Give an id."]}) from error
