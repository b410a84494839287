"""`/api/integrations/{id}/signals/`: what customers of a channel see of us between messages."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.validation import validated
from tenant_apps.channels.selectors import get_channel_account
from tenant_apps.conversations.signals.actions import set_read_receipts, shows_reading
from tenant_apps.team.api.permissions import IsAdmin


class SignalsSerializer(serializers.Serializer[object]):
    read_receipts = serializers.BooleanField(help_text="Whether customers see that theirs was read.")


class SignalsView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(operation_id="integration_signals", responses=SignalsSerializer)
    def get(self, _: Request, account_id: UUID) -> Response:
        return Response({"read_receipts": shows_reading(get_channel_account(account_id))})

    @extend_schema(
        operation_id="integration_signals_set", request=SignalsSerializer, responses=SignalsSerializer
    )
    def put(self, request: Request, account_id: UUID) -> Response:
        wanted = validated(SignalsSerializer, request.data)
        is_on = wanted["read_receipts"]
        set_read_receipts(account_id=account_id, is_on=is_on)
        return Response({"read_receipts": is_on})
