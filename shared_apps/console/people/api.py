"""People: found, looked at, locked, signed out, made operators."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.doors import check_confirmed, given
from shared_apps.accounts.api.serializers import AddressField
from shared_apps.accounts.devices import device_name
from shared_apps.accounts.models import DeviceSession, SessionKind, User
from shared_apps.console.api.doors import ConsoleView, operator
from shared_apps.console.api.pages import NewestFirst
from shared_apps.console.people import actions, selectors
from shared_apps.console.trail.shapes import TrailSerializer
from tenants.models import Language, Role, TenantState


class PersonSerializer(serializers.ModelSerializer[User]):
    has_second_factor = serializers.BooleanField()
    workspaces = serializers.SerializerMethodField()
    seen_at = serializers.DateTimeField(allow_null=True)

    class Meta:
        model = User
        fields = (
            "id", "email", "name", "language", "is_active", "is_staff", "has_second_factor", "workspaces",
            "created_at", "seen_at",
        )  # fmt: skip
        read_only_fields = fields

    def get_workspaces(self, user: User) -> int:
        return getattr(user, "workspaces", None) or 0


class PersonSessionSerializer(serializers.ModelSerializer[DeviceSession]):
    kind = serializers.ChoiceField(SessionKind.choices)
    device = serializers.SerializerMethodField()
    ip = serializers.CharField(allow_null=True)

    class Meta:
        model = DeviceSession
        fields = ("id", "kind", "device", "ip", "created_at", "last_seen_at")
        read_only_fields = fields

    def get_device(self, row: DeviceSession) -> str:
        return device_name(row.user_agent)


class PersonWorkspaceSerializer(serializers.Serializer[Any]):
    company = serializers.UUIDField(source="tenant_id")
    name = serializers.CharField(source="tenant.name")
    slug = serializers.CharField(source="tenant.slug")
    state = serializers.ChoiceField(TenantState.choices, source="tenant.state")
    role = serializers.ChoiceField(Role.choices)


class PersonDetailSerializer(serializers.Serializer[User]):
    person = PersonSerializer(source="*")
    is_email_verified = serializers.BooleanField()
    memberships = serializers.SerializerMethodField()
    sessions = serializers.SerializerMethodField()
    trail = serializers.SerializerMethodField()

    @extend_schema_field(PersonWorkspaceSerializer(many=True))
    def get_memberships(self, user: User) -> Any:
        return PersonWorkspaceSerializer(selectors.memberships(user), many=True).data

    @extend_schema_field(PersonSessionSerializer(many=True))
    def get_sessions(self, user: User) -> Any:
        return PersonSessionSerializer(selectors.sessions_of(user), many=True).data

    @extend_schema_field(TrailSerializer(many=True))
    def get_trail(self, user: User) -> Any:
        return TrailSerializer(selectors.trail_of(user), many=True).data


class ReasonSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=500)


class SignOutSerializer(serializers.Serializer[Any]):
    session = serializers.UUIDField(allow_null=True, default=None, help_text="Null ends all of them.")


class StaffSerializer(serializers.Serializer[Any]):
    is_staff = serializers.BooleanField()


class NewAdminSerializer(serializers.Serializer[Any]):
    email = AddressField()
    name = serializers.CharField(max_length=120)
    language = serializers.ChoiceField(Language.choices, default=Language.ENGLISH)


class PeopleView(ConsoleView, ListAPIView[User]):
    serializer_class = PersonSerializer
    pagination_class = NewestFirst

    def get_queryset(self) -> QuerySet[User]:
        params = self.request.query_params
        return selectors.people(q=params.get("q", "").strip()[:100], state=params.get("state", ""))

    @extend_schema(
        operation_id="console_users",
        parameters=[OpenApiParameter("q"), OpenApiParameter("state", enum=selectors.STATES)],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.list(request)


def shown(user_id: UUID, status: int = 200) -> Response:
    return Response(PersonDetailSerializer(selectors.get_person(user_id)).data, status=status)


class PersonView(ConsoleView):
    @extend_schema(operation_id="console_user", responses=PersonDetailSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return shown(id)


class LockView(ConsoleView):
    @extend_schema(
        operation_id="console_user_lock", request=ReasonSerializer, responses=PersonDetailSerializer
    )
    def post(self, request: Request, id: UUID) -> Response:
        actions.lock_person(user_id=id, actor=operator(request), **given(ReasonSerializer, request))
        return shown(id)


class UnlockView(ConsoleView):
    @extend_schema(operation_id="console_user_unlock", request=None, responses=PersonDetailSerializer)
    def post(self, request: Request, id: UUID) -> Response:
        actions.unlock_person(user_id=id, actor=operator(request))
        return shown(id)


class SignOutView(ConsoleView):
    @extend_schema(
        operation_id="console_user_sign_out", request=SignOutSerializer, responses=PersonDetailSerializer
    )
    def post(self, request: Request, id: UUID) -> Response:
        form = given(SignOutSerializer, request)
        actions.sign_out(user_id=id, session_id=form["session"], actor=operator(request))
        return shown(id)


class SecondFactorView(ConsoleView):
    """Turns a person's second factor off, who lost it. Asks the operator once more who they are."""

    @extend_schema(
        operation_id="console_user_second_factor", request=ReasonSerializer, responses=PersonDetailSerializer
    )
    def post(self, request: Request, id: UUID) -> Response:
        check_confirmed(request)
        actions.reset_second_factor(user_id=id, actor=operator(request), **given(ReasonSerializer, request))
        return shown(id)


class StaffView(ConsoleView):
    """Who may open the console. Asks the operator once more who they are."""

    @extend_schema(
        operation_id="console_user_staff", request=StaffSerializer, responses=PersonDetailSerializer
    )
    def put(self, request: Request, id: UUID) -> Response:
        check_confirmed(request)
        actions.set_operator(user_id=id, actor=operator(request), **given(StaffSerializer, request))
        return shown(id)


class CreateAdminView(ConsoleView):
    @extend_schema(
        operation_id="console_admin_create",
        request=NewAdminSerializer,
        responses={201: PersonDetailSerializer},
    )
    def post(self, request: Request) -> Response:
        check_confirmed(request)
        made = actions.create_admin(actor=operator(request), **given(NewAdminSerializer, request))
        return shown(made.id, status=201)
