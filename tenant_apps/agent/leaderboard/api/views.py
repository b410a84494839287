"""`/api/agent/questions/`, also known as `/api/chat/question-leaderboard/`."""

from datetime import timedelta
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.clock import now
from shared_apps.core.validation import validated
from tenant_apps.agent.leaderboard.grouping import Group
from tenant_apps.agent.leaderboard.selectors import leaderboard
from tenant_apps.team.api.permissions import IsMember, MemberRequest, current_member

MOST_GROUPS = 100
MOST_WORDINGS = 4
MOST_CONVERSATIONS = 5


class LeaderboardQuerySerializer(serializers.Serializer[Any]):
    days = serializers.IntegerField(min_value=1, max_value=365, default=30)
    unanswered = serializers.BooleanField(
        default=False, help_text="Only what was not answered at least once."
    )


class QuestionGroupSerializer(serializers.Serializer[Any]):
    question = serializers.CharField(help_text="The wording met most often.")
    intent = serializers.CharField()
    asked = serializers.IntegerField()
    answered = serializers.IntegerField()
    unanswered = serializers.IntegerField()
    is_answered_now = serializers.BooleanField(help_text="Whether the newest of them was answered.")
    last_at = serializers.DateTimeField()
    wordings = serializers.ListField(child=serializers.CharField())
    conversations = serializers.ListField(child=serializers.UUIDField())


class LeaderboardSerializer(serializers.Serializer[Any]):
    days = serializers.IntegerField()
    asked = serializers.IntegerField()
    unanswered = serializers.IntegerField()
    results = QuestionGroupSerializer(many=True)


class LeaderboardView(APIView):
    permission_classes = (IsMember,)

    @extend_schema(
        operation_id="agent_questions",
        parameters=[LeaderboardQuerySerializer],
        responses=LeaderboardSerializer,
    )
    def get(self, request: MemberRequest) -> Response:
        return Response(_answer(request))


class CompatibleLeaderboardView(APIView):
    """The same at a path that others know."""

    permission_classes = (IsMember,)

    @extend_schema(
        operation_id="chat_question_leaderboard",
        parameters=[LeaderboardQuerySerializer],
        responses=LeaderboardSerializer,
    )
    def get(self, request: MemberRequest) -> Response:
        return Response(_answer(request))


def _answer(request: MemberRequest) -> dict[str, Any]:
    form = validated(LeaderboardQuerySerializer, request.query_params)
    days: int = form["days"]
    found = leaderboard(current_member(request), since=now() - timedelta(days=days))
    shown = [group for group in found if group.unanswered] if form["unanswered"] else found
    return {
        "days": days,
        "asked": sum(len(group.asked) for group in found),
        "unanswered": sum(group.unanswered for group in found),
        "results": QuestionGroupSerializer([_view(group) for group in shown[:MOST_GROUPS]], many=True).data,
    }


def _view(group: Group) -> dict[str, Any]:
    wordings = dict.fromkeys(" ".join(one.text.split()) for one in group.asked)
    wordings.pop(group.title, None)
    return {
        "question": group.title,
        "intent": group.intent,
        "asked": len(group.asked),
        "answered": len(group.asked) - group.unanswered,
        "unanswered": group.unanswered,
        "is_answered_now": group.asked[0].is_answered,
        "last_at": group.asked[0].at,
        "wordings": list(wordings)[:MOST_WORDINGS],
        "conversations": list(dict.fromkeys(one.conversation_id for one in group.asked))[:MOST_CONVERSATIONS],
    }
