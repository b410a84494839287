"""The doors for who comes by an invitation. Nobody has to be a member: the token is what is asked for.

It travels in the body, as addresses are logged.
"""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.authentication import BearerAuthentication, CookieAuthentication
from shared_apps.accounts.api.doors import OpenDoor
from shared_apps.accounts.api.serializers import MeSerializer
from shared_apps.accounts.api.throttles import JoinThrottle
from shared_apps.accounts.api.views.entering import entered
from shared_apps.accounts.credentials import Credential
from shared_apps.accounts.models import User
from shared_apps.core.errors import Forbidden, Invalid
from shared_apps.core.validation import validated
from tenant_apps.team.invitations.joining import Newcomer, join, join_as_newcomer, look
from tenant_apps.team.invitations.models import InvitationKind
from tenants.models import Language, Role
from tenants.selectors import current_tenant


class InvitationTokenSerializer(serializers.Serializer[Any]):
    token = serializers.CharField(max_length=200)


class WorkspaceNameSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    slug = serializers.CharField()


class VisitorSerializer(serializers.Serializer[Any]):
    email = serializers.CharField()
    name = serializers.CharField()
    is_member = serializers.BooleanField()
    is_meant = serializers.BooleanField(help_text="False: the invitation is for another address.")


class InvitedSerializer(serializers.Serializer[Any]):
    workspace = WorkspaceNameSerializer()
    invited_by = serializers.CharField()
    kind = serializers.ChoiceField(InvitationKind.choices)
    role = serializers.ChoiceField(Role.choices)
    email = serializers.CharField(help_text="Empty for a link.")
    expires_at = serializers.DateTimeField()
    has_account = serializers.BooleanField(help_text="Whether the address has one: sign in with it.")
    you = VisitorSerializer(allow_null=True, help_text="Who is signed in on this host.")


class JoiningSerializer(InvitationTokenSerializer):
    name = serializers.CharField(max_length=120, required=False, help_text="Of a newcomer.")
    password = serializers.CharField(
        max_length=128, trim_whitespace=False, required=False, help_text="Of a newcomer."
    )
    email = serializers.EmailField(
        max_length=254, required=False, help_text="Of a newcomer who comes by a link."
    )
    language = serializers.ChoiceField(Language.choices, required=False)


class JoinDoor(OpenDoor):
    authentication_classes = (BearerAuthentication, CookieAuthentication)
    throttle_classes = (JoinThrottle,)

    @staticmethod
    def visitor(request: Request) -> User | None:
        if isinstance(request.auth, Credential) and request.auth.key is not None:
            raise Forbidden("API keys do not open this door. Sign in with a password instead.")
        return request.user if isinstance(request.user, User) else None


class LookView(JoinDoor):
    @extend_schema(operation_id="join_look", request=InvitationTokenSerializer, responses=InvitedSerializer)
    def post(self, request: Request) -> Response:
        form = validated(InvitationTokenSerializer, request.data)
        found = look(token=form["token"], user=self.visitor(request))
        return Response(InvitedSerializer(found).data)


class JoinView(JoinDoor):
    """Somebody signed in joins as who they are; anybody else makes an account with it and is signed in."""

    @extend_schema(operation_id="join", request=JoiningSerializer, responses=MeSerializer)
    def post(self, request: Request) -> Response:
        given, user = validated(JoiningSerializer, request.data), self.visitor(request)
        if user is not None:
            join(token=given["token"], user=user)
            return Response(MeSerializer(user, context={"credential": request.auth}).data)
        missing = [name for name in ("name", "password") if not given.get(name)]
        if missing:
            fields = {name: ["This field is required."] for name in missing}
            raise Invalid("Tell us who you are, or sign in first.", fields=fields)
        tenant = current_tenant()
        newcomer = Newcomer(
            name=given["name"],
            password=given["password"],
            email=given.get("email", ""),
            language=given.get("language") or (tenant.language if tenant else Language.ENGLISH),
        )
        return entered(request, join_as_newcomer(token=given["token"], newcomer=newcomer), is_silent=True)
