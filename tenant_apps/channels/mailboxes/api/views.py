from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.errors import NotFound
from tenant_apps.channels import selectors
from tenant_apps.channels.adapters.email.connect import webhook_address
from tenant_apps.team.api.permissions import IsAdmin


class WebhookAddressSerializer(serializers.Serializer[dict[str, str]]):
    """The address to give to the mail provider. It holds the password of the mailbox's webhook."""

    url = serializers.CharField()


class WebhookAddressView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(operation_id="integrations_webhook", responses=WebhookAddressSerializer)
    def get(self, _: Request, account_id: UUID) -> Response:
        account = selectors.get_channel_account(account_id)
        if account.kind != "email" or account.settings.get("mode") != "webhook" or not account.is_connected:
            raise NotFound("This channel has no webhook to set up by hand.")
        return Response({"url": webhook_address(selectors.credentials_of(account))})
