from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from tenant_apps.channels import actions, selectors
from tenant_apps.channels.api.serializers import (
    ConnectWhatsAppSerializer,
    HealthSerializer,
    IntegrationSerializer,
)
from tenant_apps.team.api.permissions import IsAdmin, IsMember


class IntegrationsView(APIView):
    permission_classes = (IsMember,)

    @extend_schema(operation_id="integrations_list", responses=IntegrationSerializer(many=True))
    def get(self, request: Request) -> Response:
        shown = IntegrationSerializer(selectors.channel_accounts(), many=True, context={"request": request})
        return Response(shown.data)


class IntegrationView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(operation_id="integrations_destroy", responses={204: None})
    def delete(self, _: Request, account_id: UUID) -> Response:
        actions.disconnect(account_id=account_id)
        return Response(status=204)


class HealthView(APIView):
    permission_classes = (IsMember,)

    @extend_schema(operation_id="integrations_health", responses=HealthSerializer)
    def get(self, _: Request, account_id: UUID) -> Response:
        return Response(HealthSerializer(actions.ask_health(account_id=account_id)).data)


class CheckView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(operation_id="integrations_test", request=None, responses=HealthSerializer)
    def post(self, _: Request, account_id: UUID) -> Response:
        return Response(HealthSerializer(actions.check_health(account_id=account_id)).data)


class ConnectWhatsAppView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(request=ConnectWhatsAppSerializer, responses={201: IntegrationSerializer})
    def post(self, request: Request) -> Response:
        form = ConnectWhatsAppSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        account = actions.connect_whatsapp(**form.validated_data)
        return Response(IntegrationSerializer(account, context={"request": request}).data, status=201)
