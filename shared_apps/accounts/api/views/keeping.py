"""Keep a workspace that was to be deleted. Its own host is closed by then, so this is asked for on the public one."""

from typing import Any

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.doors import PersonalDoor, given, signed_in
from shared_apps.accounts.api.serializers import WorkspaceEntrySerializer
from shared_apps.accounts.credentials import Credential
from shared_apps.accounts.models import User
from shared_apps.audit.actions import record
from shared_apps.core.errors import Forbidden, NotFound
from tenants.every import visiting
from tenants.life import cancel_deletion
from tenants.models import Membership, Role
from tenants.selectors import places_of


class KeepWorkspaceSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField(max_length=40)


class KeepWorkspaceView(PersonalDoor):
    @extend_schema(
        operation_id="workspace_keep", request=KeepWorkspaceSerializer, responses=WorkspaceEntrySerializer
    )
    def post(self, request: Request) -> Response:
        """Take back the deletion of a workspace that one owns."""
        if isinstance(request.auth, Credential) and request.auth.key is not None:
            raise Forbidden
        slug = given(KeepWorkspaceSerializer, request)["slug"]
        return Response(WorkspaceEntrySerializer(keep(signed_in(request), slug)).data)


@transaction.atomic
def keep(user: User, slug: str) -> Membership:
    """Raises NotFound for what is not one's own, Forbidden for who is no owner, Conflict `wrong_state`."""
    membership = places_of(user).filter(tenant__slug=slug).first()
    if membership is None:
        raise NotFound("You are in no such workspace.")
    if membership.role != Role.OWNER:
        raise Forbidden
    membership.tenant = cancel_deletion(membership.tenant_id)
    with visiting(membership.tenant):
        record("workspace.kept", actor=user, target_kind="workspace", target_id=membership.tenant_id)
    return membership
