from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from shared_apps.accounts.credentials import Credential, Guest, acting_as
from shared_apps.accounts.managers import normal_email
from shared_apps.accounts.models import User
from shared_apps.accounts.selectors import member_here
from tenants.hosts import url_of
from tenants.models import Language, Membership, Role, Tenant, TenantState
from tenants.selectors import current_tenant, places_of

Payload = dict[str, Any]
# Of workspaces that people see: in a paused one nothing can be done, one that is to be deleted can be kept.
OPEN_STATES = [(each.value, each.label) for each in TenantState if each not in {"purging", "deleted"}]


class UserSerializer(serializers.ModelSerializer[User]):
    email_verified = serializers.BooleanField(source="is_email_verified", read_only=True)

    class Meta:
        model = User
        fields = ("id", "email", "name", "language", "email_verified")
        read_only_fields = ("id", "email")


class MemberHereSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    role = serializers.ChoiceField(choices=Role.choices)
    permissions = serializers.ListField(
        child=serializers.CharField(), help_text="What one may do here, such as channels.manage."
    )
    can_manage = serializers.BooleanField(help_text="Nothing that an admin may do is denied.")


class WorkspaceHereSerializer(serializers.Serializer[Tenant]):
    slug = serializers.CharField()
    name = serializers.CharField()
    url = serializers.SerializerMethodField()
    timezone = serializers.CharField()
    language = serializers.ChoiceField(choices=Language.choices)

    def get_url(self, tenant: Tenant) -> str:
        return url_of(tenant.slug)


class WorkspaceEntrySerializer(serializers.Serializer[Membership]):
    slug = serializers.CharField(source="tenant.slug")
    name = serializers.CharField(source="tenant.name")
    url = serializers.SerializerMethodField()
    role = serializers.ChoiceField(choices=Role.choices)
    state = serializers.ChoiceField(choices=OPEN_STATES, source="tenant.state")
    purge_at = serializers.DateTimeField(source="tenant.purge_at", allow_null=True)

    def get_url(self, membership: Membership) -> str:
        return url_of(membership.tenant.slug)


class GuestSerializer(serializers.Serializer[Guest]):
    """An operator's visit: the member is whose eyes they borrow."""

    operator = serializers.CharField()
    reason = serializers.CharField()
    may_write = serializers.BooleanField()
    ends_at = serializers.DateTimeField()


class MeSerializer(serializers.Serializer[User]):
    """Made from a User: who it is, who they are here, and where else they may go."""

    user = UserSerializer(source="*")
    member = serializers.SerializerMethodField()
    workspace = serializers.SerializerMethodField()
    workspaces = serializers.SerializerMethodField()
    guest = serializers.SerializerMethodField()

    @extend_schema_field(MemberHereSerializer(allow_null=True))
    def get_member(self, user: User) -> Payload | None:
        member = member_here(user, self._credential)
        return dict(MemberHereSerializer(acting_as(member, self._credential)).data) if member else None

    @property
    def _credential(self) -> Credential | None:
        return self.context.get("credential")

    @extend_schema_field(WorkspaceHereSerializer(allow_null=True))
    def get_workspace(self, _: User) -> Payload | None:
        tenant = current_tenant()
        return dict(WorkspaceHereSerializer(tenant).data) if tenant else None

    @extend_schema_field(WorkspaceEntrySerializer(many=True))
    def get_workspaces(self, user: User) -> list[Payload]:
        if self._credential and (self._credential.is_service or self._credential.guest):
            # It acts in the owner's name, but the owner's other businesses are none of its concern.
            return []
        return [dict(WorkspaceEntrySerializer(row).data) for row in places_of(user)]

    @extend_schema_field(GuestSerializer(allow_null=True))
    def get_guest(self, _: User) -> Payload | None:
        guest = self._credential.guest if self._credential else None
        return dict(GuestSerializer(guest).data) if guest else None


class PasswordField(serializers.CharField):
    """Kept as typed: blanks may belong to it. Long ones would cost the hasher more than a person can type."""

    def __init__(self, **options: Any) -> None:
        super().__init__(trim_whitespace=False, max_length=256, write_only=True, **options)


class AddressField(serializers.EmailField):
    """An e-mail address in its one spelling."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=254, **options)

    def to_internal_value(self, data: Any) -> str:
        return normal_email(super().to_internal_value(data))


class CredentialsSerializer(serializers.Serializer[Any]):
    email = AddressField()
    password = PasswordField()


class RegistrationSerializer(serializers.Serializer[Any]):
    """With a password, or with the ticket that Google's sign-in gave (`google`) instead of address and password."""

    email = AddressField(required=False)
    password = PasswordField(required=False)
    google = serializers.CharField(max_length=4000, required=False)
    name = serializers.CharField(max_length=120)
    organization = serializers.CharField(max_length=120)
    slug = serializers.CharField(max_length=63)
    language = serializers.ChoiceField(choices=Language.choices, default=Language.ENGLISH)
    ref = serializers.CharField(
        max_length=40, required=False, allow_blank=True, help_text="The code of who recommended Parlor."
    )
    device = serializers.CharField(
        max_length=100, required=False, allow_blank=True, help_text="A random id that the browser keeps."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        missing = (
            [] if attrs.get("google") else [name for name in ("email", "password") if not attrs.get(name)]
        )
        if missing:
            raise serializers.ValidationError({name: ["This field is required."] for name in missing})
        return attrs


class WorkspaceAddressSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField()
    url = serializers.URLField()


class RegisteredSerializer(serializers.Serializer[Any]):
    workspace = WorkspaceAddressSerializer()
    entry_token = serializers.CharField()
    access = serializers.CharField()
    refresh = serializers.CharField()


class TokenPairSerializer(serializers.Serializer[Any]):
    access = serializers.CharField()
    refresh = serializers.CharField()


class RefreshSerializer(serializers.Serializer[Any]):
    refresh = serializers.CharField(max_length=200)


class LogoutSerializer(serializers.Serializer[Any]):
    """Without the refresh token the session of the access token in the header ends."""

    refresh = serializers.CharField(max_length=200, required=False)


class EntrySerializer(serializers.Serializer[Any]):
    entry_token = serializers.CharField(max_length=200)


class CodeSerializer(serializers.Serializer[Any]):
    code = serializers.CharField(max_length=20)


class ResetSerializer(serializers.Serializer[Any]):
    email = AddressField()


class ResetConfirmationSerializer(serializers.Serializer[Any]):
    flow = serializers.CharField(max_length=200)
    code = serializers.CharField(max_length=20)
    password = PasswordField()


class SlugCheckSerializer(serializers.Serializer[Any]):
    available = serializers.BooleanField(source="is_available")
    reason = serializers.ChoiceField(choices=["invalid", "reserved", "taken"], allow_null=True)
    suggestion = serializers.CharField(allow_null=True)
