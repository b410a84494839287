from collections.abc import Callable
from typing import Any
from uuid import UUID

import segno
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.audit.actions import record
from shared_apps.core.errors import NotFound
from shared_apps.core.pagination import whole_page, whole_page_of
from shared_apps.core.validation import validated
from tenant_apps.channels import actions, selectors
from tenant_apps.channels.api.forms import FORMS, SubscribePageSerializer
from tenant_apps.channels.api.serializers import (
    ApprovedTemplateSerializer,
    AuthorizeSerializer,
    ChosenSerializer,
    GrantSerializer,
    HealthSerializer,
    IntegrationSerializer,
    ReturnSerializer,
    WebhookSerializer,
)
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.team.api.permissions import IsAdmin, IsMember, current_member


class IntegrationsView(APIView):
    permission_classes = (IsMember,)

    @extend_schema(operation_id="integrations_list", responses=whole_page_of(IntegrationSerializer))
    def get(self, request: Request) -> Response:
        shown = IntegrationSerializer(selectors.channel_accounts(), many=True, context={"request": request})
        return Response(whole_page(shown.data))


class IntegrationView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(operation_id="integrations_destroy", responses={204: None})
    def delete(self, request: Request, account_id: UUID) -> Response:
        _note("channel.disconnected", request, actions.disconnect(account_id=account_id))
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


class ConnectView(APIView):
    """Connects one kind of channel by its form; `connect_view` makes one for each."""

    permission_classes = (IsAdmin,)
    kind = ""

    def post(self, request: Request) -> Response:
        form = FORMS[self.kind](data=request.data)
        form.is_valid(raise_exception=True)
        account = actions.connect(kind=self.kind, form=form.validated_data)
        return _connected(account, request)


def connect_view(kind: str) -> Callable[..., Any]:
    """Return the view of one kind, so that the API's page shows each form under its own address."""
    view: type[ConnectView] = type(f"Connect{kind.capitalize()}View", (ConnectView,), {"kind": kind})
    described = extend_schema_view(
        post=extend_schema(
            operation_id=f"integrations_connect_{kind}",
            request=FORMS[kind],
            responses={201: IntegrationSerializer},
        )
    )
    return described(view).as_view()


def _note(action: str, request: Request, account: ChannelAccount) -> None:
    details = {"name": account.name, "kind": account.kind}
    record(
        action, actor=current_member(request), target_kind="channel", target_id=account.id, details=details
    )


def _connected(account: ChannelAccount, request: Request) -> Response:
    _note("channel.connected", request, account)
    return Response(IntegrationSerializer(account, context={"request": request}).data, status=201)


class AuthorizeView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(
        operation_id="integrations_authorize", request=AuthorizeSerializer, responses=AuthorizeSerializer
    )
    def post(self, request: Request, kind: str) -> Response:
        given = validated(AuthorizeSerializer, request.data)
        member = current_member(request)
        url = actions.start_sign_in(kind=kind, member_id=member.id, **given)
        return Response({"url": url})


class GrantsView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(
        operation_id="integrations_return", request=ReturnSerializer, responses={201: GrantSerializer}
    )
    def post(self, request: Request, kind: str) -> Response:
        """Redeem what the vendor's page gave the browser, and list the accounts to choose from."""
        given = validated(ReturnSerializer, request.data)
        member = current_member(request)
        row = actions.finish_sign_in(kind=kind, member_id=member.id, **given)
        return _choices(row.id, member.id, 201)


class GrantView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(operation_id="integrations_choices", responses=GrantSerializer)
    def get(self, request: Request, grant_id: UUID) -> Response:
        return _choices(grant_id, current_member(request).id)


def _choices(grant_id: UUID, member_id: UUID, status: int = 200) -> Response:
    row, choices = actions.choices_of(grant_id=grant_id, member_id=member_id)
    shown = GrantSerializer({"id": row.id, "kind": row.kind, "choices": choices})
    return Response(shown.data, status=status)


class ChooseView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(
        operation_id="integrations_choose", request=ChosenSerializer, responses={201: IntegrationSerializer}
    )
    def post(self, request: Request, grant_id: UUID) -> Response:
        chosen = validated(ChosenSerializer, request.data)
        account = actions.connect_choice(
            grant_id=grant_id, member_id=current_member(request).id, choice=chosen["choice"]
        )
        return _connected(account, request)


class WebhooksView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(operation_id="integrations_events", responses=whole_page_of(WebhookSerializer))
    def get(self, _: Request, account_id: UUID) -> Response:
        """The last bodies that came in for the account, newest first."""
        account = selectors.get_channel_account(account_id)
        shown: WebhookSerializer = WebhookSerializer(many=True, instance=selectors.latest_webhooks(account))  # type: ignore[arg-type]  # many
        return Response(whole_page(shown.data))


class SyncView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(operation_id="integrations_sync", request=None, responses={202: None})
    def post(self, _: Request, account_id: UUID) -> Response:
        actions.request_sync(account_id=account_id)
        return Response(status=202)


class TemplatesView(APIView):
    permission_classes = (IsMember,)

    @extend_schema(operation_id="integrations_templates", responses=whole_page_of(ApprovedTemplateSerializer))
    def get(self, _: Request, account_id: UUID) -> Response:
        """The templates that the vendor has approved and that can be filled in by typing."""
        found = actions.approved_templates(account_id=account_id)
        return Response(whole_page(ApprovedTemplateSerializer(found, many=True).data))


class SubscribePageView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(
        operation_id="chat_subscribe_facebook_page",
        request=SubscribePageSerializer,
        responses=IntegrationSerializer,
    )
    def post(self, request: Request) -> Response:
        """Have Facebook send the events of a connected page again."""
        given = validated(SubscribePageSerializer, request.data)
        page_id = given["page_id"]
        account = actions.subscribe_again(kind="messenger", external_id=page_id)
        return Response(IntegrationSerializer(account, context={"request": request}).data)


class QrView(APIView):
    permission_classes = (IsMember,)

    @extend_schema(operation_id="integrations_qr", responses={(200, "image/svg+xml"): bytes})
    def get(self, _: Request, account_id: UUID) -> HttpResponse:
        """The channel's link as a QR code to print."""
        address = selectors.address_of(selectors.get_channel_account(account_id))
        if not address:
            raise NotFound("This channel has no link to print.")
        drawing = segno.make(address, error="m").svg_inline(scale=8, border=2, dark="#111", light="#fff")
        # A file of its own, unlike a drawing inside a page, has to name its language.
        drawing = drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
        return HttpResponse(drawing, content_type="image/svg+xml")
