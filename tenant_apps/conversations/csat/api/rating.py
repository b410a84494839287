"""`/api/csat/rate/<token>/`: the customer's own door. The token in the address is all that is asked for."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.clock import now
from shared_apps.core.validation import validated
from tenant_apps.conversations.csat.actions import language_of
from tenant_apps.conversations.csat.errors import RatingExpired
from tenant_apps.conversations.csat.models import CsatRequest
from tenant_apps.conversations.csat.rating import rate
from tenant_apps.conversations.csat.selectors import CHANGE_FOR, LINK_FOR, is_open_for_rating, question_behind
from tenant_apps.workspace.selectors import current_workspace


class RatingSerializer(serializers.Serializer[object]):
    score = serializers.IntegerField(min_value=1, max_value=5)
    comment = serializers.CharField(allow_blank=True, default="", max_length=2000)


class RatedSerializer(serializers.Serializer[object]):
    business = serializers.CharField()
    language = serializers.CharField()
    score = serializers.IntegerField(allow_null=True)
    comment = serializers.CharField()
    is_open = serializers.BooleanField(help_text="Whether a score can still be given or changed.")
    open_until = serializers.DateTimeField()


def _shown(request: CsatRequest) -> dict[str, object]:
    since, lasts = (request.answered_at, CHANGE_FOR) if request.answered_at else (request.asked_at, LINK_FOR)
    return {
        "business": current_workspace().name,
        "language": language_of(request.conversation),
        "score": request.score,
        "comment": request.comment,
        "is_open": is_open_for_rating(request, now()),
        "open_until": since + lasts,
    }


class RatingView(APIView):
    """A link is shown to whoever has it; it changes nothing but its own question's answer."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(operation_id="csat_rating_get", auth=[], responses=RatedSerializer)
    def get(self, request: Request, token: str) -> Response:
        asked = question_behind(token)
        if asked.score is None and not is_open_for_rating(asked, now()):
            raise RatingExpired
        return Response(RatedSerializer(_shown(asked)).data)

    @extend_schema(
        operation_id="csat_rating_put", auth=[], request=RatingSerializer, responses=RatedSerializer
    )
    def put(self, request: Request, token: str) -> Response:
        form = validated(RatingSerializer, request.data)
        return Response(RatedSerializer(_shown(rate(token=token, **form))).data)
