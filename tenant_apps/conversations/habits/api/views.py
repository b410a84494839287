"""`/api/writing-habits/`: a member's own."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from tenant_apps.conversations.habits.actions import keep_habits
from tenant_apps.conversations.habits.models import MAX_UNDO_S, SendKey, WritingHabits
from tenant_apps.conversations.habits.selectors import habits_of
from tenant_apps.team.api.permissions import CanReply, current_member


class HabitsSerializer(serializers.Serializer[WritingHabits]):
    undo_s = serializers.IntegerField(
        min_value=0,
        max_value=MAX_UNDO_S,
        help_text="Seconds in which a sent reply can be called back; 0: none.",
    )
    send_key = serializers.ChoiceField(
        SendKey.choices,
        required=False,
        help_text="What sends: Enter, or Ctrl (⌘) and Enter. Left out: as before.",
    )


class HabitsView(APIView):
    permission_classes = [CanReply]

    @extend_schema(operation_id="writing_habits_get", responses=HabitsSerializer)
    def get(self, request: Request) -> Response:
        return Response(HabitsSerializer(habits_of(current_member(request))).data)

    @extend_schema(operation_id="writing_habits_write", request=HabitsSerializer, responses=HabitsSerializer)
    def put(self, request: Request) -> Response:
        form = HabitsSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        habits = keep_habits(member=current_member(request), changes=form.validated_data)
        return Response(HabitsSerializer(habits).data)
