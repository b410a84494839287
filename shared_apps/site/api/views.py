"""`/api/find-workspace/`: what the page of that name does, for programs; on the public site only."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import Throttled
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.accounts.devices import address_of
from shared_apps.core.validation import validated
from shared_apps.site.finding import ask_for_letter
from tenants.models import Language


class WhoSerializer(serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=254)
    language = serializers.ChoiceField(Language.choices, default=Language.ENGLISH)


class FindWorkspaceView(APIView):
    """Answers alike for every address: 202 with nothing in it."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(exclude=True)
    def post(self, request: Request) -> Response:
        form = validated(WhoSerializer, request.data)
        if wait_s := ask_for_letter(address=address_of(request._request), **form):
            raise Throttled(wait_s)
        return Response(status=202)
