"""API keys of the workspace that one is in, and the way into one's other workspaces."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.actions.api_keys import keys_of, make_key, revoke_key
from shared_apps.accounts.actions.tokens import issue_entry
from shared_apps.accounts.api.doors import PersonalDoor, check_confirmed, given, signed_in
from shared_apps.accounts.api.serializers import WorkspaceEntrySerializer
from shared_apps.accounts.key_scopes import SCOPES
from shared_apps.accounts.models import ApiKey, KeyKind, User
from shared_apps.accounts.selectors import member_here
from shared_apps.core.clock import now
from shared_apps.core.errors import NotFound
from shared_apps.core.pagination import WholePageSerializer, whole_page
from tenants.hosts import url_of
from tenants.models import Tenant
from tenants.selectors import current_tenant, memberships_of, places_of


class ApiKeySerializer(serializers.ModelSerializer[ApiKey]):
    made_by = serializers.CharField(source="user.name")
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=SCOPES))

    class Meta:
        model = ApiKey
        fields = (
            "id",
            "kind",
            "name",
            "prefix",
            "scopes",
            "made_by",
            "created_at",
            "last_used_at",
            "expires_at",
        )


class ApiKeyListSerializer(WholePageSerializer):
    results = ApiKeySerializer(many=True)


class NewApiKeySerializer(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=80)
    kind = serializers.ChoiceField(choices=KeyKind.choices)
    scopes = serializers.ListField(
        child=serializers.ChoiceField(choices=SCOPES), min_length=1, max_length=len(SCOPES)
    )
    expires_at = serializers.DateTimeField(allow_null=True, default=None)

    def validate_expires_at(self, value: Any) -> Any:
        if value is not None and value <= now():
            raise serializers.ValidationError("Choose a day that is still to come.")
        return value


class MadeApiKeySerializer(ApiKeySerializer):
    """`key` is shown this once."""

    key = serializers.CharField()

    class Meta:
        model = ApiKey
        fields = (*ApiKeySerializer.Meta.fields, "key")


class ApiKeysView(PersonalDoor):
    @extend_schema(operation_id="api_keys", responses=ApiKeyListSerializer)
    def get(self, request: Request) -> Response:
        user, tenant, manages = _here(request)
        rows = keys_of(user, tenant, manages=manages)
        return Response(whole_page(ApiKeySerializer(rows, many=True).data))

    @extend_schema(
        operation_id="api_key_make", request=NewApiKeySerializer, responses={201: MadeApiKeySerializer}
    )
    def post(self, request: Request) -> Response:
        user, tenant, manages = _here(request)
        form = given(NewApiKeySerializer, request)
        check_confirmed(request)
        key, text = make_key(user=user, tenant=tenant, manages=manages, **form)
        return Response({**ApiKeySerializer(key).data, "key": text}, status=201)


class ApiKeyView(PersonalDoor):
    @extend_schema(operation_id="api_key_revoke", responses={204: None})
    def delete(self, request: Request, id: UUID) -> Response:
        user, tenant, manages = _here(request)
        revoke_key(actor=user, tenant=tenant, key_id=id, manages=manages)
        return Response(status=204)


class WorkspaceListSerializer(WholePageSerializer):
    results = WorkspaceEntrySerializer(many=True)


class WorkspaceChoiceSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField(max_length=40)


class WayInSerializer(serializers.Serializer[Any]):
    url = serializers.CharField()
    entry_token = serializers.CharField()


class WorkspacesView(PersonalDoor):
    """Where one may go, and a token that opens one of them, once, within two minutes."""

    @extend_schema(operation_id="workspaces", responses=WorkspaceListSerializer)
    def get(self, request: Request) -> Response:
        rows = places_of(signed_in(request))
        return Response(whole_page([WorkspaceEntrySerializer(row).data for row in rows]))

    @extend_schema(
        operation_id="workspace_enter", request=WorkspaceChoiceSerializer, responses=WayInSerializer
    )
    def post(self, request: Request) -> Response:
        user, slug = signed_in(request), given(WorkspaceChoiceSerializer, request)["slug"]
        membership = memberships_of(user).filter(tenant__slug=slug).first()
        if membership is None:
            raise NotFound("You are in no such workspace.")
        tenant = membership.tenant
        return Response({"url": url_of(tenant.slug), "entry_token": issue_entry(user, tenant)})


def _here(request: Request) -> tuple[User, Tenant, bool]:
    """Return who asks, where, and whether they run the place; raises NotFound for strangers."""
    user, tenant = signed_in(request), current_tenant()
    member = member_here(user)
    if tenant is None or member is None:
        raise NotFound
    return user, tenant, member.can_manage
