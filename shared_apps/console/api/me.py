"""Who is at the console."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.console.api.doors import ConsoleView, operator


class OperatorSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    email = serializers.EmailField()


class OperatorView(ConsoleView):
    """The gate's own answer: 401 for strangers, 404 for everybody who is not staff, 403 without a second factor."""

    @extend_schema(operation_id="console_operator", responses=OperatorSerializer)
    def get(self, request: Request) -> Response:
        return Response(OperatorSerializer(operator(request)).data)
