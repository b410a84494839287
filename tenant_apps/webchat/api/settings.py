"""The owner's side of a website's chat: looks, form, allowed websites, the identity secret."""

from typing import Any
from uuid import UUID

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.errors import NotFound
from shared_apps.core.validation import validated
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.channels.selectors import get_channel_account
from tenant_apps.team.api.permissions import IsAdmin, IsAdminOrReadOnly
from tenant_apps.webchat import actions, selectors, widget
from tenant_apps.webchat.api.serializers import (
    IdentitySecretSerializer,
    WidgetChangeSerializer,
    WidgetSerializer,
)
from tenant_apps.workspace.selectors import current_workspace
from tenants.hosts import url_of
from tenants.selectors import current_tenant


def widget_view(account: ChannelAccount) -> dict[str, Any]:
    tenant = current_tenant()
    slug = tenant.slug if tenant else ""
    script = f"{url_of(slug)}/embed/{slug}.js?site={account.external_id}"
    return {
        **widget.settings_of(account.settings, current_workspace().brand_colour),
        "id": str(account.id),
        "name": account.name,
        "key": account.external_id,
        "script_url": script,
        "chat_url": f"{settings.PUBLIC_SCHEME}://{settings.BASE_DOMAIN}/chat/{slug}",
        "snippet": f'<script async src="{script}"></script>',
        "has_identity_secret": bool(selectors.identity_secret(account)),
    }


class WidgetView(APIView):
    permission_classes = (IsAdminOrReadOnly,)

    @extend_schema(operation_id="widget_settings", responses=WidgetSerializer)
    def get(self, request: Request, account_id: UUID) -> Response:
        account = get_channel_account(account_id)
        if account.kind != selectors.KIND:
            raise NotFound
        return Response(widget_view(account))

    @extend_schema(
        operation_id="widget_settings_change", request=WidgetChangeSerializer, responses=WidgetSerializer
    )
    def patch(self, request: Request, account_id: UUID) -> Response:
        form = validated(WidgetChangeSerializer, request.data, partial=True)
        account = actions.change_widget(account_id=account_id, changes=form)
        return Response(widget_view(account))


class IdentitySecretView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(
        operation_id="widget_secret_renew", request=None, responses={201: IdentitySecretSerializer}
    )
    def post(self, request: Request, account_id: UUID) -> Response:
        """Make a new identity secret and show it this once."""
        return Response({"identity_secret": actions.renew_secret(account_id=account_id)}, status=201)
